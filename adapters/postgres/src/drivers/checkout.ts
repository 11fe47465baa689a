import type { PgClient, PgPool } from './pg-client.ts';

/**
 * Takes a connection that has a listener from its first moment on. By a promise it would be without one until the next turn:
 * what the server says in the same breath (that it shuts down) would end the process.
 */
export function checkout(pool: PgPool, onError: (error: Error) => void): Promise<PgClient> {
  return new Promise((resolve, reject) => {
    let client: PgClient | undefined;
    const take = (taken: PgClient) => {
      if (client) return;
      client = taken;
      client.on('error', onError);
      resolve(client);
    };
    pool
      .connect((error, taken) =>
        taken ? take(taken) : reject(error ?? new Error('There is no connection.')),
      )
      ?.then(take, reject);
  });
}
