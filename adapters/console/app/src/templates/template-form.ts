import type { Channel } from 'postern';
import { useCallback } from 'react';
import type { Template } from '../../../src/contract.ts';
import { useConsole } from '../state/console.tsx';
import { useStored } from '../state/stored.ts';

export interface TemplateForm {
  readonly name: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function formOf(template: Template | undefined): TemplateForm {
  const { name = '', subject = '', text = '', html = '' } = template ?? {};
  return { name, subject, text, html };
}

/** As the API takes it: what is empty is not there. */
export function sourceOf(channel: Channel, { subject, text, html }: TemplateForm) {
  if (channel === 'sms') return { text };
  return {
    subject,
    ...(text.trim() === '' ? {} : { text }),
    ...(html.trim() === '' ? {} : { html }),
  };
}

/** The texts being written, kept on this device until they are saved. Changes to another version of the template are dropped. */
export function useTemplateForm(channel: Channel, template: Template | undefined) {
  const { session } = useConsole();
  const version = template?.updatedAt ?? 'new';
  const key = ['postern:template', session.site.id, session.user.id, channel, template?.id ?? 'new'].join(
    ':',
  );
  const read = useCallback((stored: unknown) => readForm(stored, version), [version]);
  const [kept, store] = useStored(key, read);
  const form = kept ?? formOf(template);
  return {
    form,
    isKept: kept !== undefined,
    change: (changes: Partial<TemplateForm>) => store({ ...form, ...changes, version }),
    discard: () => store(undefined),
  };
}

type Kept = TemplateForm & { readonly version: string };

function readForm(stored: unknown, version: string): Kept | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const form = stored as Partial<Record<keyof Kept, unknown>>;
  const { name, subject, text, html } = form;
  if (form.version !== version) return undefined;
  if (typeof name !== 'string' || typeof subject !== 'string') return undefined;
  if (typeof text !== 'string' || typeof html !== 'string') return undefined;
  return { name, subject, text, html, version };
}
