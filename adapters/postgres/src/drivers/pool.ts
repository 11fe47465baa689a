import { MessagingError } from 'postern';
import type { Driver, Listener, ListenHandlers, Query } from './database.ts';
import { listenOn } from './listener.ts';
import type { PgPool } from './pg-client.ts';

export interface PoolDriverOptions {
  readonly listen: boolean;
  /** The pool is ours to end. */
  readonly owned: boolean;
}

/** PostgreSQL through a pool of `pg` connections. */
export function poolDriver(open: () => Promise<PgPool>, { listen, owned }: PoolDriverOptions): Driver {
  let opened: Promise<PgPool> | undefined;
  const pool = () => {
    opened ??= open();
    return opened;
  };
  const query: Query = async (text, values = []) => (await (await pool()).query(text, [...values])).rows;

  return {
    embedded: false,
    query,
    async transaction(run) {
      const client = await (await pool()).connect();
      // A connection that breaks between two statements says so by an event, which without a listener ends the process.
      let broken: Error | undefined;
      const note = (error: Error) => {
        broken = error;
      };
      client.on('error', note);
      const release = (destroy?: Error) => {
        client.removeListener('error', note);
        client.release(destroy ?? broken);
      };
      try {
        await client.query('begin');
        const result = await run({
          query: async (text, values = []) => (await client.query(text, [...values])).rows,
          script: async (text) => {
            await client.query(text);
          },
        });
        await client.query('commit');
        release();
        return result;
      } catch (error) {
        await client.query('rollback').then(
          () => release(),
          (lost: unknown) => release(lost instanceof Error ? lost : new Error('The connection is lost.')),
        );
        throw error;
      }
    },
    listen(channel: string, handlers: ListenHandlers): Listener | undefined {
      if (!listen) return undefined;
      const listening = pool().then((opened) => {
        // Listening would keep the only connection there is, and everything else would wait for it.
        if (opened.options?.max !== 1) return listenOn(() => opened.connect(), channel, handlers);
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
