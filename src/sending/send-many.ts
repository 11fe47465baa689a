import { z } from 'zod';
import { isMessagingError, MessagingError } from '../errors.ts';
import type { NewMessage } from '../interfaces/storage/messages.ts';
import { checkArgument, functionArgument, signalArgument, txArgument } from '../model/arguments.ts';
import { createId } from '../model/ids.ts';
import { present } from '../model/present.ts';
import { checkTx, type Scope, transportOf, within } from '../wiring.ts';
import type { AnyInput } from './input-types.ts';
import { batchId } from './message-input.ts';
import { prepareAll, type Receipt, record, type SenderOf, type SendOptions } from './send.ts';
import { recordWatched } from './watched.ts';

/** How far it has come; each input counts once. */
export interface SendManyProgress {
  /** Inputs read so far. */
  readonly read: number;
  /** Recorded and on their way, or scheduled. */
  readonly accepted: number;
  /** Recorded, not sent: on the suppression list. */
  readonly suppressed: number;
  /** Their idempotency key was used before with the same payload: nothing new recorded. */
  readonly repeated: number;
  /** Refused: nothing recorded. */
  readonly rejected: number;
}

/** An input that was refused: nothing of it was recorded. */
export interface Rejection {
  /** Which input, from 0. */
  readonly index: number;
  readonly error: MessagingError;
}

/** How many inputs are recorded at a time, and who is told. */
export interface SendManyOptions extends SendOptions {
  /** Inputs recorded together, 1 to 1,000; default 500. A batch is recorded whole or not at all. */
  readonly batchSize?: number;
  /**
   * What all of it is of: an id of your own, 1–100 characters, or `true` for a new one, `bat_…`. An input's own `batch` goes before it.
   * Default: none.
   */
  readonly batch?: string | true;
  /** Called after each batch; awaited, so it can hold the stream back. */
  readonly onProgress?: (progress: SendManyProgress) => void | Promise<void>;
  /** Called for each input refused. Without it, the first 100 are in the result. */
  readonly onRejected?: (rejection: Rejection) => void | Promise<void>;
  /** Stops between two batches; what was recorded stays. */
  readonly signal?: AbortSignal;
}

/** What became of all inputs. */
export interface SendManyResult extends SendManyProgress {
  /** The first 100 refusals, in order. */
  readonly rejections: readonly Rejection[];
  /** The signal stopped it before the end. */
  readonly stopped: boolean;
  /** What it is of, where `batch` was given. */
  readonly batch?: string;
}

const keptRejections = 100;

const sendManyOptions = z.strictObject({
  tx: txArgument,
  batchSize: z.unknown().optional(),
  batch: z.literal(true).or(batchId).optional(),
  onProgress: functionArgument.optional(),
  onRejected: functionArgument.optional(),
  signal: signalArgument.optional(),
});

/** Bytes and text can be read one by one, too, and are no messages. */
function isIterable(inputs: unknown): boolean {
  try {
    return (
      typeof inputs === 'object' &&
      inputs !== null &&
      !ArrayBuffer.isView(inputs) &&
      !(inputs instanceof String) &&
      (Symbol.iterator in inputs || Symbol.asyncIterator in inputs)
    );
  } catch {
    return false;
  }
}

function isNew(one: NewMessage | Receipt | MessagingError): one is NewMessage {
  return !(one instanceof Error) && !('repeated' in one);
}

/** Nothing is read where nothing can be sent: the site's default may not, and no sender that an input could name. */
async function someSender(scope: Scope, senderOf: SenderOf): Promise<void> {
  const { engine, site, channel } = scope;
  const refusalOf = (key?: string) =>
    senderOf(scope, key).then(
      () => undefined,
      (error: unknown) => error,
    );
  const refused = await refusalOf();
  if (refused === undefined) return;
  if (!isMessagingError(refused)) throw refused;
  for (const { key, byDefault } of await engine.storage.senders.list(site.id, channel))
    if (!byDefault && (await refusalOf(key)) === undefined) return;
  throw refused;
}

/** Reads an iterable batch by batch: memory stays flat however long it is. One bad input is refused alone. */
export async function sendMany(
  scope: Scope,
  senderOf: SenderOf,
  inputs: Iterable<AnyInput> | AsyncIterable<AnyInput>,
  options: SendManyOptions,
): Promise<SendManyResult> {
  checkArgument(sendManyOptions, options, { name: 'options' });
  if (!isIterable(inputs)) {
    throw new MessagingError(
      'invalid_argument',
      'sendMany takes a list, or anything else that for await can read.',
    );
  }
  const { batchSize = 500 } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > 1000) {
    throw new MessagingError('invalid_argument', '"batchSize" is a whole number from 1 to 1000.');
  }
  checkTx(scope, options.tx);
  transportOf(scope);
  await within(scope, options.tx, () => someSender(scope, senderOf));
  const batch = options.batch === true ? createId('bat', scope.engine.now()) : options.batch;
  const sending = { senderOf, usual: 'low', batch } as const;
  const tally = { read: 0, accepted: 0, suppressed: 0, repeated: 0, rejected: 0 };
  const rejections: Rejection[] = [];

  const flush = async (inputs: readonly AnyInput[]) => {
    const first = tally.read;
    tally.read += inputs.length;
    // Asked anew for each batch: a sender deleted meanwhile sends no more.
    const { prepared, receipts } = await recordWatched(scope, inputs.length, (scope) =>
      within(scope, options.tx, async () => {
        const prepared = await prepareAll({ ...scope, tx: options.tx }, sending, inputs);
        const good = prepared.filter(isNew);
        return { prepared, receipts: good.length > 0 ? await record(scope, good, options.tx) : [] };
      }),
    );
    const refused: Rejection[] = [];
    let next = 0;
    for (const [offset, one] of prepared.entries()) {
      const result = isNew(one) ? receipts[next++] : one;
      if (!result) continue;
      if (result instanceof Error) {
        const rejection = { index: first + offset, error: result };
        tally.rejected += 1;
        if (rejections.length < keptRejections) rejections.push(rejection);
        refused.push(rejection);
      } else if (result.repeated) tally.repeated += 1;
      else if (result.status === 'suppressed') tally.suppressed += 1;
      else tally.accepted += 1;
    }
    const { onRejected, onProgress } = options;
    if (onRejected) for (const one of refused) await heard('onRejected', () => onRejected(one), tally);
    if (onProgress) await heard('onProgress', () => onProgress({ ...tally }), tally);
  };

  let gathered: AnyInput[] = [];
  for await (const [input] of oneByOne(inputs, tally)) {
    if (options.signal?.aborted) break;
    gathered.push(input);
    if (gathered.length < batchSize) continue;
    await flush(gathered);
    gathered = [];
  }
  const stopped = options.signal?.aborted ?? false;
  if (gathered.length > 0 && !stopped) await flush(gathered);
  return present({ ...tally, rejections, stopped, batch });
}

/** @throws MessagingError `invalid_argument` where the host's own callback throws, with the tally so far in its details */
async function heard(name: string, tell: () => unknown, tally: SendManyProgress): Promise<void> {
  try {
    await tell();
  } catch (cause) {
    const sentence = `"${name}" threw: what "details" count is recorded and stays, what comes after it was not read.`;
    throw new MessagingError('invalid_argument', sentence, { cause, details: { ...tally } });
  }
}

/**
 * Each in a list of its own: on its own, an input that looks like a promise would be awaited, and one that throws then would end all.
 *
 * @throws MessagingError `invalid_argument` where the list itself throws, with the tally so far in its details
 */
async function* oneByOne<T>(
  inputs: Iterable<T> | AsyncIterable<T>,
  tally: SendManyProgress,
): AsyncGenerator<readonly [T]> {
  try {
    if (Symbol.iterator in inputs) for (const input of inputs) yield [input];
    else for await (const input of inputs) yield [input];
  } catch (cause) {
    const sentence =
      'The list threw before its end: what "details" count is recorded and stays, what was read after it is not.';
    throw new MessagingError('invalid_argument', sentence, { cause, details: { ...tally } });
  }
}
