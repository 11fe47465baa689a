import {
  draftTemplate,
  type EmailContentInput,
  type EmailInput,
  isMessagingError,
  type Mailbox,
  type MessageDetail,
  type MessageId,
  type Messaging,
  type Receipt,
  type SmsContentInput,
  type SmsInput,
  sitePrefix,
  type To,
} from 'postern';
import { calendarAgain } from 'postern/adapter';
import type { z } from 'zod';
import { noSuchFile } from '../console-attachment.ts';
import { ConsoleError } from '../console-error.ts';
import type { bodies } from '../contract.ts';
import { sentContent } from '../sent-content.ts';
import { given, type Handlers } from './call.ts';

type Names = 'previewEmail' | 'previewSms' | 'testEmail' | 'sendEmail' | 'sendSms';
type SendBody = z.output<typeof bodies.sendEmail | typeof bodies.sendSms>;

// What a form left empty the library names in a sentence, so that a whole input is only claimed here.
export const composeCalls: Handlers<Names> = {
  async previewEmail({ messaging, body: { source, data, ...input } }) {
    const template = source ? draftTemplate('email', given(source)) : input.template;
    const unsubscribe =
      input.unsubscribe ??
      (input.essential ? undefined : await showsLink(messaging, { ...input, ...source }));
    return messaging.email.check({ ...input, unsubscribe, ...filled(template, data) } as EmailContentInput);
  },
  async previewSms({ messaging, body: { source, data, ...input } }) {
    const template = source ? draftTemplate('sms', given(source)) : input.template;
    return messaging.sms.preview({ ...input, ...filled(template, data) } as SmsContentInput);
  },

  async testEmail({ messaging, body, user }) {
    const { email: address } = user;
    if (address === undefined) {
      throw new ConsoleError(409, 'no_own_address', 'There is no address of yours that a test could go to.');
    }
    const own = await ownPart(messaging, body);
    const { sender, topic, source, data, language } = body;
    const template = source ? draftTemplate('email', given(source)) : body.template;
    const input = { ...own, ...filled(template, data), sender, topic, language };
    const { subject } = await messaging.email.preview(input as EmailContentInput);
    const marked = { subject: asTest(subject, sitePrefix(messaging.site, 'email')), to: { address } };
    return messaging.email.send({ ...input, ...marked, actor: user.id, origin: 'web' } as EmailInput);
  },
  async sendEmail({ messaging, body, user, undoMs }) {
    const input = { ...(await ownPart(messaging, body)), ...byHand(body, user) };
    return sendAt(messaging.email, body, undoMs, (scheduledAt) =>
      messaging.email.send({ ...input, scheduledAt } as EmailInput),
    );
  },
  async sendSms({ messaging, body, user, undoMs }) {
    const input = { text: body.text, ...byHand(body, user) };
    return sendAt(messaging.sms, body, undoMs, (scheduledAt) =>
      messaging.sms.send({ ...input, scheduledAt } as SmsInput),
    );
  },
};

/** What only mails have. */
export async function ownPart(messaging: Messaging, body: z.output<typeof bodies.testEmail>) {
  const { subject, text, html, essential, attachments, source, replyTo } = body;
  // An essential one has no link: where the words show one all the same, the library says so.
  const unsubscribe =
    body.unsubscribe ?? (essential ? undefined : await showsLink(messaging, { ...body, ...source }));
  return {
    ...{ subject, text, html, unsubscribe, essential, replyTo: replyTo && given(replyTo) },
    attachments: attachments?.map(given),
    calendar: await invitationOf(messaging, body.calendarOf),
  };
}

/** @throws MessagingError as `sentContent`; ConsoleError `no_such_file` */
async function invitationOf(
  messaging: Messaging,
  id: MessageId | undefined,
): Promise<EmailInput['calendar']> {
  if (id === undefined) return undefined;
  const { calendar } = await sentContent(messaging, id);
  if (!calendar) throw noSuchFile();
  return calendarAgain(calendar);
}

/** The site's prefix, which the library puts first again, gives way to the mark. */
function asTest(subject: string, prefix: string): string {
  return `[Test] ${subject.startsWith(prefix) ? subject.slice(prefix.length) : subject}`;
}

/** What is recorded says who sent it. */
function byHand(body: SendBody, user: { readonly id: string }) {
  const { template, data, language, to, sender, topic, idempotencyKey } = body;
  return {
    ...filled(template, data),
    language,
    to: recipient(to),
    sender,
    topic,
    actor: user.id,
    origin: 'web',
    // A form's key is no key of the host's own.
    idempotencyKey: idempotencyKey === undefined ? undefined : `console:${idempotencyKey}`,
  } as const;
}

/** What may be taken back is scheduled, so that it leaves whatever becomes of the page; sent once more, it is what it was the first time. */
async function sendAt(
  messages: { get(id: MessageId): Promise<MessageDetail> },
  { scheduledAt, undo }: SendBody,
  undoMs: number,
  send: (at: Date | undefined) => Promise<Receipt>,
): Promise<Receipt> {
  if (scheduledAt !== undefined) return send(new Date(scheduledAt));
  if (!undo || undoMs === 0) return send(undefined);
  try {
    return await send(new Date(Date.now() + undoMs));
  } catch (error) {
    if (!isMessagingError(error)) throw error;
    // The library goes by a clock that is ahead, as in a test: there nothing can wait.
    if (error.code === 'invalid_time') return send(undefined);
    // The time counts among what a key was used for.
    if (error.code !== 'idempotency_conflict') throw error;
    const first = await messages.get(String(error.details.messageId) as MessageId);
    if (first.scheduledAt === undefined) throw error;
    return send(first.scheduledAt);
  }
}

/** Without data a template is told of none, so that it names each variable it misses. */
export function filled<T>(template: T | undefined, data: Record<string, unknown> = {}) {
  return template === undefined ? {} : { template, data };
}

export function recipient(to: SendBody['to']): To {
  if ('consumerId' in to) return to.consumerId;
  const { address, name } = to;
  return (name === undefined ? { address } : { address, name }) satisfies Mailbox;
}

interface Words {
  readonly template?: string | undefined;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
}

/** Who writes a link to unsubscribe, or takes a template that has one, wants it to work. `undefined` for "no", as before there was one. */
async function showsLink(
  { email }: Pick<Messaging, 'email'>,
  { template, ...words }: Words,
): Promise<true | undefined> {
  const { translations = {}, ...own } = template === undefined ? {} : await email.templates.get(template);
  const all = [words, own, ...Object.values(translations)];
  return all.some(({ text = '', html = '' }: Words) => /\bunsubscribeUrl\b/.test(text + html)) || undefined;
}
