import { useMemo } from 'react';
import { useLanguage } from './strings.tsx';

export interface Dates {
  /** As short as it can be and still say which day: `13:20`, `23 Nov, 13:20`, `23 Nov 2025, 13:20`. */
  readonly short: (iso: string) => string;
  readonly full: (iso: string) => string;
  /** The time of day with its zone: `03:30 CEST`. */
  readonly clock: (at: Date) => string;
  /** The time of day that a `datetime-local` field holds, also one that no clock shows. */
  readonly wallClock: (local: string) => string;
  /** The time of day: `13:20`. */
  readonly time: (iso: string) => string;
  /** A share of 1, to hundredths of a percent: `0.08 %`. */
  readonly percent: (share: number) => string;
  /** A day given as `YYYY-MM-DD`. */
  readonly day: (day: string) => string;
  readonly dayShort: (day: string) => string;
  readonly number: (value: number) => string;
  /** The viewer's time zone, as people name it. */
  readonly zone: string;
}

/** Times as the viewer's locale writes them, in the viewer's time zone. */
export function useDates(): Dates {
  const { locale } = useLanguage();
  return useMemo(() => makeDates(locale), [locale]);
}

function makeDates(locale: string): Dates {
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const wallClock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  const thisYear = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const anyYear = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
  // Days are counted in UTC: shown in another zone they would be off by one.
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const dayShort = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const zone = full.resolvedOptions().timeZone;
  return {
    short(iso) {
      const at = new Date(iso);
      const now = new Date();
      if (at.toDateString() === now.toDateString()) return time.format(at);
      return (at.getFullYear() === now.getFullYear() ? thisYear : anyYear).format(at);
    },
    full: (iso) => full.format(new Date(iso)),
    clock: (at) => clock.format(at),
    time: (iso) => time.format(new Date(iso)),
    percent: (share) => percent.format(share),
    wallClock: (local) => wallClock.format(new Date(`${local}Z`)),
    day: (text) => day.format(new Date(text)),
    dayShort: (text) => dayShort.format(new Date(text)),
    number: (value) => number.format(value),
    zone: zone.replaceAll('_', ' '),
  };
}
