import type { MessageEventType } from 'postern';
import { useState } from 'react';
import type { Webhook } from '../../../src/contract.ts';
import type { ApiError } from '../api/error.ts';
import { useFieldErrors } from '../parts/field-errors.ts';
import { useStrings } from '../strings/strings.tsx';

/** A webhook as a form has it. */
export interface WebhookDraft {
  readonly url: string;
  readonly description: string;
  readonly which: 'all' | 'some';
  readonly types: readonly string[];
}

/** What was entered, fit for the API; no types: all. */
interface Entered {
  readonly url: string;
  readonly description: string;
  readonly types: readonly MessageEventType[] | undefined;
}

const known = (field: string) => ['url', 'types', 'description'].includes(field);

function draftOf({ url = '', description = '', types }: Partial<Webhook>): WebhookDraft {
  return { url, description, which: types ? 'some' : 'all', types: types ?? [] };
}

/** A webhook being written, from what it is now; what is wrong with it stands under each field. */
export function useWebhookForm(before: Partial<Webhook>) {
  const t = useStrings();
  const [draft, setDraft] = useState(() => draftOf(before));
  const fields = useFieldErrors(known);
  const types = Object.keys(t.event) as MessageEventType[];
  return {
    draft,
    errors: fields.errors,
    /** All that there are. */
    types,
    change(changes: Partial<WebhookDraft>): void {
      setDraft((present) => ({ ...present, ...changes }));
      for (const field of Object.keys(changes)) fields.clear(field === 'which' ? 'types' : field);
    },
    reset(): void {
      setDraft(draftOf(before));
      fields.reset();
    },
    /** `undefined` where something is missing, which is then said. */
    read(): Entered | undefined {
      const url = draft.url.trim();
      const all = draft.which === 'all';
      const wrong = fields.set({
        url: url === '' ? t.webhooks.urlMissing : undefined,
        types: !all && draft.types.length === 0 ? t.webhooks.typesMissing : undefined,
      });
      if (wrong) return undefined;
      const chosen = types.filter((type) => draft.types.includes(type));
      return { url, description: draft.description.trim(), types: all ? undefined : chosen };
    },
    /** Says what the API refused. */
    refused(error: ApiError): void {
      if (error.details.field === 'url') fields.set({ url: t.webhooks.urlRefused });
      else fields.show(error);
    },
  };
}

export type WebhookForm = ReturnType<typeof useWebhookForm>;
