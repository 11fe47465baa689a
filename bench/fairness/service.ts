import { setTimeout as pause } from 'node:timers/promises';
import { postgres } from '@postern/postgres';
import { Messaging, type Transport } from 'postern';
import { openPool } from '../shared/pool.ts';

/** How the worker hands over. */
export interface HandOver {
  /** How long each takes, in ms. */
  readonly ms: number;
  /** How many at once. */
  readonly concurrency: number;
  /** Told of each recipient as a hand-over begins. */
  readonly onHanded: (to: string) => void;
}

/** A service of any number of sites, as a host wires it. Without `handOver` it only sends. */
export function serviceOf(url: string, { ms, concurrency, onHanded }: HandOver) {
  const pool = openPool(url, 20);
  const { storage, queue, migrate, close } = postgres({ pool });
  const email: Transport<'email'> = {
    name: 'slow',
    channel: 'email',
    capabilities: { handOverTimeoutMs: 30_000 },
    async send({ to }) {
      onHanded(to.address);
      await pause(ms);
      return { outcome: 'accepted' };
    },
  };
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    sites: async (id) => ({ id, name: id }),
    ...{ storage, queue, email },
    secret: 'a secret of thirty-two characters',
    delivery: { concurrency: { email: concurrency } },
  });
  return {
    messaging,
    async prepare() {
      await pool.query('create extension pg_trgm');
      await migrate();
    },
    async close() {
      await close();
      await pool.end();
    },
  };
}
