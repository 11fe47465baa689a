import type { MessageId } from 'postern/adapter';
import { needDate, needText, type Row } from '../drivers/values.ts';

/** A place in the history, newest first. */
export interface Place {
  readonly createdAt: Date;
  readonly id: MessageId;
}

/** What a look found. `end`: it was looked at without a gap only so far back; `undefined`: all of it. */
export interface Looked {
  readonly found: readonly Place[];
  readonly end: Place | undefined;
}

export function placeOf(row: Row): Place {
  return { id: needText(row, 'id'), createdAt: needDate(row, 'created_at') };
}

export function newestFirst(a: Place, b: Place): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || Number(a.id < b.id) - Number(a.id > b.id);
}

/** The nearest of the ends. */
export function nearest(ends: readonly (Place | undefined)[]): Place | undefined {
  return ends.filter((end) => end !== undefined).sort(newestFirst)[0];
}

/** The newest, each once. */
export function newestOf(places: readonly Place[], limit: number): readonly Place[] {
  const once = new Map(places.map((place) => [place.id, place]));
  return [...once.values()].sort(newestFirst).slice(0, limit);
}
