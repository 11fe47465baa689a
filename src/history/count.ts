import { z } from 'zod';
import { checkArgument, limitArgument } from '../model/arguments.ts';
import { checkCount } from '../model/cursor.ts';
import { type MessageStatus, messageStatuses } from '../model/status.ts';
import { type MatchOptions, matchShapes, pagesOf } from './each.ts';
import { filtersOf, type HistoryScope } from './history.ts';

/** How far messages are counted. */
export interface CountOptions extends MatchOptions {
  /** Where counting may end: 1 to 100,000, default 10,000. */
  readonly most?: number | undefined;
}

/** How many messages match. */
export interface Counted {
  readonly count: number;
  /** There may be more: counting ended at `most`, or took longer than two seconds. */
  readonly more: boolean;
}

const countOptions = z.strictObject({ ...matchShapes, most: limitArgument });
const budgetMs = 2_000;

/** @throws MessagingError `invalid_argument` */
export async function countMessages(scope: HistoryScope, options: CountOptions): Promise<Counted> {
  checkArgument(countOptions, options, { name: 'options' });
  const { most: given, ...match } = options;
  const most = checkCount('most', given ?? 10_000, 100_000);
  const known = await countedAlready(scope, match);
  if (known !== undefined) return { count: known, more: false };
  const began = performance.now();
  let count = 0;
  for await (const { items } of pagesOf(scope, match)) {
    count += items.length;
    if (count > most) return { count: most, more: true };
    if (performance.now() - began > budgetMs) return { count, more: true };
  }
  return { count, more: false };
}

/** By status alone they are counted as they come and go. */
async function countedAlready(scope: HistoryScope, match: MatchOptions): Promise<number | undefined> {
  const { site, channel, statuses, ...others } = filtersOf(scope, match);
  if (channel === undefined || match.term !== undefined || Object.keys(others).length > 0) return undefined;
  match.signal?.throwIfAborted();
  const counts = await scope.engine.storage.messages.counts(site, channel);
  const asked: readonly MessageStatus[] = statuses ?? messageStatuses;
  return [...new Set(asked)].reduce((sum, status) => sum + counts[status], 0);
}
