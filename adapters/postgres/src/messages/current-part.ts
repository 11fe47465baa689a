import type { Query } from '../drivers/database.ts';
import { needDate, needText, seconds } from '../drivers/values.ts';

/** How long it is taken for granted that there are no partitions, or that ours is not to be reached by itself, in ms. */
const recheckMs = 60_000;

interface Part {
  /** The end of its tables' names. */
  readonly suffix: string;
  readonly fromId: string;
  readonly toId: string;
}

/**
 * The partition of this moment, where nearly all that is sent lies. A statement of sending names it: one on the table they
 * are partitions of is planned for all of them, and begins by opening each.
 */
export class CurrentPart {
  readonly #query: Query;
  #part: Part | undefined;
  #knownUntil = 0;

  constructor(query: Query) {
    this.#query = query;
  }

  /** What the names of the tables end in; empty: the tables themselves. */
  async suffix(): Promise<string> {
    return (await this.#current())?.suffix ?? '';
  }

  /** The same, where all of these messages are in it. */
  async suffixOf(ids: readonly string[]): Promise<string> {
    const part = await this.#current();
    return part && ids.every((id) => id >= part.fromId && id < part.toId) ? part.suffix : '';
  }

  async #current(): Promise<Part | undefined> {
    if (Date.now() < this.#knownUntil) return this.#part;
    const [row] = await this.#query(
      `select suffix, from_id, to_id, ${seconds('ends_at')} as ends_at from postern.message_part
      where starts_at <= now() and ends_at > now()
        and ${may('message', 'select')} and ${may('message', 'insert')} and ${may('message', 'update')}
        and ${may('message_content', 'select')} and ${may('message_content', 'insert')}`,
    );
    const soon = Date.now() + recheckMs;
    this.#part = row && {
      suffix: `_${needText(row, 'suffix')}`,
      fromId: needText(row, 'from_id'),
      toId: needText(row, 'to_id'),
    };
    // By the server's clock it may go on for a moment after ours says that it has ended.
    this.#knownUntil = row ? Math.max(needDate(row, 'ends_at').getTime(), Date.now() + 1_000) : soon;
    return this.#part;
  }
}

/** Not where somebody took the partition away. */
function may(table: string, privilege: string): string {
  return `has_table_privilege(to_regclass('postern.${table}_' || suffix), '${privilege}')`;
}

/** Makes a statement for each partition, when it is first asked for. */
export function byPart<T>(write: (suffix: string) => T): (suffix: string) => T {
  const made = new Map<string, T>();
  return (suffix) => {
    const known = made.get(suffix) ?? write(suffix);
    made.set(suffix, known);
    return known;
  };
}
