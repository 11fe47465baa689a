import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { HistoryPlace, MessageFilters, SearchResult } from '../interfaces/storage/messages.ts';
import {
  checkArgument,
  idArgument,
  limitArgument,
  listOf,
  refusalOf,
  text,
  timeArgument,
} from '../model/arguments.ts';
import { checkLimit, decodeCursor, pageOf } from '../model/cursor.ts';
import {
  type Channel,
  type FailureClass,
  failureClasses,
  type Message,
  type MessageDetail,
  type MessageId,
  type Origin,
} from '../model/message.ts';
import { withNotes } from '../model/noted-event.ts';
import { present } from '../model/present.ts';
import { normalizeSearch } from '../model/search-text.ts';
import { type MessageStatus, messageStatuses } from '../model/status.ts';
import type { Engine } from '../wiring.ts';

/** What the history, or a search, is narrowed down by; every filter given must fit. */
export interface HistoryFilters {
  /** Those of these ids alone, 1 to 10,000; an id that there is not stands for nothing. */
  readonly ids?: readonly MessageId[];
  /** The tab: absent for All, `web` by hand, `sys` automatic. */
  readonly origin?: Origin;
  /** One status or several. Default: all. */
  readonly status?: MessageStatus | readonly MessageStatus[];
  /** Created at this time or later. */
  readonly from?: Date;
  /** Created before this time, which is later than `from`. */
  readonly to?: Date;
  /** A template's id, also of one that was deleted. */
  readonly template?: string;
  /** A sender's address, without regard to the case of its letters. */
  readonly sender?: string;
  /** The user who sent it by hand, as your service names users. */
  readonly actor?: string;
  /** The name of the transport that took it. */
  readonly transport?: string;
  /** What the failure that the message has now is about. */
  readonly failure?: FailureClass;
  /** What it is about. */
  readonly topic?: string;
  /** What your service knows them by: those that bear it exactly. */
  readonly reference?: string;
  /** What they were sent together with: those of this batch. */
  readonly batch?: string;
  /** One consumer's messages. */
  readonly consumerId?: string;
}

/** Which messages a page shows. */
export interface HistoryOptions extends HistoryFilters {
  /** `next` of the page before. */
  readonly cursor?: string;
  /** 1 to 100, default 50. */
  readonly limit?: number;
}

/** One page of the history. */
export interface HistoryPage {
  /** Newest first. */
  readonly items: readonly Message[];
  /** The cursor of the next page; absent on the last. */
  readonly next?: string;
  /**
   * The page ended here, full or not, because so many messages had been looked at that did not fit: none that is older was looked at
   * yet. `next` goes on from here.
   */
  readonly searchedBackTo?: Date;
}

/** Where a search looks, and how much it answers. */
export interface SearchOptions extends HistoryFilters {
  /** 1 to 100, default 100. */
  readonly limit?: number;
}

const maxTermLength = 200;
/** More than there are: a form may name one twice. */
const mostStatuses = 100;
const mostIds = 10_000;

const statusList = listOf(z.enum(messageStatuses), mostStatuses).refine((all) => all.length > 0);

/** What every list is of: one site's messages, in one channel or in all. */
export interface HistoryScope {
  readonly engine: Engine;
  readonly site: string;
  readonly channel?: Channel;
}

/** Each judged below, or there, in words of its own. */
export const filterShapes = {
  ids: listOf(idArgument, mostIds)
    .refine((all) => all.length > 0, 'is empty')
    .optional(),
  origin: z.unknown().optional(),
  status: z.unknown().optional(),
  from: timeArgument.optional(),
  to: timeArgument.optional(),
  template: idArgument.optional(),
  sender: text(320).min(1).optional(),
  actor: idArgument.optional(),
  transport: idArgument.optional(),
  failure: z.enum(failureClasses).optional(),
  topic: idArgument.optional(),
  reference: idArgument.optional(),
  batch: idArgument.optional(),
  consumerId: idArgument.optional(),
};
const searchOptions = z.strictObject({ ...filterShapes, limit: limitArgument });
/** Likewise. */
export const historyOptions = searchOptions.extend({ cursor: z.unknown().optional() });

/** @throws MessagingError `invalid_cursor`, `invalid_argument` */
export async function readHistory(scope: HistoryScope, options: HistoryOptions = {}): Promise<HistoryPage> {
  const { engine, site, channel } = scope;
  checkArgument(historyOptions, options, { name: 'options' });
  const limit = checkLimit(options.limit, 50, 100);
  const filters = filtersOf(scope, options);
  const list = `history\n${site}\n${channel ?? ''}`;
  const before = decodeCursor(list, options.cursor);
  const { items: rows, end } = await engine.storage.messages.list(
    present({
      ...filters,
      limit: limit + 1,
      before: before && { createdAt: before.at, id: before.key },
    }),
  );
  const placeOf = ({ createdAt, id }: HistoryPlace) => ({ at: createdAt, key: id });
  return present({
    ...pageOf(rows, { list, limit, placeOf, end: end && placeOf(end) }),
    searchedBackTo: end?.createdAt,
  });
}

/**
 * Messages whose recipient, subject, sender or text holds the term, without regard to case and accents; newest first.
 * @throws MessagingError `invalid_argument`
 */
export async function searchHistory(
  scope: HistoryScope,
  term: string,
  options: SearchOptions = {},
): Promise<SearchResult> {
  checkArgument(searchOptions, options, { name: 'options' });
  const limit = checkLimit(options.limit, 100, 100);
  const filters = filtersOf(scope, options);
  return scope.engine.storage.messages.search({ ...filters, term: termOf(term), limit });
}

/** As the storage searches for it. @throws MessagingError `invalid_argument` */
export function termOf(term: unknown): string {
  if (typeof term !== 'string' || term.length > maxTermLength) {
    throw new MessagingError('invalid_argument', `A search term is at most ${maxTermLength} characters.`, {
      details: { field: 'term' },
    });
  }
  const normalized = normalizeSearch(term);
  if (normalized === '') {
    throw new MessagingError('invalid_argument', 'Give something to search for.', {
      details: { field: 'term' },
    });
  }
  return normalized;
}

/** @throws MessagingError `message_not_found` */
export async function readMessage(
  { engine, site, channel }: HistoryScope,
  id: MessageId,
): Promise<MessageDetail> {
  const detail = await engine.storage.messages.find({ site, channel, id });
  if (detail) return { ...detail, events: detail.events.map(withNotes) };
  throw messageNotFound();
}

export function messageNotFound(): MessagingError {
  return new MessagingError('message_not_found', 'There is no such message here.');
}

/** @throws MessagingError `invalid_argument` */
export function filtersOf(
  { site, channel }: HistoryScope,
  options: HistoryFilters,
): MessageFilters & { readonly site: string } {
  const {
    ids,
    origin,
    from,
    to,
    template,
    sender,
    actor,
    transport,
    failure,
    topic,
    reference,
    batch,
    consumerId,
  } = options;
  const statuses = checkStatuses(options.status);
  checkOrigin(origin);
  if (from && to && from >= to)
    throw new MessagingError('invalid_argument', '"from" is a time before "to", at which the span ends.', {
      details: { field: 'from' },
    });
  return present({
    site,
    channel,
    ids,
    origin,
    statuses,
    from,
    to,
    template,
    sender,
    actor,
    transport,
    failure,
    topic,
    reference,
    batch,
    consumerId,
  });
}

function checkOrigin(origin: Origin | undefined): void {
  if (origin === undefined || origin === 'web' || origin === 'sys') return;
  throw new MessagingError('invalid_argument', '"origin" is "web" or "sys", or left out for all.', {
    details: { field: 'origin' },
  });
}

function checkStatuses(status: HistoryOptions['status']): readonly MessageStatus[] | undefined {
  if (status === undefined) return undefined;
  const statuses = typeof status === 'string' ? [status] : status;
  if (!refusalOf(statusList, statuses)) return statuses;
  throw new MessagingError('invalid_argument', `"status" is one or more of: ${messageStatuses.join(', ')}.`, {
    details: { field: 'status' },
  });
}
