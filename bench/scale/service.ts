import { postgres } from '@postern/postgres';
import { type Consumer, type ConsumerDirectory, Messaging } from 'postern';
import { accepting } from '../shared/accepting.ts';
import { openPool } from '../shared/pool.ts';

const consumerOf = (id: string): Consumer => ({
  id,
  name: `Consumer ${id}`,
  email: `${id}@customer.example`,
  phone: '+447400123456',
});

/** A directory that answers at once: what the host's own takes is the host's. */
const directory: ConsumerDirectory = {
  find: async (_, id) => consumerOf(id),
  findMany: async (_, ids) => ids.map(consumerOf),
  search: async () => [],
};

/** A service of one site over a database, as a host wires it; its transport takes everything at once. */
export function serviceOf(
  url: string,
  concurrency: number,
  onHanded: (id: string) => void = () => undefined,
) {
  const pool = openPool(url, 20);
  const wired = postgres({ pool });
  const email = accepting(onHanded, (id) => ({ outcome: 'accepted', providerId: `<${id}@acme.example>` }));
  /** Without `upkeep` what sending is spared is left undone, to be measured by itself. */
  const messagingOf = ({ upkeep }: { readonly upkeep: boolean }) =>
    new Messaging({
      site: { id: 'acme', name: 'Acme' },
      storage: upkeep ? wired.storage : withoutUpkeep(wired.storage),
      queue: wired.queue,
      email,
      consumers: directory,
      secret: 'a secret of thirty-two characters',
      delivery: { concurrency: { email: concurrency } },
    });
  return {
    pool,
    messagingOf,
    storage: wired.storage,
    migrate: wired.migrate,
    async prepare() {
      const { sender } = messagingOf({ upkeep: false }).email;
      if (!(await sender.find()))
        await sender.create({
          name: 'Acme',
          address: 'hello@acme.example',
          confirmedByHost: { actor: 'bench' },
        });
    },
    async close() {
      await wired.close();
      await pool.end();
    },
  };
}

type Storage = ReturnType<typeof postgres>['storage'];

function withoutUpkeep({ upkeep: _, ...storage }: Storage): Storage {
  return storage;
}

export type Service = ReturnType<typeof serviceOf>;
