import { z } from 'zod';
import type { Counted } from '../interfaces/storage/messages.ts';
import { checkArgument, limitArgument } from '../model/arguments.ts';
import { checkCount } from '../model/cursor.ts';
import { present } from '../model/present.ts';
import { type MessageStatus, messageStatuses, waitingStatuses } from '../model/status.ts';
import { type MatchOptions, matchShapes } from './each.ts';
import { filtersOf, type HistoryScope, termOf } from './history.ts';

/** How far messages are counted. */
export interface CountOptions extends MatchOptions {
  /** Where counting may end: 1 to 100,000, default 10,000. */
  readonly most?: number | undefined;
}

const countOptions = z.strictObject({ ...matchShapes, most: limitArgument });

/** @throws MessagingError `invalid_argument` */
export async function countMessages(scope: HistoryScope, options: CountOptions): Promise<Counted> {
  checkArgument(countOptions, options, { name: 'options' });
  const { most: given, ...match } = options;
  const most = checkCount('most', given ?? 10_000, 100_000);
  const filters = filtersOf(scope, match);
  const term = match.term === undefined ? undefined : termOf(match.term);
  match.signal?.throwIfAborted();
  const known = term === undefined ? await countedAlready(scope, filters) : undefined;
  if (known) return known;
  const counted = await scope.engine.storage.messages.count(present({ ...filters, term, most }));
  match.signal?.throwIfAborted();
  return counted;
}

/** By status alone they are counted as they come and go. */
async function countedAlready(
  { engine }: HistoryScope,
  { site, channel, statuses, ...others }: ReturnType<typeof filtersOf>,
): Promise<Counted | undefined> {
  if (channel === undefined || Object.keys(others).length > 0) return undefined;
  const { counts, more } = await engine.storage.messages.counts(site, channel);
  const asked: readonly MessageStatus[] = statuses ?? messageStatuses;
  return {
    count: [...new Set(asked)].reduce((sum, status) => sum + counts[status], 0),
    more: more && asked.some((status) => waitingStatuses.includes(status)),
  };
}
