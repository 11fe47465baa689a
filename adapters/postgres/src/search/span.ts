import type { Value } from '../drivers/values.ts';

/** Times, the first and the last included; to the millisecond, as all that is stored. */
export interface Span {
  readonly first: Date;
  readonly last: Date;
}

/** The first moment of a time's month, which is one of UTC. */
export function monthOf(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth()));
}

/** All of a month, told by its first moment. */
export function wholeMonth(month: Date): Span {
  return {
    first: month,
    last: new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1) - 1),
  };
}

/** From the earliest to the latest; of nothing, no time at all. */
export function spanOf(times: readonly Date[]): Span {
  const all = times.map((time) => time.getTime());
  return { first: new Date(Math.min(...all)), last: new Date(Math.max(...all)) };
}

/**
 * A time as a parameter, for {@link secondsOf}. The planner knows what such a number is, which it does not of a text that is
 * cast to a time: so it does not even plan for the partitions of other months.
 */
export function time(parameter: number): string {
  return `to_timestamp($${parameter}::text::float8)`;
}

/** The value of a parameter that is read by {@link time}. */
export function secondsOf(time: Date): string {
  return String(time.getTime() / 1000);
}

/** That a column's time lies in a span, which parameter `n` and the one after it give: {@link spanValues}. */
export function within(column: string, parameter: number): string {
  return `${column} between ${time(parameter)} and ${time(parameter + 1)}`;
}

export function spanValues({ first, last }: Span): readonly [Value, Value] {
  return [secondsOf(first), secondsOf(last)];
}
