/*
 * Pages of the history. A page is the newest of one or several streams, each read from an index from its end: what is no prefix of
 * an index ("all channels", "all origins") would make the server sort, or read from the newest row on. What no index tells is looked
 * at row by row, in bounds, beginning with the newest month.
 */

import {
  channels,
  firstId,
  type HistoryPlace,
  type HistoryQuery,
  type Listed,
  type Message,
  type MessageFilters,
  type MessageStatus,
} from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { needDate, needText } from '../drivers/values.ts';
import { monthOf } from '../search/span.ts';
import { conditionsOf, divided, jobsAt, Values } from './filters.ts';
import { allLanesOf } from './lanes.ts';
import { messageColumns, messageOf } from './message-row.ts';

/** Bounds of a page for which messages are looked at that may not fit. */
export interface LookBounds {
  /** Messages looked at by one statement. */
  readonly step: number;
  /** All that are looked at for a page, at most; one at least. */
  readonly most: number;
  /** How long, before no further statement begins. */
  readonly budgetMs: number;
}

export const serverLook: LookBounds = { step: 5_000, most: 20_000, budgetMs: 400 };
/** PGlite works in this process's own thread: shorter steps let others have their turn. */
export const embeddedLook: LookBounds = { step: 1_000, most: 20_000, budgetMs: 400 };

/** The statuses that are few, which have an index. */
const trouble: readonly MessageStatus[] = ['failed', 'undelivered', 'suppressed', 'canceled', 'unknown'];

/** Ids from one on, and before one; what is partitioned by them. */
interface Span {
  readonly from: string;
  readonly to?: string | undefined;
}

/** Which index a page is read by: what it already says of the filters, and so is not asked once more. */
interface Way {
  readonly covers: readonly (keyof MessageFilters)[];
  /** Conditions on `m` that are the beginning of an index, a stream each. */
  readonly streams: (values: Values) => readonly string[];
  /** A condition on `j`, for what waits: a stream of its own. */
  readonly jobs?: (values: Values) => string;
}

/** Whether an index leads to what is asked for: then it is mostly few. */
export function isIndexed(filters: MessageFilters): boolean {
  return wayOf(filters).covers.some((name) => !always.includes(name));
}

const always: readonly (keyof MessageFilters)[] = ['channel', 'origin', 'from', 'to'];
const times = ['from', 'to'] as const;

function wayOf(filters: MessageFilters): Way {
  const { channel, origin, statuses, consumerId, reference, batch, actor, failure } = filters;
  // Of our own words only, so that they can stand in the statement.
  const inChannels = channels.filter((one) => channel === undefined || one === channel);
  const one = (name: keyof MessageFilters): Way => ({
    covers: [...times, name],
    streams: (values) => conditionsOf({ [name]: filters[name] }, values),
  });
  if (reference !== undefined) return one('reference');
  if (batch !== undefined) return one('batch');
  if (consumerId !== undefined) return one('consumerId');
  const waiting = (values: Values) => `j.lane = ${values.list(inChannels.flatMap(allLanesOf))}`;
  if (failure !== undefined)
    return {
      covers: [...times, 'channel', 'failure'],
      streams: (values) => {
        const given = values.add(failure);
        // What waits with a failure of its own is among the jobs.
        const here = `(m.status is not null or exists (
          select from postern.message_job j where j.message_id = m.id and j.failure is null))`;
        return inChannels.map(
          (of) =>
            `m.channel = '${of}' and m.failure is not null and postern.failure_class(m.failure) = ${given} and ${here}`,
        );
      },
      jobs: (values) =>
        `${waiting(values)} and j.failure is not null and postern.failure_class(j.failure) = ${values.add(failure)}`,
    };
  const { waits, ended } = divided(statuses ?? []);
  if (statuses && ended.every((status) => trouble.includes(status))) {
    const way: Way = {
      covers: [...times, 'channel', 'statuses'],
      streams: () =>
        inChannels.flatMap((of) => ended.map((status) => `m.channel = '${of}' and m.trouble = '${status}'`)),
    };
    const jobs = (values: Values) => `${waiting(values)} and ${jobsAt(waits, values)}`;
    return waits.length === 0 ? way : { ...way, jobs };
  }
  if (actor !== undefined) return one('actor');
  const origins = (['web', 'sys'] as const).filter((by) => origin === undefined || by === origin);
  return {
    covers: [...times, 'channel', 'origin'],
    streams: () =>
      inChannels.flatMap((of) => origins.map((by) => `m.channel = '${of}' and m.origin = '${by}'`)),
  };
}

/** @see MessageStore.list */
export async function list(query: Query, history: HistoryQuery, bounds: LookBounds): Promise<Listed> {
  const { limit, before, to, from } = history;
  if (limit < 1) return { items: [] };
  const began = performance.now();
  const way = wayOf(history);
  const exact = conditionsOf(history, new Values(), way.covers).length === 0;
  const items: Message[] = [];
  let place = to && !(before && before.createdAt < to) ? { createdAt: to, id: '' } : before;
  let looked = 0;
  for (const span of spansOf(place, from)) {
    for (let more = true; more; ) {
      const most = limit - items.length;
      // One at least: a page that looks at nothing could not tell where it ended.
      const rows = exact ? most : Math.max(1, Math.min(bounds.step, bounds.most - looked));
      const page = await look(query, { history, way, place, span, rows, most });
      items.push(...page.items);
      if (items.length === limit) return { items };
      more = page.end !== undefined;
      if (!page.end) continue;
      place = page.end;
      looked += rows;
      if (looked >= bounds.most || performance.now() - began >= bounds.budgetMs) return { items, end: place };
    }
  }
  return { items };
}

/** The month where the page begins, mostly enough; then what is older. Nothing is read, or planned for, of other months. */
function spansOf(place: HistoryPlace | undefined, from: Date | undefined): readonly Span[] {
  const month = monthOf(place?.createdAt ?? new Date());
  const to = place && idBefore(place);
  const first = from ? firstId('msg', from) : '';
  if (from && from >= month) return [{ from: first, to }];
  const begins = firstId('msg', month);
  return [
    { from: begins, to },
    { from: first, to: begins },
  ];
}

/** Every message older than that place has a smaller id, which begins with the time of its creation. */
function idBefore({ createdAt, id }: HistoryPlace): string {
  const least = firstId('msg', createdAt);
  return id.startsWith(least) ? id : id < least ? least : firstId('msg', new Date(createdAt.getTime() + 1));
}

interface Look {
  readonly history: HistoryQuery;
  readonly way: Way;
  readonly place: HistoryPlace | undefined;
  readonly span: Span;
  /** How many rows are looked at, at most. */
  readonly rows: number;
  /** How many are answered, at most. */
  readonly most: number;
}

/**
 * What fits of the next rows. `end`: so many were looked at, and this was the last. The server stops at the last that is answered:
 * rows come as they are ordered, and are asked one by one whether they fit.
 */
async function look(query: Query, { history, way, place, span, rows, most }: Look): Promise<Listed> {
  const { site, from } = history;
  const values = new Values();
  const ofSite = values.add(site);
  const bounds = [
    `m.id >= ${values.add(span.from)}`,
    ...(span.to === undefined ? [] : [`m.id < ${values.add(span.to)}`]),
    ...(from ? [`m.created_at >= ${values.time(from)}`] : []),
    ...(place ? [`(m.created_at, m.id) < (${values.time(place.createdAt)}, ${values.add(place.id)})`] : []),
  ].join(' and ');
  const fits = conditionsOf(history, values, way.covers).join(' and ') || 'true';
  const ofRows = `${values.add(String(rows))}::int`;
  // Ordered each by itself: so the server merges them, and reads no further than it needs.
  const stream = (conditions: string) =>
    `(select m.*, ${fits} as fits from postern.message m where m.site = ${ofSite} and ${conditions} and ${bounds}
      order by m.created_at desc, m.id desc limit ${ofRows})`;
  const streams = way.streams(values).map(stream);
  if (way.jobs) {
    // As many as can be on the page, by their ids, whose order is that of the history.
    const ids = `select j.message_id from postern.message_job j where j.site = ${ofSite} and ${way.jobs(values)}
      and j.message_id >= ${values.add(span.from)} ${span.to === undefined ? '' : `and j.message_id < ${values.add(span.to)}`}
      order by j.message_id desc limit ${ofRows}`;
    streams.push(stream(`m.id = any (array(${ids}))`));
  }
  const found = await query(
    `select ${messageColumns}, m.fits::int as fits, m.n::int as n from (
      select * from (
        select pages.*, row_number() over (order by created_at desc, id desc) as n from (
          select * from (${streams.join(' union all ')}) streams order by created_at desc, id desc limit ${ofRows}
        ) pages
      ) looked where fits or n = ${ofRows} limit ${values.add(String(most))}::int
    ) m left join postern.message_job j on j.message_id = m.id order by m.n`,
    values.all,
  );
  const last = found.find((row) => Number(row.n) === rows);
  const items = found.filter((row) => Number(row.fits) === 1).map(messageOf);
  return last
    ? { items, end: { createdAt: needDate(last, 'created_at'), id: needText(last, 'id') } }
    : { items };
}
