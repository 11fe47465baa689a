/** Templates whose texts a function of the host's makes: React Email, MJML, anything. */
import { isMessagingError, MessagingError } from '../errors.ts';
import { channelRules } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import { invalidTemplate, type TemplateSource } from './template-source.ts';

/** How long a template's `render` may take. */
const renderMs = 10_000;
/** Characters of each text it answers, as of one that Liquid makes. */
const mostCharacters = 2_000_000;

/** What a template's `render` is told besides its data. */
export interface RenderContext {
  /** The address where the recipient unsubscribes, of a message that has one; for `templates.render` what stands for it. */
  readonly unsubscribeUrl?: string;
  /** The language it is wanted in (BCP 47): where the template has `translations` or says its `language`, one of those; else whatever the recipient has, or the site. */
  readonly language: string;
  /** Aborted where it took longer than 10 s: what it answers is not used any more. */
  readonly signal: AbortSignal;
}

/** Makes texts of data: once for each message, on the host's own thread. The data are what the schema answered. */
export type MakeTexts<Data> = (
  data: Data,
  context: RenderContext,
) => TemplateSource | Promise<TemplateSource>;

/** Whether a function makes its texts. */
export function isMade<One extends { readonly render?: unknown }>(
  template: One | undefined,
): template is One & Required<Pick<One, 'render'>> {
  return template?.render !== undefined;
}

/** A template that makes its texts itself. */
interface Making {
  readonly channel: Channel;
  render(data: unknown, context: RenderContext): TemplateSource | Promise<TemplateSource>;
}

/**
 * What the template's own function makes of data.
 * @throws MessagingError `template_too_expensive` where it takes too long or makes too much; `template_invalid`, with the cause, where it throws
 */
export async function makeTexts(
  template: Making,
  data: object,
  { unsubscribeUrl, language }: { readonly unsubscribeUrl: unknown; readonly language: string },
): Promise<TemplateSource> {
  const aborting = new AbortController();
  const link = typeof unsubscribeUrl === 'string' ? unsubscribeUrl : undefined;
  const context = present({ signal: aborting.signal, unsubscribeUrl: link, language });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(stopped(`its "render" takes longer than ${renderMs} ms`));
      aborting.abort();
    }, renderMs);
  });
  try {
    return checked(template.channel, await Promise.race([made(template, data, context), late]));
  } catch (error) {
    if (isMessagingError(error)) throw error;
    // What it says may quote the data.
    throw new MessagingError('template_invalid', 'The template\'s "render" threw.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function made(template: Making, data: object, context: RenderContext): Promise<unknown> {
  return template.render(data, context);
}

function checked(channel: Channel, answer: unknown): TemplateSource {
  const { hasSubject, hasHtml, word } = channelRules[channel];
  const textOf = (field: 'subject' | 'text' | 'html'): string | undefined => {
    const text: unknown = Reflect.get(Object(answer), field);
    if (text === undefined) return undefined;
    if (typeof text !== 'string')
      throw invalidTemplate(`The template's "render" answered a ${field} that is no text.`, field);
    if (text.length <= mostCharacters) return text;
    throw stopped(`its ${field} is longer than ${mostCharacters} characters`);
  };
  const subject = textOf('subject')?.replace(/\s+/g, ' ').trim();
  const [text, html] = [textOf('text'), textOf('html')];
  if (text === undefined && html === undefined)
    throw invalidTemplate('The template\'s "render" answered neither "text" nor "html".', 'text');
  if (!hasSubject && subject !== undefined)
    throw invalidTemplate(`A template for ${word} has no subject.`, 'subject');
  if (!hasHtml && html !== undefined) throw invalidTemplate(`A template for ${word} has no html.`, 'html');
  return present({ subject, text, html });
}

function stopped(why: string): MessagingError {
  return new MessagingError('template_too_expensive', `The template was stopped: ${why}. Make it simpler.`);
}
