import { parseTime } from '../model/times.ts';

/** A moment as it is read off a wall: its UTC fields hold the zone's. */
interface Wall {
  readonly at: Date;
  /** Minutes east of Greenwich. */
  readonly offset: number;
  readonly zone: string;
  /** Of the names of days and months. */
  readonly language: string;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Characters that one place of a format may be filled up to. */
const widest = 100;
const english = 'en-US';
const defaultFormat = '%A, %B %-e, %Y at %-l:%M %P %z';

/** What liquidjs takes for a date, in the zone: minutes west, as `Date` counts them, or a name. */
function wallOf(value: unknown, zone: unknown, language: string): Wall | undefined {
  if (value === null || value === undefined) return undefined;
  const time = timeOf(value);
  if (Number.isNaN(new Date(time).getTime())) return undefined;
  const name = typeof zone === 'string' ? zone : '';
  const offset = name !== '' ? offsetIn(name, time) : -(Number(zone ?? 0) || 0);
  return {
    at: new Date(time + offset * minuteMs),
    offset,
    zone: zone === undefined ? 'UTC' : name,
    language,
  };
}

function timeOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value * 1000;
  const text = String(value);
  if (text === 'now' || text === 'today') return Date.now();
  return /^\d+$/.test(text) ? Number(text) * 1000 : parseTime(text);
}

/** @throws RangeError for a zone that there is not */
function offsetIn(timeZone: string, time: number): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes, seconds = 0] = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
  const east = Number(hours ?? 0) * 60 + Number(minutes ?? 0) + Number(seconds) / 60;
  return sign === '-' ? -east : east;
}

/** Formats of the languages that were asked for, for a process that meets more than these: begun anew. */
const mostFormats = 200;

/** `part`: only that of it, as a month is called beside a day. */
const named = (options: Intl.DateTimeFormatOptions, part?: Intl.DateTimeFormatPartTypes) => {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return ({ at, language }: Wall): string => {
    const format = formats.get(language) ?? formatIn(language, { ...options, timeZone: 'UTC' });
    if (formats.size >= mostFormats) formats.clear();
    formats.set(language, format);
    if (part === undefined) return format.format(at);
    return format.formatToParts(at).find(({ type }) => type === part)?.value ?? '';
  };
};

/** In English for what looks like the code of a language and is none. */
function formatIn(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat([language, english], options);
  } catch {
    return new Intl.DateTimeFormat(english, options);
  }
}

const numericDay = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
const numericTime = { hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
const year = ({ at }: Wall) => at.getUTCFullYear();
const hour = ({ at }: Wall) => at.getUTCHours();
const hourOf12 = (wall: Wall) => hour(wall) % 12 || 12;
const weekday = ({ at }: Wall) => at.getUTCDay();
const dayOfMonth = ({ at }: Wall) => at.getUTCDate();
const dayOfYear = (wall: Wall) =>
  Math.floor((wall.at.getTime() - new Date(wall.at).setUTCMonth(0, 1)) / dayMs) + 1;
/** Days before the first such weekday of the year belong to week 0. */
const week = (firstDay: number) => (wall: Wall) =>
  Math.floor((dayOfYear(wall) - 1 - ((weekday(wall) - firstDay + 7) % 7) + 7) / 7);
const ordinal = (wall: Wall) => {
  const day = dayOfMonth(wall);
  return (day > 10 && day < 14 ? undefined : ['th', 'st', 'nd', 'rd'][day % 10]) ?? 'th';
};
const offset = ({ offset }: Wall, flags: string) => {
  const minutes = Math.floor(Math.abs(offset));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${flags.includes(':') ? ':' : ''}${two(minutes % 60)}`;
};
const month = (length: 'short' | 'long') => named({ day: 'numeric', month: length }, 'month');
const shortMonth = month('short');

/** The conversions of strftime, as liquidjs has them. */
const conversions: Readonly<Record<string, (wall: Wall, flags: string, width: number) => string | number>> = {
  a: named({ weekday: 'short' }),
  A: named({ weekday: 'long' }),
  b: shortMonth,
  B: month('long'),
  c: named({ ...numericDay, ...numericTime }),
  C: (wall) => Math.floor(year(wall) / 100),
  d: dayOfMonth,
  e: dayOfMonth,
  h: shortMonth,
  H: hour,
  I: hourOf12,
  j: dayOfYear,
  k: hour,
  l: hourOf12,
  L: ({ at }) => at.getUTCMilliseconds(),
  m: ({ at }) => at.getUTCMonth() + 1,
  M: ({ at }) => at.getUTCMinutes(),
  n: () => '\n',
  N: ({ at }, _flags, width) =>
    String(at.getUTCMilliseconds())
      .padStart(3, '0')
      .slice(0, width || 9)
      .padEnd(width || 9, '0'),
  p: (wall) => (hour(wall) < 12 ? 'AM' : 'PM'),
  P: (wall) => (hour(wall) < 12 ? 'am' : 'pm'),
  q: ordinal,
  s: ({ at, offset }) => Math.floor((at.getTime() - offset * minuteMs) / 1000),
  S: ({ at }) => at.getUTCSeconds(),
  t: () => '\t',
  u: (wall) => weekday(wall) || 7,
  U: week(0),
  w: weekday,
  W: week(1),
  x: named(numericDay),
  X: named(numericTime),
  y: (wall) => ((year(wall) % 100) + 100) % 100,
  Y: year,
  z: offset,
  Z: (wall, flags) => wall.zone || offset(wall, flags),
  '%': () => '%',
};
const widths: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'CdeHIklmMSUWy'].map((conversion) => [conversion, 2])),
  j: 3,
  L: 3,
  Y: 4,
};

function formatted(wall: Wall, format: string): string {
  return format.replace(
    /%([-_0^#:]*)(\d*)[EO]?(.)/g,
    (whole, flags: string, width: string, conversion: string) => {
      const convert = Object.hasOwn(conversions, conversion) ? conversions[conversion] : undefined;
      if (!convert) return whole;
      if (Number(width) > widest) throw new RangeError(`a date is filled up to ${widest} characters at most`);
      let text = String(convert(wall, flags, Number(width)));
      if (flags.includes('^')) text = text.toUpperCase();
      else if (flags.includes('#')) text = /[a-z]/.test(text) ? text.toUpperCase() : text.toLowerCase();
      const spaced = flags.includes('_') || (!flags.includes('0') && 'aAbBceklpP'.includes(conversion));
      const to = flags.includes('-') ? 0 : Number(width) || widths[conversion] || 0;
      if (!spaced && text.startsWith('-')) return `-${text.slice(1).padStart(to - 1, '0')}`;
      return text.padStart(to, spaced ? ' ' : '0');
    },
  );
}

const datedIn =
  (language: string) =>
  (value: unknown, format: string, zone?: unknown): unknown => {
    const wall = wallOf(value, zone, language);
    return wall ? formatted(wall, format) : value;
  };

/** A date that is put out without a filter: ISO 8601, in UTC. */
export function withoutDates(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return Array.isArray(value) && value.some((one) => one instanceof Date) ? value.map(withoutDates) : value;
}

type Filter = (value: unknown, ...given: unknown[]) => unknown;

/**
 * Liquid's filters for dates: in UTC unless a zone is given, whatever zone and language the process has, with the names that a language has
 * for days and months. Those of liquidjs reckon in the process's zone, whichever is asked for, and are an hour off where that one changes its
 * clocks.
 */
export function dateFilters(language: string = english): Readonly<Record<string, Filter>> {
  const dated = datedIn(language);
  const day = (month: string) => (value: unknown, kind?: unknown, style?: unknown) => {
    if (kind !== 'ordinal') return dated(value, `%d ${month} %Y`);
    return dated(value, style === 'US' ? `${month} %-d%q, %Y` : `%-d%q ${month} %Y`);
  };
  return {
    date: (value, format, zone) => dated(value, String(format ?? defaultFormat), zone ?? undefined),
    date_to_xmlschema: (value) => dated(value, '%Y-%m-%dT%H:%M:%S%:z'),
    // A format that programs read: in English whatever the language is.
    date_to_rfc822: (value) => datedIn(english)(value, '%a, %d %b %Y %H:%M:%S %z'),
    date_to_string: day('%b'),
    date_to_long_string: day('%B'),
  };
}
