/*
 * The ways into the history. Pages, and counts, are the newest of one or several streams, each read from an index from its end: what is
 * no prefix of an index ("all channels", "all origins") would make the server sort, or read from the newest row on. What no index
 * tells is looked at row by row, in bounds, beginning with the newest month.
 */

import {
  channels,
  firstId,
  type HistoryPlace,
  type MessageFilters,
  type MessageStatus,
  waitingStatuses,
} from 'postern/adapter';
import { monthOf } from '../search/span.ts';
import { conditionsOf, divided, jobsAt, Values } from './filters.ts';
import { allLanesOf } from './lanes.ts';

/** The statuses that are few, which have an index. */
const trouble: readonly MessageStatus[] = ['failed', 'undelivered', 'suppressed', 'canceled', 'unknown'];

/** Ids from one on, and before one; what is partitioned by them. */
export interface Span {
  readonly from: string;
  readonly to?: string | undefined;
}

/** Which index a page is read by: what it already says of the filters, and so is not asked once more. */
export interface Way {
  readonly covers: readonly (keyof MessageFilters)[];
  /** Conditions on `m` that are the beginning of an index, a stream each. */
  readonly streams: (values: Values) => readonly string[];
  /** A condition on `j`, for what waits: a stream of its own. */
  readonly jobs?: (values: Values) => string;
  /** The same for all that waits, where those may be few among it: it is looked through in bounds. */
  readonly among?: (values: Values) => string;
}

/** Whether an index leads to what is asked for: then it is mostly few. */
export function isIndexed(filters: MessageFilters): boolean {
  return wayOf(filters).covers.some((name) => !always.includes(name));
}

const always: readonly (keyof MessageFilters)[] = ['channel', 'origin', 'from', 'to'];
const times = ['from', 'to'] as const;

export function wayOf(filters: MessageFilters): Way {
  const { channel, ids, origin, statuses, consumerId, reference, batch, actor, failure, template } = filters;
  // Of our own words only, so that they can stand in the statement.
  const inChannels = channels.filter((one) => channel === undefined || one === channel);
  const one = (name: keyof MessageFilters): Way => ({
    covers: [...times, name],
    streams: (values) => conditionsOf({ [name]: filters[name] }, values),
  });
  if (ids !== undefined) return one('ids');
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
    if (waits.length === 0) return way;
    return waits.length === waitingStatuses.length ? { ...way, jobs } : { ...way, jobs, among: waiting };
  }
  if (actor !== undefined) return one('actor');
  if (template !== undefined)
    return {
      covers: [...times, 'channel', 'template'],
      streams: (values) => {
        const given = values.add(template);
        return inChannels.map((of) => `m.channel = '${of}' and m.template_id = ${given}`);
      },
    };
  const origins = (['web', 'sys'] as const).filter((by) => origin === undefined || by === origin);
  return {
    covers: [...times, 'channel', 'origin'],
    streams: () =>
      inChannels.flatMap((of) => origins.map((by) => `m.channel = '${of}' and m.origin = '${by}'`)),
  };
}

/** Whether a way leads to nothing but what is asked for. */
export function isExact(way: Way, filters: MessageFilters): boolean {
  return conditionsOf(filters, new Values(), way.covers).length === 0;
}

/** The month of that place, mostly enough; then what is older. Nothing is read, or planned for, of other months. */
export function spansOf(place: HistoryPlace | undefined, from: Date | undefined): readonly Span[] {
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

/** What comes next on a way. */
export interface Stretch {
  readonly site: string;
  /** What is asked for. */
  readonly filters: MessageFilters;
  readonly way: Way;
  readonly span: Span;
  /** Only what is older follows. */
  readonly place: HistoryPlace | undefined;
  /** The most. */
  readonly rows: number;
}

/**
 * The next rows, newest first, as a query: these columns of each, and whether it `fits` what the way does not cover. Streams are ordered
 * each by itself: so the server merges them, and reads no further than it needs.
 */
export function nextRows(values: Values, columns: string, stretch: Stretch): string {
  const { site, filters, way, span, place, rows } = stretch;
  const ofSite = values.add(site);
  const bounds = [
    `m.id >= ${values.add(span.from)}`,
    ...(span.to === undefined ? [] : [`m.id < ${values.add(span.to)}`]),
    ...(filters.from ? [`m.created_at >= ${values.time(filters.from)}`] : []),
    ...(place ? [`(m.created_at, m.id) < (${values.time(place.createdAt)}, ${values.add(place.id)})`] : []),
  ].join(' and ');
  const fits = conditionsOf(filters, values, way.covers).join(' and ') || 'true';
  const most = `${values.add(String(rows))}::int`;
  const stream = (conditions: string) =>
    `(select ${columns}, ${fits} as fits from postern.message m where m.site = ${ofSite} and ${conditions} and ${bounds}
      order by m.created_at desc, m.id desc limit ${most})`;
  const streams = way.streams(values).map(stream);
  if (way.jobs) {
    // As many as can be there, by their ids, whose order is that of the history.
    const ids = `select j.message_id from postern.message_job j where j.site = ${ofSite} and ${way.jobs(values)}
      and ${jobsWithin(values, stretch)} order by j.message_id desc limit ${most}`;
    streams.push(stream(`m.id = any (array(${ids}))`));
  }
  return `select * from (${streams.join(' union all ')}) streams order by created_at desc, id desc limit ${most}`;
}

/** A condition on `j`: of the span, and older than the place. */
export function jobsWithin(values: Values, { span, place }: Pick<Stretch, 'span' | 'place'>): string {
  const ends = [span.to, place && idBefore(place)].filter((end) => end !== undefined);
  return [
    `j.message_id >= ${values.add(span.from)}`,
    ...ends.map((end) => `j.message_id < ${values.add(end)}`),
  ].join(' and ');
}
