import { MessagingError } from '../errors.ts';
import { channelRules } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import type { PartKind } from '../model/part-kind.ts';
import { present } from '../model/present.ts';

/** Liquid texts. E-mail needs a subject and text or HTML; SMS has text only. */
export interface TemplateSource {
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

/** One of these texts. */
export type Field = keyof TemplateSource;

/** What a template of a channel has to hold, whatever stands in it. @throws MessagingError `template_invalid` */
export function checkFields(channel: Channel, source: TemplateSource): void {
  const { hasSubject, word } = channelRules[channel];
  if (hasSubject && source.subject === undefined)
    throw invalidTemplate(`A template for ${word} needs a subject.`, 'subject');
  checkNoOthers(channel, source);
  checkBody(source);
}

/** What no template of a channel has, a draft included. @throws MessagingError `template_invalid` */
export function checkNoOthers(channel: Channel, source: TemplateSource): void {
  const { hasSubject, hasHtml, word } = channelRules[channel];
  for (const [field, has] of [
    ['subject', hasSubject],
    ['html', hasHtml],
  ] as const) {
    if (!has && source[field] !== undefined)
      throw invalidTemplate(`A template for ${word} has no ${field}.`, field);
  }
}

/** What a layout or partial has to hold. @throws MessagingError `template_invalid` */
export function checkPartFields(channel: Channel, kind: PartKind, source: TemplateSource): void {
  if (source.subject !== undefined) throw invalidTemplate(`A ${kind} has no subject.`, 'subject');
  checkNoOthers(channel, source);
  checkBody(source);
}

function checkBody({ text, html }: TemplateSource): void {
  if (text === undefined && html === undefined)
    throw invalidTemplate('A template needs a text or HTML.', 'text');
}

/** `field`: what is to be mended. */
export function invalidTemplate(message: string, field: Field): MessagingError {
  return new MessagingError('template_invalid', message, { details: { field } });
}

/** The texts alone, without what else a template is made of. */
export function textsOf({ subject, text, html }: TemplateSource): TemplateSource {
  return present({ subject, text, html });
}
