import { MessagingError } from 'postern/adapter';
import { checkout } from './checkout.ts';
import type { Driver, Listener, ListenHandlers, Query } from './database.ts';
import { rowsOf } from './host-transaction.ts';
import { listenOn } from './listener.ts';
import type { PgClient, PgPool } from './pg-client.ts';
import { isPgClient, isPlanLost, isPrepared, PreparedStatements } from './prepared.ts';

export interface PoolDriverOptions {
  readonly listen: boolean;
  /** Whether statements are planned once for each connection; `undefined`: where it is the server's own. */
  readonly prepare?: boolean | undefined;
  /** The pool is ours to end. */
  readonly owned: boolean;
}

/** PostgreSQL through a pool of `pg` connections. */
export function poolDriver(
  open: () => Promise<PgPool>,
  { listen, prepare, owned }: PoolDriverOptions,
): Driver {
  let opened: Promise<PgPool> | undefined;
  const pool = () => {
    opened ??= open();
    return opened;
  };
  const statements = new PreparedStatements(prepare);
  const queryOn =
    (client: PgClient): Query =>
    async (text, values = []) =>
      (await statements.run(client, text, values)).rows;
  /** A connection that breaks between two statements says so by an event, which without a listener ends the process. */
  const withClient = async <T>(
    run: (client: PgClient, lose: (error: Error) => void) => Promise<T>,
  ): Promise<T> => {
    let broken: Error | undefined;
    const lose = (error: Error) => {
      broken ??= error;
    };
    const client = await checkout(await pool(), lose);
    try {
      return await run(client, lose);
    } finally {
      client.removeListener('error', lose);
      client.release(broken);
    }
  };
  const query: Query = async (text, values = []) =>
    isPrepared(text)
      ? withClient((client) => queryOn(client)(text, values))
      : (await (await pool()).query(text, [...values])).rows;

  return {
    embedded: false,
    query: (text, values) =>
      query(text, values).catch((error: unknown) => {
        if (isPlanLost(error)) return query(text, values);
        throw error;
      }),
    join: async (host, text, values) =>
      isPgClient(host)
        ? (await statements.run(host, text, values)).rows
        : rowsOf(await host.query(text, [...values])),
    transaction: (run) =>
      withClient(async (client, lose) => {
        try {
          await client.query('begin');
          const result = await run({
            query: queryOn(client),
            script: async (text) => {
              await client.query(text);
            },
          });
          await client.query('commit');
          return result;
        } catch (error) {
          await client
            .query('rollback')
            .catch((lost: unknown) =>
              lose(lost instanceof Error ? lost : new Error('The connection is lost.')),
            );
          throw error;
        }
      }),
    listen(channel: string, handlers: ListenHandlers): Listener | undefined {
      if (!listen) return undefined;
      const listening = pool().then((opened) => {
        // Listening would keep the only connection there is, and everything else would wait for it.
        if (opened.options?.max !== 1) return listenOn((lose) => checkout(opened, lose), channel, handlers);
        handlers.onFault(oneConnection());
        return undefined;
      });
      listening.catch(handlers.onFault);
      return {
        async stop() {
          const listener = await listening.catch(() => undefined);
          await listener?.stop();
        },
      };
    },
    async close() {
      if (owned && opened) await (await opened).end();
    },
  };
}

function oneConnection(): MessagingError {
  return new MessagingError(
    'invalid_config',
    'The pool has one connection, which is not spent on listening: due messages are found by polling. Allow two or more, or pass listen: false.',
  );
}
