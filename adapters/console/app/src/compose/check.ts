import type { Channel } from 'postern';
import type { ApiError } from '../api/error.ts';
import type { FieldErrors } from '../parts/field-errors.ts';
import { channelFacts } from '../state/channels.ts';
import type { Catalogue } from '../strings/en/index.ts';
import { errorSentence } from '../strings/error-sentence.ts';
import { shown } from '../strings/shown.ts';
import { awaitedOf, lostImages } from './attachments.ts';
import type { Draft } from './draft.ts';

interface Shown {
  readonly subject: string;
  readonly text: string;
  /** The template's or the copied message's HTML is sent. */
  readonly isFormatted: boolean;
  /** Why the template cannot be filled in. */
  readonly rendering: ApiError | null;
  /** What stands in the recipient's field and names nobody. */
  readonly typedTo: string;
}

/** Whether a fault of this field is shown beside it. */
export function hasField(field: string): boolean {
  return (
    ['to', 'subject', 'text', 'topic', 'scheduledAt'].includes(field) ||
    field.startsWith('data.') ||
    isOfFiles(field)
  );
}

/** Whether it is about a file, or all of them. */
export const isOfFiles = (field: string) => /^attachments\b/.test(field);

/** What can be said of a draft before it is sent; the server has the last word. */
export function checkDraft(t: Catalogue, channel: Channel, draft: Draft, form: Shown): FieldErrors {
  const variables =
    draft.text === undefined && draft.html === undefined ? missingVariables(form.rendering) : [];
  const missing = Object.fromEntries(
    variables.map((name) => [`data.${name}`, variableSentence(t, form.rendering, name)]),
  );
  const typed = form.typedTo.trim();
  // A template that cannot be filled in is the reason why there is nothing to send.
  const filled = variables.length === 0;
  return {
    to: draft.to ? undefined : typed === '' ? t.compose.toMissing : t.compose.toUnread[channel](typed),
    ...missing,
    subject:
      channelFacts[channel].hasSubject && filled && form.subject.trim() === ''
        ? t.compose.subjectMissing
        : undefined,
    text: filled && form.text.trim() === '' && !form.isFormatted ? t.compose.textMissing : lostOf(t, draft),
    attachments: awaitedIn(t, draft),
  };
}

const gone = ['message_not_found', 'message_erased', 'message_confidential', 'no_such_file'];

/** What the server's refusal is about, where it names no field of the form. */
export function refusalOf(t: Catalogue, error: ApiError, { calendar }: Draft): FieldErrors | undefined {
  const { field } = error.details;
  if (field === 'essential' || field === 'unsubscribe') return { optOuts: t.topics.essentialLink };
  if (!calendar || !gone.includes(error.code)) return undefined;
  return { attachments: errorSentence(t, error) };
}

/** Nothing leaves without what was to come along from the message that it is a copy of. */
function awaitedIn(t: Catalogue, draft: Draft): string | undefined {
  const names = awaitedOf(draft).map(({ filename }) => filename);
  return names.length === 0 ? undefined : shown(t.compose.files.awaited(names.join(', ')));
}

/** Nothing leaves with a hole in place of a picture. */
function lostOf(t: Catalogue, draft: Draft): string | undefined {
  const lost = lostImages(draft).map((name) => name || t.editor.image);
  return lost.length === 0 ? undefined : shown(t.editor.lostImages(lost.join(', ')));
}

/** The variables that a template lacks, or cannot use as they are. */
export function missingVariables(error: ApiError | null): readonly string[] {
  if (error?.code !== 'template_data_invalid') return [];
  const { variables } = error.details;
  return Array.isArray(variables) ? variables.map(String) : [];
}

/** What is wrong with a variable: nothing stands there, or what does not fit. */
export function variableSentence(t: Catalogue, error: ApiError | null, name: string): string {
  const wrong = error?.details.wrong;
  const found = typeof wrong === 'object' && wrong !== null ? new Map(Object.entries(wrong)).get(name) : null;
  if (typeof found !== 'object' || found === null) return t.compose.variableMissing(name);
  const { kind, message } = found as Readonly<Record<string, unknown>>;
  return t.compose.variableWrong(name, String(kind), String(message));
}
