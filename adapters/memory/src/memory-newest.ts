import { type CountQuery, fitsFilters, type Message, type MessageFilters } from 'postern/adapter';
import type { Row } from './memory-row.ts';

/** The first so many of these rows that fit, which come newest first; not copied. */
export function newestOf(
  rows: Iterable<Pick<Row, 'message' | 'document' | 'createdAt'>>,
  { term = '', ids, ...filters }: Omit<CountQuery, 'most' | 'site'>,
  limit: number,
): readonly Message[] {
  const chosen = ids && new Set(ids);
  const found: Message[] = [];
  for (const { message, document, createdAt } of rows) {
    if (found.length >= limit || isBefore(createdAt, filters)) break;
    if (chosen && !chosen.has(message.id)) continue;
    if (fitsFilters(message, filters) && document.includes(term)) found.push(message);
  }
  return found;
}

/** Whatever follows is older still. */
function isBefore(createdAt: Date, { from }: MessageFilters): boolean {
  return from !== undefined && createdAt < from;
}
