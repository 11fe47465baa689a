import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { SearchResult } from '../interfaces/storage/messages.ts';
import { checkArgument, idArgument, limitArgument, listOf, refusalOf } from '../model/arguments.ts';
import { checkLimit, decodeCursor, encodeCursor } from '../model/cursor.ts';
import type { Channel, Message, MessageDetail, MessageId, Origin } from '../model/message.ts';
import { present } from '../model/present.ts';
import { normalizeSearch } from '../model/search-text.ts';
import { type MessageStatus, messageStatuses } from '../model/status.ts';
import type { Engine } from '../wiring.ts';

/** Which messages a page shows; every filter given must fit. */
export interface HistoryOptions {
  /** The tab: absent for All, `web` by hand, `sys` automatic. */
  readonly origin?: Origin;
  /** One status or several. Default: all. */
  readonly status?: MessageStatus | readonly MessageStatus[];
  /** One consumer's messages. */
  readonly consumerId?: string;
  /** What your service knows them by: those that bear it exactly. */
  readonly reference?: string;
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
}

/** Where a search looks, and how much it answers. */
export interface SearchOptions {
  /** `web`: only those sent by hand, `sys`: only those sent by code. Default: both. */
  readonly origin?: Origin;
  /** 1 to 100, default 100. */
  readonly limit?: number;
}

const maxTermLength = 200;
/** More than there are: a form may name one twice. */
const mostStatuses = 100;

const statusList = listOf(z.enum(messageStatuses), mostStatuses).refine((all) => all.length > 0);

/** What every list is of: one site's messages, in one channel or in all. */
export interface HistoryScope {
  readonly engine: Engine;
  readonly site: string;
  readonly channel?: Channel;
}

const searchOptions = z.strictObject({ origin: z.unknown().optional(), limit: limitArgument });
/** Each judged below, in words of its own. */
export const historyOptions = searchOptions.extend({
  status: z.unknown().optional(),
  consumerId: idArgument.optional(),
  reference: idArgument.optional(),
  cursor: z.unknown().optional(),
});

/** @throws MessagingError `invalid_cursor`, `invalid_argument` */
export async function readHistory(scope: HistoryScope, options: HistoryOptions = {}): Promise<HistoryPage> {
  const { engine, site, channel } = scope;
  checkArgument(historyOptions, options, { name: 'options' });
  const limit = checkLimit(options.limit, 50, 100);
  const statuses = checkStatuses(options.status);
  checkOrigin(options.origin);
  const list = `history\n${site}\n${channel ?? ''}`;
  const before = options.cursor === undefined ? undefined : decodeCursor(list, options.cursor);
  const rows = await engine.storage.messages.list(
    present({
      site,
      limit: limit + 1,
      channel,
      origin: options.origin,
      statuses,
      consumerId: options.consumerId,
      reference: options.reference,
      before: before ? { createdAt: before.at, id: before.key } : undefined,
    }),
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last
    ? { items, next: encodeCursor(list, last.createdAt, last.id) }
    : { items };
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
  const { engine, site, channel } = scope;
  checkArgument(searchOptions, options, { name: 'options' });
  const limit = checkLimit(options.limit, 100, 100);
  checkOrigin(options.origin);
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
  return engine.storage.messages.search(
    present({ site, term: normalized, limit, channel, origin: options.origin }),
  );
}

/** @throws MessagingError `message_not_found` */
export async function readMessage(
  { engine, site, channel }: HistoryScope,
  id: MessageId,
): Promise<MessageDetail> {
  const detail = await engine.storage.messages.find({ site, channel, id });
  if (detail) return detail;
  throw messageNotFound();
}

export function messageNotFound(): MessagingError {
  return new MessagingError('message_not_found', 'There is no such message here.');
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
