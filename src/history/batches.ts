import { z } from 'zod';
import { type Actor, noteChange } from '../audit.ts';
import { MessagingError } from '../errors.ts';
import {
  actorArgument,
  checkArgument,
  idArgument,
  limitArgument,
  signalArgument,
} from '../model/arguments.ts';
import { checkCount } from '../model/cursor.ts';
import type { FailureClass, MessageId, Origin } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { MessageStatus } from '../model/status.ts';
import { noCounts, type StatusCounts } from '../model/status-counts.ts';
import type { Scope } from '../wiring.ts';

/** How many messages of a batch have a failure, by what they have become. */
export interface BatchFailure {
  /** What it is about. */
  readonly failure: FailureClass;
  /** `failed`, `undelivered`, …; `queued` where it is tried again. */
  readonly status: MessageStatus;
  readonly count: number;
}

/** What became of a batch, as it stands now. */
export interface Batch {
  readonly id: string;
  /** Its messages, all counts together. */
  readonly total: number;
  /** By status; all statuses are there. */
  readonly counts: StatusCounts;
  /** Those that have a failure now; the most first. */
  readonly failures: readonly BatchFailure[];
  /** The newest `total` were counted: there are more than 100,000, or, on PostgreSQL, more than 0.2 s were enough for. */
  readonly more: boolean;
  /** When its first message was created. */
  readonly firstCreatedAt: Date;
  /** When its last one was. */
  readonly lastCreatedAt: Date;
  /** Of its first message: by hand, or by the service's code. */
  readonly origin: Origin;
  /** The user who sent the first one by hand. */
  readonly actor?: string;
}

/** How much of a batch is canceled by one call. */
export interface CancelBatchOptions extends Actor {
  /** 1 to 100,000 messages. Default: all that wait. */
  readonly most?: number | undefined;
  /** Ends it between two steps; what was canceled stays so. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** What canceling a batch did. */
export interface CanceledBatch {
  /** How many this call took back. */
  readonly canceled: number;
  /** It ended at `most` or by the signal: some may wait still. Call again. */
  readonly more: boolean;
}

const mostCounted = 100_000;
/** Taken back by one statement, which holds them for as long as that takes; then whoever listens has a turn. */
const canceledTogether = 400;

const cancelOptions = z.strictObject({
  actor: actorArgument,
  most: limitArgument,
  signal: signalArgument.optional(),
});

/** @throws MessagingError `batch_not_found`, `invalid_argument` */
export async function readBatch({ engine, site, channel }: Scope, id: string): Promise<Batch> {
  checkArgument(idArgument, id, { name: 'id' });
  const of = { site: site.id, channel, batch: id, most: mostCounted };
  const figures = await engine.storage.messages.batch(of);
  if (!figures) throw batchNotFound();
  const counts = { ...noCounts };
  for (const { status, count } of figures.counts) counts[status] += count;
  const { first, lastCreatedAt, more } = figures;
  return present({
    id,
    total: figures.counts.reduce((sum, { count }) => sum + count, 0),
    counts,
    failures: figures.counts
      .flatMap(({ failure, status, count }) => (failure ? [{ failure, status, count }] : []))
      .sort((a, b) => b.count - a.count),
    more,
    firstCreatedAt: first.createdAt,
    lastCreatedAt,
    origin: first.origin,
    actor: first.actor,
  });
}

/**
 * Takes back what of a batch waits: the newest first, for workers take the oldest. What is being handed over, or was, stays.
 * @throws MessagingError `batch_not_found`, `invalid_argument`
 */
export async function cancelBatch(
  scope: Scope,
  id: string,
  options: CancelBatchOptions = {},
): Promise<CanceledBatch> {
  checkArgument(idArgument, id, { name: 'id' });
  checkArgument(cancelOptions, options, { name: 'options' });
  const { actor, signal } = options;
  const most = options.most === undefined ? Infinity : checkCount('most', options.most, mostCounted);
  const { engine, site, channel } = scope;
  const of = { site: site.id, channel, batch: id };
  if ((await engine.storage.messages.list({ ...of, limit: 1 })).items.length === 0) throw batchNotFound();
  let canceled = 0;
  let before: MessageId | undefined;
  let more = false;
  do {
    more = canceled >= most || signal?.aborted === true;
    if (more) break;
    const limit = Math.min(canceledTogether, most - canceled);
    const { messages, end } = await engine.storage.messages.cancelBatch(
      present({ ...of, limit, before, actor, ...engine.timed() }),
    );
    for (const message of messages) engine.events.message('canceled', message);
    canceled += messages.length;
    before = end;
  } while (before !== undefined);
  if (canceled > 0)
    await noteChange(scope, { action: 'batch.canceled', subject: id, actor, detail: String(canceled) });
  return { canceled, more };
}

function batchNotFound(): MessagingError {
  return new MessagingError('batch_not_found', 'There is no message of this batch here.');
}
