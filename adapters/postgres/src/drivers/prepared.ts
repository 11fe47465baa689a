import { createHash } from 'node:crypto';
import type { PgQueryable, Result } from './pg-client.ts';

const names = new Map<string, string>();

/**
 * Says of a statement that it runs again and again: on a connection where that works it is planned once. Only for statements
 * whose best plan is one, whatever the values.
 */
export function prepared(text: string): string {
  names.set(text, `postern_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`);
  return text;
}

export function isPrepared(text: string): boolean {
  return names.has(text);
}

/** How a connection was found to be: `met` once, so far. */
type Known = 'met' | 'direct' | 'pooled';

/**
 * Runs statements by name where the connection keeps names. Between us and the server may be a pooler that hands each
 * transaction another connection; it cannot tell the server's process when a client logs in, so its number differs.
 */
export class PreparedStatements {
  #allowed: boolean | undefined;
  /** Part of each name: a plan that has become useless cannot be planned anew under its old one. */
  #generation = 0;
  readonly #known = new WeakMap<PgQueryable, Known>();

  /** `undefined`: on each connection that is the server's own. */
  constructor(allowed: boolean | undefined) {
    this.#allowed = allowed;
  }

  async run(client: PgQueryable, text: string, values: readonly unknown[]): Promise<Result> {
    const name = names.get(text);
    if (name === undefined || !(await this.#keepsNames(client))) return client.query(text, [...values]);
    try {
      return await client.query({ name: `${name}_${this.#generation}`, text, values: [...values] });
    } catch (error) {
      if (!isPlanLost(error)) throw error;
      if (isPlanStale(error)) this.#generation += 1;
      // Somebody takes them away (a pooler, DEALLOCATE ALL): no more of them.
      else this.#allowed = false;
      throw error;
    }
  }

  /** Asked the second time that a connection is used: one that is made for a single statement gains nothing. */
  async #keepsNames(client: PgQueryable): Promise<boolean> {
    if (this.#allowed !== undefined) return this.#allowed;
    const known = this.#known.get(client);
    if (known === undefined) this.#known.set(client, 'met');
    if (known !== 'met') return known === 'direct';
    const { rows } = await client.query('select pg_backend_pid()::int as pid');
    const found = Number(rows[0]?.pid) === client.processID ? 'direct' : 'pooled';
    this.#known.set(client, found);
    return found === 'direct';
  }
}

/** Whether a host's transaction is a client of `pg` itself: not what wraps one, or has a `query` of its own that may take text only. */
export function isPgClient(host: object): host is PgQueryable {
  return (
    'processID' in host &&
    typeof host.processID === 'number' &&
    'escapeIdentifier' in host &&
    !Object.hasOwn(host, 'query')
  );
}

/** Nothing was done: the server refused to run the plan it has, or has none of that name. */
export function isPlanLost(error: unknown): boolean {
  return isPlanStale(error) || codes(error).some((code) => code === '26000' || code === '42P05');
}

/** A migration changed what the statement answers. Other errors of this code are the statement's own. */
function isPlanStale(error: unknown): boolean {
  const [code, routine] = codes(error);
  return code === '0A000' && routine === 'RevalidateCachedQuery';
}

function codes(error: unknown): readonly unknown[] {
  return error instanceof Error ? [Reflect.get(error, 'code'), Reflect.get(error, 'routine')] : [];
}
