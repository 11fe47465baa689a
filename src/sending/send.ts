import type { MessagingError } from '../errors.ts';
import type { Inserted, NewMessage } from '../interfaces/storage/messages.ts';
import type { Tx } from '../interfaces/storage/transaction.ts';
import { messageIdOf } from '../model/channel.ts';
import type { Mailbox, MessageId } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Priority } from '../model/priority.ts';
import type { MessageStatus } from '../model/status.ts';
import { checkTx, type Engine, type Scope, transportOf, within } from '../wiring.ts';
import { isSamePayload } from './fingerprint.ts';
import type { AnyInput } from './input-types.ts';
import { prepareMessages } from './prepare.ts';
import { conflict, findRepetitions } from './repetitions.ts';
import { recordWatched } from './watched.ts';

/** What `send` answers: the message is recorded, and goes out by itself. */
export interface Receipt {
  readonly id: MessageId;
  /** `queued`, `scheduled` or `suppressed`; of a repetition, where the first message stands now. */
  readonly status: MessageStatus;
  /** The idempotency key was used before with the same payload: this is the earlier message, and no second one was recorded. */
  readonly repeated: boolean;
}

/** Where a message is recorded. */
export interface SendOptions {
  /**
   * The host's transaction: roll back, and there is no message; commit, and it goes. No `message.queued` is told: that a transaction of
   * yours has committed, only you know.
   */
  readonly tx?: Tx;
}

/** How the channel names the sender that messages leave with: the one of a key, or that by default. Throws where it is none that may send. */
export type SenderOf = (scope: Scope, key?: string) => Promise<Mailbox>;

/** How messages are sent that say no more. */
export interface Sending {
  readonly senderOf: SenderOf;
  /** What goes first where neither message nor template says it. */
  readonly usual: Priority;
  /** What those are of that name none. */
  readonly batch?: string | undefined;
}

/** Hops 1 and 2 for one message. */
export async function sendOne(
  scope: Scope,
  senderOf: SenderOf,
  input: AnyInput,
  options: SendOptions,
): Promise<Receipt> {
  return recordWatched(scope, undefined, (watched) => sendIn(watched, senderOf, input, options));
}

async function sendIn(
  scope: Scope,
  senderOf: SenderOf,
  input: AnyInput,
  options: SendOptions,
): Promise<Receipt> {
  checkTx(scope, options.tx);
  transportOf(scope);
  return within(scope, options.tx, async () => {
    const sending = { senderOf, usual: 'normal' } as const;
    const [prepared] = await prepareAll({ ...scope, tx: options.tx }, sending, [input]);
    if (!prepared || prepared instanceof Error) throw prepared;
    if ('repeated' in prepared) return prepared;
    const [receipt] = await record(scope, [prepared], options.tx);
    if (!receipt || receipt instanceof Error) throw receipt;
    return receipt;
  });
}

/**
 * Hop 1, for each input on its own: a message to be recorded, the receipt of an earlier one whose key it repeats, or its refusal. A
 * sender that may not send is the refusal of every input that needs it.
 */
export async function prepareAll(
  scope: Scope,
  sending: Sending,
  inputs: readonly AnyInput[],
): Promise<readonly (NewMessage | Receipt | MessagingError)[]> {
  const prepared = await prepareFrom(scope, sending, inputs);
  const refused = inputs.filter((_, index) => prepared[index] instanceof Error);
  if (refused.length === 0) return prepared;
  const repetitions = new Map(
    (await findRepetitions(scope, refused)).map((one, index) => [refused[index], one]),
  );
  return prepared.map((one, index) => {
    const repetition = one instanceof Error ? repetitions.get(inputs[index]) : undefined;
    if (!repetition) return one;
    if (repetition instanceof Error) return repetition;
    const { id, status } = repetition.holder;
    return { id, status, repeated: true };
  });
}

async function prepareFrom(
  scope: Scope,
  { senderOf, ...shared }: Sending,
  inputs: readonly AnyInput[],
): Promise<readonly (NewMessage | MessagingError)[]> {
  return prepareMessages(scope, { ...shared, senderOf: onceEach(scope, senderOf) }, inputs);
}

/** Each sender is read once. */
export function onceEach(scope: Scope, senderOf: SenderOf): (key: string | undefined) => Promise<Mailbox> {
  const read = new Map<string | undefined, Promise<Mailbox>>();
  return (key) => {
    const known = read.get(key) ?? senderOf(scope, key);
    read.set(key, known);
    return known;
  };
}

/** Inserts and wakes, in this order: a wake-up before its row would find nothing. */
export async function record(
  { engine, channel, trace }: Pick<Scope, 'engine' | 'channel' | 'trace'>,
  messages: readonly NewMessage[],
  tx?: Tx,
): Promise<readonly (Receipt | MessagingError)[]> {
  const inserted = await engine.storage.messages.insert(messages, present({ ...engine.timed(), tx }));
  const receipts = messages.map((message, index) => receiptOf(engine, message, inserted[index]));
  const due = messages.flatMap(({ id, status, dueAt }, index) =>
    inserted[index]?.kind === 'inserted' && status !== 'suppressed' ? [present({ id, channel, dueAt })] : [],
  );
  if (due.length > 0) {
    engine.noteWaiting();
    await engine.queue.push(due, tx);
  }
  for (const [index, message] of messages.entries()) {
    if (inserted[index]?.kind !== 'inserted') continue;
    trace?.recorded(message);
    // Within the host's transaction nothing has happened yet, and may never.
    if (tx) continue;
    const messageId = messageIdOf(message);
    engine.events.message(message.status, present({ ...message, attempts: 0, messageId }));
  }
  return receipts;
}

function receiptOf(
  { secrets }: Engine,
  message: NewMessage,
  inserted: Inserted | undefined,
): Receipt | MessagingError {
  if (inserted?.kind !== 'existing') return { id: message.id, status: message.status, repeated: false };
  if (isSamePayload(secrets, message, message.fingerprint, inserted.fingerprint))
    return { id: inserted.id, status: inserted.status, repeated: true };
  return conflict(inserted.id);
}
