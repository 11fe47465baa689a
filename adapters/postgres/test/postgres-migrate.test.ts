import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { createId, normalizeSearch } from 'postern/adapter';
import { afterEach, describe, expect, it } from 'vitest';
import { Database } from '../src/drivers/database.ts';
import { poolDriver } from '../src/drivers/pool.ts';
import { type PostgresSource, postgres } from '../src/index.ts';
import { Maintenance } from '../src/messages/maintenance.ts';
import { migrate, migrationsOf } from '../src/postgres-migrate.ts';
import { createDatabase, serverUrl, withClient } from './support/databases.ts';
import { newMessage } from './support/messages.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function open(options?: string) {
  const { url, drop } = await createDatabase(await serverUrl(), options);
  const pool = new pg.Pool({ connectionString: url });
  cleanups.push(drop, () => pool.end());
  const database = new Database(poolDriver(async () => pool, { listen: false, owned: false }));
  return { url, pool, database, ...postgres({ pool }) };
}

/** Everything in the schema, by name and definition. */
async function schemaOf(pool: pg.Pool): Promise<unknown> {
  const { rows } = await pool.query(`
    select table_name || '.' || column_name as name,
      concat_ws(' ', data_type, is_nullable, column_default, generation_expression, datetime_precision) as definition
    from information_schema.columns where table_schema = 'postern'
    union all select indexname, indexdef from pg_indexes where schemaname = 'postern'
    union all select relname, reloptions::text from pg_class where relnamespace = 'postern'::regnamespace
    order by 1, 2`);
  // Which months there are, and what of it lies before them, is of the day.
  return rows.filter(
    ({ name }) =>
      !/^(message|message_content|message_event|search_page|search_segment)_(\d|before|other)/.test(name),
  );
}

const versions = (await migrationsOf()).map(({ version }) => version);

/** Of a database that was new. */
async function latestSchema() {
  const fresh = await open();
  await fresh.migrate();
  return schemaOf(fresh.pool);
}
let latest: unknown;

describe('migrate', () => {
  it('has a number of its own for each, with none left out', () => {
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });

  it('brings a new database up to date, and does nothing the second time', async () => {
    const { migrate, storage } = await open();
    const { applied } = await migrate();
    expect(applied).toHaveLength(versions.length);
    await storage.check?.();
    expect((await migrate()).applied).toEqual([]);
  });

  it('works when ten callers migrate one database at once', async () => {
    const { url, storage } = await open();
    const callers = Array.from({ length: 10 }, () => postgres({ connectionString: url }));
    const done = await Promise.all(callers.map((caller) => caller.migrate()));
    await Promise.all(callers.map((caller) => caller.close()));
    expect(done.flatMap(({ applied }) => applied)).toHaveLength(versions.length);
    await storage.check?.();
  });

  it.each([0, ...versions])(
    'leads from version %i to the same schema, and keeps what was stored',
    async (from) => {
      latest ??= await latestSchema();
      const old = await open();
      await migrate(old.database, { upTo: from });
      const id = createId('msg', new Date());
      if (from > 0) {
        await old.pool.query(`insert into postern.message (id, site, channel, origin, to_address, sender_address, preview,
          created_at, confidential, fingerprint, recorded_at, recorded_as)
        values ('${id}', 'acme', 'email', 'sys', 'needle@example.com', 'a@acme.example', '', now(), false, 'f', now(), 'queued')`);
        await old.pool.query(`insert into postern.message_job (message_id, site, lane, status, day, due_at)
        values ('${id}', 'acme', 'email', 'queued', now(), now())`);
        await old.pool.query(
          `insert into postern.message_content (message_id, text) values ('${id}', 'hello')`,
        );
        if (from >= 3) {
          await old.pool.query(`insert into postern.message_unsearched (site, created_at, message_id)
          select site, created_at, id from postern.message`);
        }
      }
      const { applied } = await old.migrate({ partitions: true });
      // What is empty is partitioned from the beginning.
      const names = from > 0 && from < 14 ? ['partitions'] : [];
      expect(applied.filter((name) => !/^\d/.test(name))).toEqual(names);
      expect(applied).toHaveLength(versions.filter((version) => version > from).length + names.length);
      expect((await old.migrate({ partitions: true })).applied).toEqual([]);
      expect(await schemaOf(old.pool)).toEqual(latest);
      if (from === 0) return;
      for (const _ of ['read from the message', 'read from its document']) {
        const { items } = await old.storage.messages.search({ site: 'acme', term: 'needle', limit: 10 });
        expect(items.map(({ id }) => id)).toEqual([id]);
        await new Maintenance(old.database).fillAll();
      }
    },
  );

  it('finds by the folding of now what an earlier version wrote', async () => {
    const { database, pool, storage, migrate: toLatest } = await open();
    await migrate(database, { upTo: 5 });
    await pool.query(`insert into postern.message (id, site, channel, origin, status, to_address, sender_address, preview,
        created_at, confidential, fingerprint, recorded_at, recorded_as)
      values ('msg_old', 'acme', 'email', 'sys', 'sent', 'a@b.example', 'a@acme.example', '', now(), false, 'f', now(), 'queued')`);
    await pool.query(`insert into postern.message_search (message_id, site, channel, origin, created_at, doc)
      select id, site, channel, origin, created_at, 'siobhan o’brien\nκωστας anne‑mar\u00adie' from postern.message`);
    await toLatest();
    for (const term of ["O'Brien", 'ΚΩΣΤΑΣ', 'anne-marie']) {
      const found = await storage.messages.search({ site: 'acme', term: normalizeSearch(term), limit: 5 });
      expect(found.items.map(({ id }) => id)).toEqual(['msg_old']);
    }
  });

  it('moves documents of an earlier version into pages, and finds them all the while', async () => {
    const { database, pool, storage, migrate: toLatest } = await open();
    await migrate(database, { upTo: 10 });
    await pool.query(`create extension pg_trgm; create index message_search_trigrams on postern.message_search
      using gin (doc gin_trgm_ops)`);
    await pool.query(`insert into postern.message (id, site, channel, origin, status, to_address, sender_address, preview,
        created_at, confidential, fingerprint, recorded_at, recorded_as)
      select 'msg_' || n, 'acme', 'email', case when n % 3 = 0 then 'web' else 'sys' end, 'sent', 'a@b.example',
        'a@acme.example', '', timestamptz '2026-01-01' + n * interval '1 minute', false, 'f', now(), 'queued'
      from generate_series(100, 999) n`);
    await pool.query(`insert into postern.message_search (message_id, site, channel, origin, created_at, doc)
      select id, site, channel, origin, created_at, e'a@b.example\\n\\nneedle ' || id from postern.message`);
    await toLatest();
    const maintenance = new Maintenance(database, { page: 10, small: 2, segment: 4 });
    const rows = async (sql: string) => (await pool.query(sql)).rows;
    for (let left = 900; left >= 0; left -= 512) {
      const { items, complete } = await storage.messages.search({
        site: 'acme',
        term: 'needle',
        limit: 1000,
      });
      expect([items.length, items[0]?.id, items.at(-1)?.id, complete]).toEqual([
        900,
        'msg_999',
        'msg_100',
        true,
      ]);
      const [old] = await rows(
        `select count(*)::int as left, max(message_id) as newest from postern.message_search`,
      );
      expect(old).toEqual({ left, newest: `msg_${99 + left}` });
      await maintenance.fillSearch();
    }
    await maintenance.fillAll();
    expect(await rows('select 1 from postern.message_search')).toEqual([]);
    const { items } = await storage.messages.search({ site: 'acme', term: 'needle msg_123', limit: 5 });
    expect(items.map(({ id }) => id)).toEqual(['msg_123']);
    expect(await rows('select 1 from postern.search_segment')).not.toEqual([]);
    expect(await rows(`select to_regclass('postern.message_search_trigrams') as index`)).toEqual([
      { index: null },
    ]);
  });

  it('keeps what an earlier version knew of messages that came in, for a time', async () => {
    const { database, pool, storage, migrate: toLatest } = await open();
    await migrate(database, { upTo: 6 });
    await pool.query(`insert into postern.rate_limit (key, tokens, at, granted) values
      ('inbound/sms/acme/SM/1', 0, 1, 1), ('inbound/sms/acme/given-back', 1, 1, 0), ('sender/sms/acme', 0, 1, 1)`);
    await toLatest();
    const { rows } = await pool.query('select key from postern.rate_limit');
    expect(rows).toEqual([{ key: 'sender/sms/acme' }]);
    const known = (key: string) => storage.seen.has({ site: 'acme', key });
    expect([await known('sms/SM/1'), await known('sms/given-back')]).toEqual([true, false]);
  });

  it('forgets in the background what need not be known any more', async () => {
    const { database, pool, storage, migrate: toLatest } = await open();
    await toLatest();
    await storage.seen.add({ site: 'acme', key: 'old', forMs: 1_000, now: new Date(0) });
    await storage.seen.add({ site: 'acme', key: 'new', forMs: 1_000_000 });
    await new Maintenance(database).upkeep();
    expect((await pool.query('select key from postern.seen')).rows).toEqual([{ key: 'new' }]);
  });

  it('keeps to its own schema', async () => {
    const { pool, migrate } = await open();
    await migrate();
    const { rows } =
      await pool.query(`select nspname, relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.oid >= 16384 and nspname not in ('postern', 'pg_toast')`);
    expect(rows).toEqual([]);
  });

  it('says what to do where nothing was migrated, to a worker and to a mere sender', async () => {
    const { storage } = await open();
    const error = { code: 'storage_not_ready', message: /call migrate\(\)/ };
    await assert.rejects(async () => storage.check?.(), error);
    await assert.rejects(storage.messages.counts('acme', 'email'), error);
  });

  it('says which version is there where it is an old or a newer one', async () => {
    const { storage, database, pool, migrate: toLatest } = await open();
    await migrate(database, { upTo: 1 });
    const old = { code: 'storage_not_ready', details: { version: 1, wanted: versions.at(-1) } };
    await assert.rejects(async () => storage.check?.(), old);
    await pool.query(`insert into postern.migration (version, name) values (9999, 'future')`);
    const newer = { code: 'storage_not_ready', message: /newer/ };
    await assert.rejects(async () => storage.check?.(), newer);
    await assert.rejects(toLatest(), newer);
  });

  it('leaves nothing behind when a step fails', async () => {
    const { pool, migrate } = await open();
    await pool.query('create schema postern; create view postern.sender as select 1 as one');
    await assert.rejects(migrate());
    const { rows } = await pool.query(`select to_regclass('postern.message') as message`);
    expect(rows).toEqual([{ message: null }]);
  });
});

describe('a role with no more rights than it needs', () => {
  /** Two roles without any rights on the database but to connect: one owns the schema, one works in it. */
  async function roles() {
    const { url, pool } = await open();
    const [owner, worker] = ['owner', 'worker'].map((name) => `${name}_${randomUUID().replaceAll('-', '')}`);
    for (const role of [owner, worker]) await pool.query(`create role ${role} login password 'x'`);
    await pool.query(`create schema postern authorization ${owner}`);
    // After the pools have ended, before the database goes.
    cleanups.splice(1, 0, () =>
      withClient(url, async (client) => {
        for (const role of [worker, owner])
          await client.query(`drop owned by ${role} cascade; drop role ${role}`);
      }),
    );
    const urlOf = (role = '') => {
      const own = new URL(url);
      own.username = role;
      own.password = 'x';
      return own.href;
    };
    const poolOf = (role = '') => {
      const mine = new pg.Pool({ connectionString: urlOf(role) });
      cleanups.push(() => mine.end());
      return mine;
    };
    const as = (role = '') => {
      const mine = postgres({ connectionString: urlOf(role) });
      cleanups.push(() => mine.close());
      return mine;
    };
    const ownerDatabase = new Database(
      poolDriver(async () => poolOf(owner), { listen: false, owned: false }),
    );
    return { pool, owner: as(owner), ownerDatabase, worker: as(worker), workerName: worker ?? '' };
  }

  it('migrates a schema that is there without rights on the database, and works with the grants of the README', async () => {
    const { pool, owner, worker, workerName } = await roles();
    await owner.migrate();
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const grants = readme.match(/^grant .*;$/gm) ?? [];
    expect(grants.length).toBeGreaterThan(2);
    for (const grant of grants) await pool.query(grant.replaceAll('app_role', workerName));
    expect(await worker.migrate()).toEqual({ applied: [] });
    await worker.storage.check?.();
    const { id, ...message } = newMessage();
    await worker.storage.messages.insert([{ id, ...message }]);
    await worker.storage.messages.claim({ channel: 'email', limit: 1, leaseMs: 1_000, quarantined: false });
    const found = await worker.storage.messages.search({ site: 'acme', term: 'hello', limit: 5 });
    expect(found.items).toHaveLength(1);
    await worker.storage.secrets.put('acme', 'key', 'value', 0);
    await worker.storage.limits.take({ key: 'k', perSecond: 1, burst: 1 }, 1);
  });

  it('keeps its grants where the tables are partitioned, and has them on every month', async () => {
    const { pool, owner, ownerDatabase, worker, workerName } = await roles();
    await migrate(ownerDatabase, { upTo: 13 });
    await pool.query(`insert into postern.message (id, site, channel, origin, to_address, sender_address, preview,
      created_at, confidential, fingerprint, recorded_at, recorded_as)
      values ('${createId('msg', new Date())}', 'acme', 'email', 'sys', '', '', '', now(), false, 'f', now(), 'queued')`);
    await owner.migrate();
    const granted = `select, insert, update, delete on all tables in schema postern to ${workerName}`;
    await pool.query(`grant usage on schema postern to ${workerName}; grant ${granted};
      grant execute on all functions in schema postern to ${workerName}`);
    expect((await owner.migrate({ partitions: true })).applied).toEqual(['partitions']);
    const message = newMessage();
    await worker.storage.messages.insert([message]);
    const [claim] = await worker.storage.messages.claim({
      channel: 'email',
      limit: 1,
      leaseMs: 1_000,
      quarantined: false,
    });
    expect(claim?.id).toBe(message.id);
    const { rows } = await pool.query(
      `select count(*)::int as count from pg_class where relnamespace = 'postern'::regnamespace
        and relkind = 'r' and relname ~ '^message_\\d' and not has_table_privilege($1, oid, 'insert')`,
      [workerName],
    );
    expect(rows).toEqual([{ count: 0 }]);
  });
});

describe('SQL that is run by another tool', () => {
  it('is printed, records itself, and is recognised', async () => {
    const { pool, migrate, storage } = await open();
    const { sql, applied } = await migrate({ print: true });
    expect(applied).toEqual([]);
    await assert.rejects(async () => storage.check?.(), { code: 'storage_not_ready' });
    await pool.query(sql ?? '');
    await storage.check?.();
    expect((await migrate({ print: true })).sql).toBe('');
    expect((await migrate()).applied).toEqual([]);
  });

  it('is recognised also where the files are run as they are', async () => {
    const { pool, storage, migrate } = await open();
    for (const { file } of await migrationsOf()) await pool.query(await readFile(file, 'utf8'));
    await storage.check?.();
    expect((await migrate()).applied).toEqual([]);
  });
});

describe('a schema of another name', () => {
  it('holds everything, beside one of the usual name that others use', async () => {
    const { pool, migrate, storage } = await open();
    const other = postgres({ pool, schema: 'user' });
    await Promise.all([migrate(), other.migrate()]);
    await other.storage.check?.();
    const { id, ...message } = newMessage();
    await other.storage.messages.insert([{ id, ...message }]);
    expect(
      (await other.storage.messages.search({ site: 'acme', term: 'hello', limit: 5 })).items,
    ).toHaveLength(1);
    expect(
      await other.storage.messages.claim({ channel: 'email', limit: 1, leaseMs: 1_000, quarantined: false }),
    ).toHaveLength(1);
    expect(await storage.messages.find({ site: 'acme', id })).toBeUndefined();
    assert.throws(() => postgres({ pool, schema: 'A"b' }), { code: 'invalid_config' });
  });
});

describe('configuration', () => {
  it('takes one source, and says so', () => {
    const sources = [{}, { connectionString: 'postgres://x', directory: '/tmp/x' }];
    for (const source of sources) {
      assert.throws(() => postgres(source as PostgresSource), { code: 'invalid_config' });
    }
    assert.throws(() => postgres({ connectionString: 'postgres://x', pollMs: 1 }), {
      code: 'invalid_config',
    });
  });

  it('opens a pool of its own for a connection string, and closes it', async () => {
    const { url } = await open();
    const own = postgres({ connectionString: url });
    await own.migrate();
    await own.close();
    await withClient(url, async (client) => {
      const connections = async () => {
        const { rows } = await client.query(
          `select count(*)::int as count from pg_stat_activity where application_name = 'postern' and datname = current_database()`,
        );
        return rows[0].count;
      };
      await expect.poll(connections).toBe(0);
    });
  });
});
