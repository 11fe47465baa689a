import { parseEmailAddress } from '../model/address.ts';
import { type CalendarPart, calendarText } from '../model/calendar.ts';
import { channelRules } from '../model/channel.ts';
import { lazily } from '../model/lazily.ts';
import type { Attachment, Channel, Mailbox, MessageContent } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Priority } from '../model/priority.ts';
import { type Site, withPrefix } from '../model/site.ts';
import type { Rendered } from '../templates/rendering.ts';
import type { Templates } from '../templates/templates.ts';
import type { Scope } from '../wiring.ts';
import type { AnyInput, AttachmentInput, CalendarInput } from './input-types.ts';
import { invalidMessage, messageLimits } from './message-input.ts';
import { withOwnLinks } from './own-links.ts';
import { lacksLink, needsUnsubscribe, showsLink, withLink } from './unsubscribe-link.ts';

const threadHeader = /^(in-reply-to|references)$/i;

/** What leaves, and what else the template says of the message. */
export interface PreparedContent {
  readonly content: MessageContent;
  readonly template?: { readonly id: string; readonly name: string };
  /** The template's, where it has one. */
  readonly priority?: Priority;
  /** Likewise. */
  readonly topic?: string;
  /** The key of the template's, where it names one. */
  readonly sender?: string;
  /** The one that the template speaks here, where its words were taken. */
  readonly language?: string;
  /** It does not speak the one that was wanted first. */
  readonly fellBack?: boolean;
  /** Of a message that has one: the same wherever it is shown. */
  readonly unsubscribeUrl?: string;
}

/** What is one recipient's; a preview has none. */
interface OfRecipient {
  readonly address?: string | undefined;
  /** Makes the link by which they unsubscribe, of a message that has one. */
  readonly linkOf?: ((topic: string | undefined) => string) | undefined;
  /** What they read, where the host's directory says. */
  readonly locale?: string | undefined;
}

/** Reads HTML, for a mail that has no text beside it. */
export const htmlReader = lazily(() => import('../templates/html-text.ts'));

/**
 * What will leave: given fields first, the template for the rest, the text part made from HTML, the site's prefix put on once.
 * @throws MessagingError `invalid_message`, `invalid_address`, `template_…`
 */
export async function prepareContent(
  scope: Scope,
  templates: Templates,
  given: AnyInput,
  { address, linkOf, locale }: OfRecipient = {},
): Promise<PreparedContent> {
  let unsubscribeUrl: string | undefined;
  // Sealed anew each time: made once, wherever it is shown.
  const link =
    linkOf &&
    ((ofTemplate: string | undefined) => {
      unsubscribeUrl ??= linkOf(given.topic ?? ofTemplate);
      return unsubscribeUrl;
    });
  const rendered =
    given.template === undefined ? undefined : await fromTemplate(templates, given, { link, locale });
  const url = link?.(rendered?.topic);
  const own = withOwnLinks(scope, given, { address, link: url });
  const input = url === undefined ? own : withLink(own, url);
  const ownWords = input.text !== undefined || input.html !== undefined;
  const html = ownWords ? input.html : rendered?.html;
  const subject = input.subject ?? rendered?.subject;
  // A mail of pictures without words has its subject to read.
  const text =
    (ownWords ? input.text : rendered?.text) ??
    (html === undefined ? undefined : (await htmlReader()).textFromHtml(html) || subject?.trim());
  if (text === undefined || (text.trim() === '' && html === undefined)) {
    throw invalidMessage('text', 'The message is empty: give a text, or a template.');
  }
  const content = contentOf[scope.channel](scope.site, input, { subject, text, html });
  return present({
    content,
    unsubscribeUrl,
    template: rendered?.template,
    priority: rendered?.priority,
    topic: rendered?.topic,
    sender: rendered?.sender,
    language: rendered?.language,
    fellBack: rendered?.fellBack,
  });
}

interface Filling {
  readonly link: ((topic: string | undefined) => string) | undefined;
  readonly locale: string | undefined;
}

/** A template whose every field the caller gave (a person edited the pre-filled text) is named in the record, not rendered. */
async function fromTemplate(
  templates: Templates,
  input: AnyInput,
  { link, locale }: Filling,
): Promise<Partial<Rendered>> {
  const { template } = input;
  const edited =
    (input.text !== undefined || input.html !== undefined) &&
    (input.subject !== undefined || !channelRules[templates.channel].hasSubject);
  if (edited && template !== undefined) {
    const { id, name, priority, topic, sender } =
      typeof template === 'string' ? await templates.get(template) : template;
    return present({ template: { id, name: name ?? id }, priority, topic, sender });
  }
  try {
    const language = [input.language, locale].filter((one) => one !== undefined);
    return await templates.render(template ?? '', input.data, { unsubscribeUrl: link ?? false, language });
  } catch (error) {
    if (link || !lacksLink(error)) throw error;
    throw needsUnsubscribe('template');
  }
}

/** An SMS as it goes: the site's name before it, within what the providers take. @throws MessagingError `invalid_message` */
function smsContent(site: Site, _input: AnyInput, { text }: Body): MessageContent {
  const full = withPrefix(site, 'sms', text.trim());
  if (full.length <= messageLimits.sms) return { text: full };
  throw invalidMessage(
    'text',
    `An SMS is at most ${messageLimits.sms} characters with the site's name; this one has ${full.length}.`,
  );
}

interface Body {
  readonly subject: string | undefined;
  readonly text: string;
  readonly html: string | undefined;
}

function emailContent(site: Site, input: AnyInput, body: Body): MessageContent {
  if (!input.unsubscribe && showsLink(input)) throw needsUnsubscribe('text');
  if (
    input.inReplyTo !== undefined &&
    Object.keys(input.headers ?? {}).some((name) => threadHeader.test(name))
  )
    throw invalidMessage('headers', '"inReplyTo" sets In-Reply-To and References: leave one of the two out.');
  const bare = body.subject?.trim() ?? '';
  if (bare === '') throw invalidMessage('subject', 'An e-mail needs a subject.');
  const subject = withPrefix(site, 'email', bare);
  for (const [field, value, max] of [
    ['subject', subject, messageLimits.subject],
    ['text', body.text, messageLimits.body],
    ['html', body.html ?? '', messageLimits.body],
  ] as const) {
    if (value.length > max)
      throw invalidMessage(field, `The ${field} is at most ${max} characters; this one has ${value.length}.`);
  }
  return present({
    subject,
    text: body.text,
    html: body.html,
    replyTo: input.replyTo === undefined ? undefined : replyTo(input.replyTo),
    headers: input.headers && { ...input.headers },
    attachments: input.attachments?.length ? attachments(input.attachments) : undefined,
    calendar: input.calendar && calendarOf(input.calendar),
  });
}

/** What leaves, made of what is filled in. @throws MessagingError `invalid_message`, `invalid_address` */
const contentOf: Readonly<Record<Channel, (site: Site, input: AnyInput, body: Body) => MessageContent>> = {
  email: emailContent,
  sms: smsContent,
};

function replyTo(input: string | Mailbox): Mailbox {
  const { name, address } = typeof input === 'string' ? { name: undefined, address: input } : input;
  return present({ name, address: parseEmailAddress(address, 'replyTo').address });
}

function attachments(inputs: readonly AttachmentInput[]): readonly Attachment[] {
  let total = 0;
  return inputs.map(({ filename, content, contentType, contentId }) => {
    const bytes = Buffer.from(typeof content === 'string' ? Buffer.from(content, 'utf8') : content);
    total += bytes.length;
    if (total > messageLimits.attachmentBytes) {
      throw invalidMessage(
        'attachments',
        `Attachments are at most ${messageLimits.attachmentBytes / 1e6} MB together.`,
      );
    }
    return present({
      filename,
      contentType:
        contentType ??
        (typeof content === 'string' ? 'text/plain; charset=utf-8' : 'application/octet-stream'),
      content: bytes.toString('base64'),
      contentId,
    });
  });
}

function calendarOf({ method, content, filename = 'invite.ics' }: CalendarInput): CalendarPart {
  return { method, content: calendarText(content), filename };
}
