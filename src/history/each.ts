import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { HistoryPlace, MessageFilters } from '../interfaces/storage/messages.ts';
import { checkArgument, signalArgument } from '../model/arguments.ts';
import type { Message, MessageId } from '../model/message.ts';
import { present } from '../model/present.ts';
import { filterShapes, filtersOf, type HistoryFilters, type HistoryScope, termOf } from './history.ts';

/** All that match: by filters, by a search term, or by both. */
export interface MatchOptions extends HistoryFilters {
  /** As for `search`: 1 to 200 characters. Default: none. */
  readonly term?: string | undefined;
  /** Ends it: what waits for the next rejects with its reason. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

export const matchShapes = {
  ...filterShapes,
  term: z.unknown().optional(),
  signal: signalArgument.optional(),
};
const matchOptions = z.strictObject(matchShapes);

/** Read at once. */
const pageSize = 500;
type Wanted = MessageFilters & { readonly site: string };

/** @throws MessagingError `invalid_argument` at once, before anything is read */
export function eachMessage(scope: HistoryScope, options: MatchOptions): AsyncIterable<Message> {
  checkArgument(matchOptions, options, { name: 'options' });
  return messagesOf(pagesOf(scope, options));
}

async function* messagesOf(pages: AsyncIterable<Looked>): AsyncGenerator<Message, void, undefined> {
  for await (const { items } of pages) yield* items;
}

/** What one reading found: maybe nothing, where much was looked at for few that fit. */
export interface Looked {
  readonly items: readonly Message[];
}

/** Newest first, by readings of bounded time and size; what arrives meanwhile disturbs none of them. */
export function pagesOf(scope: HistoryScope, options: MatchOptions): AsyncGenerator<Looked, void, undefined> {
  const wanted = filtersOf(scope, options);
  const { term, signal } = options;
  return term === undefined
    ? listed(scope, wanted, signal)
    : found(scope, { ...wanted, term: termOf(term) }, signal);
}

async function* listed(
  { engine }: HistoryScope,
  wanted: Wanted,
  signal: AbortSignal | undefined,
): AsyncGenerator<Looked, void, undefined> {
  let before: HistoryPlace | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const { items, end } = await engine.storage.messages.list(
      present({ ...wanted, before, limit: pageSize }),
    );
    yield { items };
    const last = items.length === pageSize ? items.at(-1) : undefined;
    before = end ?? last;
    if (!before) return;
  }
}

/** A search answers the newest only: the next one is for what is as old as the last found, or older. */
async function* found(
  { engine }: HistoryScope,
  { to, ...wanted }: Wanted & { readonly term: string },
  signal: AbortSignal | undefined,
): AsyncGenerator<Looked, void, undefined> {
  let until = to;
  let limit = pageSize;
  // Those of the last moment, which the next search finds once more.
  let known: ReadonlySet<MessageId> = new Set();
  for (;;) {
    signal?.throwIfAborted();
    const { items, complete, searchedBackTo } = await engine.storage.messages.search(
      present({ ...wanted, to: until, limit }),
    );
    // What is beyond the place where it ended is found once more, with what lies between.
    const sure =
      complete || !searchedBackTo ? items : items.filter(({ createdAt }) => createdAt >= searchedBackTo);
    const fresh = sure.filter(({ id }) => !known.has(id));
    yield { items: fresh };
    const last = items.at(-1);
    if (complete) {
      if (!last || items.length < limit) return;
      const after = new Date(last.createdAt.getTime() + 1);
      // More in one moment than a page holds.
      if (fresh.length === 0 || after.getTime() === until?.getTime()) limit += pageSize;
      known = new Set(items.filter(({ createdAt }) => createdAt >= last.createdAt).map(({ id }) => id));
      until = after;
      continue;
    }
    if (!searchedBackTo || (until && searchedBackTo >= until))
      throw new MessagingError('conflict', 'The search gets no further at this moment: try again.');
    until = searchedBackTo;
  }
}
