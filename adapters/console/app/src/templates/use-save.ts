import { useQueryClient } from '@tanstack/react-query';
import type { Channel } from 'postern';
import type { Template } from '../../../src/contract.ts';
import type { ApiError } from '../api/error.ts';
import { useChange } from '../api/mutation.ts';
import { keyOf, refresh } from '../api/query.ts';
import { links, useGo } from '../state/links.ts';
import { useNotices } from '../state/notices.tsx';
import { useStrings } from '../strings/strings.tsx';
import { newPartId, type PartKind } from './part-kind.ts';
import { bodyOf, type TemplateForm } from './template-form.ts';

interface Saved {
  readonly template: Template | undefined;
  /** Of a layout or partial. */
  readonly kind: PartKind | undefined;
}

export interface SaveOptions {
  readonly onSaved: () => void;
  /** Somebody else was faster: what they did is asked for. */
  readonly onOvertaken: () => void;
  readonly onError: (error: ApiError) => void;
}

/** Saves over the version that is shown, or makes the template where there is none, under its id if it had one. */
export function useSave(channel: Channel, id: string, { template, kind }: Saved) {
  const t = useStrings();
  const go = useGo();
  const client = useQueryClient();
  const { notify } = useNotices();
  const options = {
    refreshes: ['templates', 'template', 'templateVersions'],
    apply: (_: unknown, answer: Template) =>
      client.setQueryData(keyOf('template', { params: { channel, id: answer.id } }), answer),
  } as const;
  const create = useChange('createTemplate', options);
  const change = useChange('saveTemplate', options);
  const isNew = id === 'new';

  const save = (form: TemplateForm, { onSaved, onOvertaken, onError }: SaveOptions) => {
    const body = bodyOf(channel, form, kind);
    const named = isNew ? newPartId(form, kind) : { id };
    const handlers = {
      onSuccess: (answer: Template) => {
        onSaved();
        notify({ kind: 'done', text: t.templates.saved });
        if (isNew) go(links.template(channel, answer.id), { replace: true });
      },
      onError: (error: ApiError) => {
        // Another is called so: there is nothing to choose between.
        const isTaken = isNew && kind !== undefined;
        if (isTaken || !overtaken.has(error.code)) return onError(error);
        onOvertaken();
        void refresh(client, ['template']);
      },
    };
    if (template?.updatedAt === undefined)
      create.mutate({ params: { channel }, body: { ...body, ...named } }, handlers);
    else
      change.mutate({ params: { channel, id }, body: { ...body, replaces: template.updatedAt } }, handlers);
  };
  return { save, isSaving: create.isPending || change.isPending };
}

/** Somebody else was faster. */
export const overtaken: ReadonlySet<string> = new Set(['conflict', 'template_exists', 'template_not_found']);
