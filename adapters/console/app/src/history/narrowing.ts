import type { FailureClass } from 'postern';
import { isFailureClass } from '../api/failure-classes.ts';

/** What the list is narrowed down by, beside tab, status and search: by the names in the page's address. */
export const narrowings = [
  'from',
  'to',
  'template',
  'sender',
  'actor',
  'transport',
  'failure',
  'topic',
  'reference',
  'batch',
] as const;
/** One of {@link narrowings}. */
export type NarrowingName = (typeof narrowings)[number];

/** As people gave it: `from` and `to` are days, both included. */
export type Narrowing = Readonly<
  Partial<Record<Exclude<NarrowingName, 'failure'>, string> & { failure: FailureClass }>
>;

const day = /^\d{4}-\d\d-\d\d$/;

/** What stands in the page's address, without what is no day, or no class. */
export function narrowingOf(get: (name: string) => string | undefined): Narrowing {
  const given = narrowings.map((name) => [name, get(name)] as const);
  return Object.fromEntries(given.filter(([name, value]) => value !== undefined && isMeant(name, value)));
}

function isMeant(name: NarrowingName, value: string): boolean {
  if (name === 'failure') return isFailureClass(value);
  return !isDay(name) || midnight(value, 0) !== undefined;
}

/** As the calls take it: days are those of the viewer's clock. */
export function wireOf({ from, to, ...others }: Narrowing): Narrowing {
  const [first, after] = [midnight(from, 0), midnight(to, 1)];
  return {
    ...others,
    ...(first ? { from: first.toISOString() } : {}),
    ...(after ? { to: after.toISOString() } : {}),
  };
}

export function isDay(name: NarrowingName): boolean {
  return name === 'from' || name === 'to';
}

/** The moment at which a day, or one so many after it, begins. */
export function midnight(text: string | undefined, later: number): Date | undefined {
  if (text === undefined || !day.test(text)) return undefined;
  const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
  const at = new Date(year, month - 1, date + later);
  return Number.isNaN(at.getTime()) || year < 1970 ? undefined : at;
}
