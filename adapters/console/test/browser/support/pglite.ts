import { PGlite } from '@electric-sql/pglite';
import { postgres } from '@postern/postgres';
import type { Queue, Storage } from 'postern';

interface Wired {
  readonly storage: Storage;
  readonly queue: Queue;
  close(): Promise<void>;
}

/** One that was migrated, as a file: a database begins with it in a tenth of the time. */
let migrated: Promise<Blob> | undefined;

/** PostgreSQL in this process, with an empty database of its own. */
export async function pglite(): Promise<Wired> {
  migrated ??= migrate();
  const database = await PGlite.create({ loadDataDir: await migrated });
  const { storage, queue, close } = postgres({ pglite: database });
  return {
    storage,
    queue,
    async close() {
      await close();
      await database.close();
    },
  };
}

async function migrate(): Promise<Blob> {
  const database = await PGlite.create();
  const made = postgres({ pglite: database });
  await made.migrate();
  await made.close();
  const file = await database.dumpDataDir('none');
  await database.close();
  return file;
}
