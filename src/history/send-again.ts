import { z } from 'zod';
import { type Actor, noteChange } from '../audit.ts';
import { MessagingError } from '../errors.ts';
import { actorArgument, checkArgument, idArgument, text, txArgument } from '../model/arguments.ts';
import { calendarAgain } from '../model/calendar.ts';
import {
  isErased,
  type Message,
  type MessageContent,
  type MessageId,
  type Origin,
} from '../model/message.ts';
import { present } from '../model/present.ts';
import type { AnyInput, To } from '../sending/input-types.ts';
import { type Receipt, type SenderOf, type SendOptions, sendOne } from '../sending/send.ts';
import { checkTx, type Scope, within } from '../wiring.ts';
import { messageNotFound } from './history.ts';

/** How a message is sent once more. */
export interface SendAgainOptions extends Actor, SendOptions {
  /**
   * Who gets it this time: as for `send`. Default: whom it went to, at the address it went to. For a corrected address of the same
   * person pass `{ address, name?, consumerId }`.
   */
  readonly to?: To | undefined;
  /** `web` where a person asks for it. Default `sys`. */
  readonly origin?: Origin | undefined;
  /** As for `send`, 1–200 characters: two calls with one key send one message. Default: each call sends one. */
  readonly idempotencyKey?: string | undefined;
}

const againOptions = z.strictObject({
  // Judged where it is sent.
  to: z.unknown().optional(),
  actor: actorArgument,
  origin: z.enum(['web', 'sys']).optional(),
  idempotencyKey: text(200).min(1).optional(),
  tx: txArgument,
});

/** It may go out yet by itself. */
const underWay: readonly Message['status'][] = ['scheduled', 'queued', 'sending'];

/** Hops 1 and 2 for a copy of a message that has ended: a new message, with an id and a history of its own. */
export async function sendAgain(
  scope: Scope,
  senderOf: SenderOf,
  id: MessageId,
  options: SendAgainOptions,
): Promise<Receipt> {
  checkArgument(idArgument, id, { name: 'id' });
  checkArgument(againOptions, options, { name: 'options' });
  const { tx } = options;
  checkTx(scope, tx);
  return within(scope, tx, async () => {
    const { engine, site, channel } = scope;
    const message = await engine.storage.messages.find({ site: site.id, channel, id });
    if (!message) throw messageNotFound();
    const input = copyOf(message, contentOf(message), await senderKey(scope, message));
    const { to = message.to, actor, origin, idempotencyKey } = options;
    const again = present({ ...input, to, actor, origin, idempotencyKey });
    const receipt = await sendOne(scope, senderOf, again, present({ tx }));
    if (!receipt.repeated)
      await noteChange(
        { ...scope, tx },
        { action: 'message.sent_again', subject: id, actor, detail: receipt.id },
      );
    return receipt;
  });
}

/** @throws MessagingError `illegal_status`, `message_erased`, `message_confidential` */
function contentOf(message: Message & { readonly content?: MessageContent }): MessageContent {
  const { status, content } = message;
  if (underWay.includes(status))
    throw new MessagingError(
      'illegal_status',
      `The message is "${status}": it goes out by itself. Only one that has ended can be sent again.`,
      { details: { status } },
    );
  if (isErased(message))
    throw new MessagingError(
      'message_erased',
      'The content of this message was erased: it cannot be sent again. Send a new one.',
      { details: { status } },
    );
  if (content) return content;
  throw new MessagingError(
    'message_confidential',
    'The content of this message is confidential: codes and links in it were for one time. Send a new one.',
  );
}

const ofRecipient = /^list-unsubscribe(-post)?$/i;

/** What it said, as an input says it. Its times are over, and its links are made the new recipient's where it is prepared. */
function copyOf(message: Message, content: MessageContent, sender: string | undefined): Omit<AnyInput, 'to'> {
  const { channel, template, priority, topic, essential, reference, metadata } = message;
  const { subject, text: words, html, replyTo, headers = {}, attachments, calendar } = content;
  const names = Object.keys(headers);
  const kept = Object.entries(headers).filter(([name]) => !ofRecipient.test(name));
  return present({
    subject,
    text: words,
    html,
    replyTo,
    sender,
    priority,
    topic,
    essential,
    reference,
    metadata,
    // Every word is given, so that it is named in the record and not rendered: it may say something else by now, or be gone.
    template: template && { ...template, channel, schema: z.unknown() },
    unsubscribe: names.some((name) => ofRecipient.test(name)) || undefined,
    headers: kept.length > 0 ? Object.fromEntries(kept) : undefined,
    attachments: attachments?.map((file) => ({ ...file, content: Buffer.from(file.content, 'base64') })),
    calendar: calendar && calendarAgain(calendar),
  });
}

/** The sender it left with, where the site has it still; else the one by default. */
async function senderKey({ engine, site, channel }: Scope, { sender }: Message): Promise<string | undefined> {
  const all = await engine.storage.senders.list(site.id, channel);
  return all.find(({ address }) => address === sender.address)?.key;
}
