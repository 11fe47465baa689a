import { z } from 'zod';
import { isMessagingError, MessagingError } from '../errors.ts';
import { unsubscribeToken } from '../feedback/unsubscribe-token.ts';
import type { NewMessage } from '../interfaces/storage/messages.ts';
import { checkArgument } from '../model/arguments.ts';
import { createId } from '../model/ids.ts';
import type { Mailbox, MessageContent, MessageId, Recipient } from '../model/message.ts';
import { present } from '../model/present.ts';
import { type Priority, priorityOf } from '../model/priority.ts';
import { unsubscribeUrlOf } from '../model/public-urls.ts';
import { previewOf } from '../model/text.ts';
import { isStorableTime } from '../model/times.ts';
import { strangeTopic } from '../model/topic.ts';
import { sealContext } from '../secrets/sealed-content.ts';
import { Templates } from '../templates/templates.ts';
import type { Engine, Scope } from '../wiring.ts';
import { prepareContent } from './content.ts';
import { fingerprintOf, unreadable } from './fingerprint.ts';
import type { AnyInput } from './input-types.ts';
import type { SpokenTo } from './language-counts.ts';
import { checkInput, invalidMessage, messageLimits } from './message-input.ts';
import { Recipients } from './recipients.ts';
import { markSuppressed } from './suppressed.ts';
import { threadOf } from './thread.ts';

/** The same for all that are prepared together. */
interface Shared {
  /** The sender of a key, or the one by default; each is read once. */
  readonly senderOf: (key: string | undefined) => Promise<Mailbox>;
  readonly usual: Priority;
  /** What those are of that name none. */
  readonly batch?: string | undefined;
  /** Told which language an input's template was taken in. */
  readonly spoken?: (input: AnyInput, spoken: SpokenTo) => void;
}

/**
 * Hop 1: turns inputs into complete, checked, rendered messages. Look-ups are shared; what is wrong with
 * one input is that input's error and leaves the others alone.
 */
export async function prepareMessages(
  scope: Scope,
  shared: Shared,
  inputs: readonly AnyInput[],
): Promise<readonly (NewMessage | MessagingError)[]> {
  const { engine, site, channel } = scope;
  const { templates: inCode, templateParts: partsInCode, storage, now } = engine;
  // A batch sees one version of each.
  const templates = new Templates({
    site,
    channel,
    inCode,
    partsInCode,
    store: storage.templates,
    now,
    readsOnce: true,
  });
  const fingerprints: string[] = [];
  const checked = inputs.map((input, index) =>
    refusalOf(() => {
      checkInput(channel, input);
      fingerprints[index] = fingerprintOf(scope, input);
    }),
  );
  const recipients = await Recipients.load(
    scope,
    inputs.filter((_, index) => !checked[index]).map((input) => input.to),
  );

  const prepared = await Promise.all(
    inputs.map(async (input, index) => {
      const refused = checked[index];
      if (refused) return refused;
      try {
        return await prepareOne({
          ...shared,
          scope,
          templates,
          recipients,
          input,
          fingerprint: fingerprints[index] ?? '',
        });
      } catch (error) {
        if (isMessagingError(error)) return error;
        throw error;
      }
    }),
  );
  return markSuppressed(scope, prepared);
}

interface Checked extends Shared {
  readonly scope: Scope;
  readonly templates: Templates;
  readonly recipients: Recipients;
  readonly input: AnyInput;
  readonly fingerprint: string;
}

async function prepareOne({
  scope,
  senderOf,
  usual,
  batch,
  spoken,
  templates,
  recipients,
  input,
  fingerprint,
}: Checked): Promise<NewMessage> {
  const now = scope.engine.now();
  checkTimes(input, now);
  const to = await recipients.resolve(input.to);
  // Before it is rendered: the link that leads out is of this message.
  const id = createId('msg', now);
  const { inReplyTo, unsubscribe } = input;
  const linkOf = unsubscribe
    ? (about: string | undefined) => linkOut(scope, { messageId: id, address: to.address, topic: about })
    : undefined;
  const thread = inReplyTo === undefined ? undefined : await threadOf(scope, inReplyTo);
  const locale = recipients.localeOf(input.to);
  const { content, template, unsubscribeUrl, language, fellBack, ...ofTemplate } = await prepareContent(
    scope,
    templates,
    input,
    { address: to.address, linkOf, locale },
  );
  if (language !== undefined)
    spoken?.(input, present({ language, fellBackFrom: fellBack ? (input.language ?? locale) : undefined }));
  const priority = priorityOf(input, ofTemplate.priority, usual);
  const topic = topicOf(scope, input, ofTemplate.topic);
  const sender = await senderOf(input.sender ?? ofTemplate.sender);
  return newMessage(
    scope,
    present({
      id,
      input,
      now,
      to,
      sender,
      priority,
      topic,
      content,
      template,
      fingerprint,
      unsubscribeUrl,
      thread,
      batch: input.batch ?? batch,
    }),
  );
}

interface Parts {
  readonly id: MessageId;
  readonly input: Pick<
    AnyInput,
    | 'origin'
    | 'actor'
    | 'scheduledAt'
    | 'expiresAt'
    | 'idempotencyKey'
    | 'confidential'
    | 'reference'
    | 'metadata'
    | 'essential'
  >;
  readonly now: Date;
  readonly to: Recipient;
  readonly sender: Mailbox;
  readonly priority: Priority;
  readonly topic?: string;
  readonly content: MessageContent;
  readonly template?: { readonly id: string; readonly name: string };
  readonly fingerprint: string;
  /** What it is sent together with. */
  readonly batch?: string;
  /** Where the recipient stops such mail. */
  readonly unsubscribeUrl?: string;
  /** The headers by which it belongs to others. */
  readonly thread?: Readonly<Record<string, string>>;
}

/** The row that is stored. A confidential message's content is sealed and leaves no trace in subject and preview. */
export function newMessage({ engine, site, channel, trace }: Scope, parts: Parts): NewMessage {
  const { id, input, now, unsubscribeUrl: link } = parts;
  const content = link || parts.thread ? withHeaders(parts) : parts.content;
  const confidential = input.confidential ?? false;
  return present({
    id,
    site: site.id,
    channel,
    origin: input.origin ?? 'sys',
    status: input.scheduledAt ? 'scheduled' : 'queued',
    priority: parts.priority,
    to: parts.to,
    sender: parts.sender,
    preview: confidential ? '' : previewOf(link ? content.text.replaceAll(link, '…') : content.text),
    createdAt: now,
    confidential,
    content: confidential
      ? { sealed: engine.secrets.seal(sealContext(site.id, id), JSON.stringify(content)) }
      : content,
    fingerprint: parts.fingerprint,
    template: parts.template,
    subject: confidential ? undefined : content.subject,
    scheduledAt: input.scheduledAt,
    dueAt: input.scheduledAt,
    expiresAt: input.expiresAt,
    actor: input.actor,
    reference: input.reference,
    batch: parts.batch,
    metadata: input.metadata && { ...input.metadata },
    topic: parts.topic,
    essential: input.essential ? true : undefined,
    traceparent: trace?.traceparent,
    idempotencyKey: input.idempotencyKey,
  });
}

/** @throws MessagingError `invalid_message` */
function topicOf({ engine }: Scope, input: AnyInput, ofTemplate: string | undefined): string | undefined {
  const topic = input.topic ?? ofTemplate;
  const strange = topic === undefined ? undefined : strangeTopic(engine.topics, topic);
  if (strange) throw invalidMessage('topic', `${strange}.`);
  if (input.essential && input.unsubscribe)
    throw invalidMessage(
      'essential',
      '"essential" passes opt-outs, so there is nothing to unsubscribe from: leave one of the two out.',
    );
  return topic;
}

/** Where one recipient stops mail of a topic, or all of it. @throws MessagingError `invalid_config` */
function linkOut(
  { engine, site }: Scope,
  subject: { readonly messageId: MessageId; readonly address: string; readonly topic: string | undefined },
): string {
  const token = unsubscribeToken(engine, { site: site.id, ...subject });
  return unsubscribeUrlOf(neededPublicUrl(engine), token);
}

/** What unsubscribing takes. @throws MessagingError `invalid_config` */
export function neededPublicUrl({ publicUrl }: Engine): URL {
  if (publicUrl) return publicUrl;
  throw new MessagingError('invalid_config', '"unsubscribe" needs "publicUrl" in new Messaging({ … }).');
}

/** RFC 8058: both headers, so that mail programs show their own button. The transport signs them. */
function withHeaders({ content, unsubscribeUrl, thread }: Parts): MessageContent {
  const unsubscribe = unsubscribeUrl && {
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
  return { ...content, headers: { ...content.headers, ...thread, ...unsubscribe } };
}

const dateArgument = z.date({ error: 'is not a date' });

/** @throws MessagingError `invalid_time` */
export function checkScheduledAt(at: Date, now: Date, field = 'scheduledAt'): void {
  checkArgument(dateArgument, at, { name: field, code: 'invalid_time' });
  const ahead = at.getTime() - now.getTime();
  if (ahead <= 0) throw invalidTime(field, 'lies in the past: leave it out to send at once');
  if (ahead > messageLimits.scheduleAheadMs) throw invalidTime(field, 'lies more than a year ahead');
}

function checkTimes(input: AnyInput, now: Date): void {
  if (input.scheduledAt) checkScheduledAt(input.scheduledAt, now);
  if (input.expiresAt && !(input.expiresAt > (input.scheduledAt ?? now))) {
    throw invalidTime('expiresAt', 'must lie after the time it is to be sent');
  }
  if (input.expiresAt && !isStorableTime(input.expiresAt))
    throw invalidTime('expiresAt', 'lies after the year 9999: leave it out');
}

/** A refusal of a time. */
export function invalidTime(field: string, what: string): MessagingError {
  return new MessagingError('invalid_time', `"${field}" ${what}.`, { details: { field } });
}

function refusalOf(check: () => void): MessagingError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    // Nothing is asked of anybody here: whatever is thrown is the input's own doing.
    return isMessagingError(error) ? error : unreadable(error);
  }
}
