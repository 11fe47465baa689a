import { isMessagingError, type MessagingError } from '../errors.ts';
import type { AnyInput } from './input-types.ts';
import { invalidMessage } from './message-input.ts';

/** As templates write it, and texts of the host's own that have no template. */
const link = /\{\{-?\s*unsubscribeUrl\s*-?\}\}/g;

/** The words of a message with the address in place of `{{ unsubscribeUrl }}`. @throws MessagingError `invalid_message` for a subject with it */
export function withLink(input: AnyInput, url: string): AnyInput {
  const { subject, text, html } = input;
  if (subject?.match(link)) throw invalidMessage('subject', 'A subject shows no {{ unsubscribeUrl }}.');
  if (!showsLink(input)) return input;
  const inHtml = url.replace(/[&'<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return {
    ...input,
    text: text?.replace(link, () => url),
    html: html?.replace(link, () => inHtml),
  };
}

/** Whether the words given themselves show the link. */
export function showsLink({ subject, text, html }: AnyInput): boolean {
  return [subject, text, html].some((words) => words !== undefined && words.search(link) >= 0);
}

/** Whether all that a template lacked was the link. */
export function lacksLink(error: unknown): boolean {
  if (!isMessagingError(error) || error.code !== 'template_data_invalid') return false;
  const { variables } = error.details;
  return Array.isArray(variables) && variables.length === 1 && variables[0] === 'unsubscribeUrl';
}

/** The refusal of a message that shows a link and has none. */
export function needsUnsubscribe(what: 'template' | 'text'): MessagingError {
  return invalidMessage(
    'unsubscribe',
    `The ${what} shows {{ unsubscribeUrl }}: pass "unsubscribe: true", which makes the link.`,
  );
}
