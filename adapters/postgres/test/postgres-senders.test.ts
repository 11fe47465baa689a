import type { SenderRecord } from 'postern/adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { pgliteDatabase } from './support/databases.ts';

/** The statements of the release before, which knew one sender for each site and channel. */
const before = {
  find: 'select id from postern.sender where site = $1::text and channel = $2::text',
  insert: `insert into postern.sender (id, site, channel, kind, name, address, domain, created_at, revision)
    values ($1, $2, $3, 'address', 'Acme', 'hello@acme.example', 'acme.example', now(), 1)
    on conflict (site, channel) do nothing returning id`,
  update: `update postern.sender set name = 'Acme Ltd', revision = revision + 1
    where site = $1 and channel = $2 and id = $3 and revision = $4 returning id`,
  othersInDomain: 'select id from postern.sender where domain = $1::text and id <> $2::text limit 1',
  delete: 'delete from postern.sender where site = $1 and channel = $2 and id = $3 returning id',
};

function newSender(overrides: Partial<SenderRecord>): SenderRecord {
  const own = {
    id: 'snd_2',
    site: 'acme',
    key: 'billing',
    byDefault: false,
    address: 'billing@acme.example',
  };
  const rest = {
    kind: 'address',
    name: 'Acme',
    domain: 'acme.example',
    createdAt: new Date(),
    revision: 1,
  } as const;
  return { ...own, channel: 'email', ...rest, ...overrides };
}

describe('a process of the release before, beside', () => {
  let database: Awaited<ReturnType<typeof pgliteDatabase>>;
  const run = async (name: keyof typeof before, ...values: readonly (string | number)[]) =>
    (await database.query(before[name], [...values])).map(({ id }) => id);

  beforeAll(async () => {
    database = await pgliteDatabase();
  });
  afterAll(() => database.close());

  it('goes on with the sender by default, whichever that is, and never with another', async () => {
    const { senders } = postgres(database.source).storage;
    expect(await run('insert', 'snd_1', 'acme', 'email')).toEqual(['snd_1']);
    expect(await run('insert', 'snd_0', 'acme', 'email')).toEqual([]);
    expect(await senders.find('acme', 'email')).toMatchObject({
      id: 'snd_1',
      key: 'default',
      byDefault: true,
    });
    expect(await senders.named('acme', 'email', 'default')).toMatchObject({ id: 'snd_1' });
    expect(await senders.insert(newSender({ key: 'default' }))).toBe(false);
    expect(await senders.insert(newSender({}))).toBe(true);

    expect(await run('find', 'acme', 'email')).toEqual(['snd_1']);
    expect(await run('othersInDomain', 'acme.example', 'snd_1')).toEqual(['snd_2']);
    expect(await run('update', 'acme', 'email', 'snd_1', 1)).toEqual(['snd_1']);
    expect(await senders.makeDefault('acme', 'email', 'snd_2')).toBe(true);
    expect(await run('find', 'acme', 'email')).toEqual(['snd_2']);
    expect(await run('update', 'acme', 'email', 'snd_1', 2)).toEqual([]);
    expect(await run('delete', 'acme', 'email', 'snd_1')).toEqual([]);
    expect(await senders.list('acme', 'email')).toMatchObject([
      { id: 'snd_2', key: 'billing', byDefault: true },
      { id: 'snd_1', key: 'default', byDefault: false, name: 'Acme Ltd' },
    ]);
    expect(await run('delete', 'acme', 'email', 'snd_2')).toEqual(['snd_2']);
    expect(await senders.find('acme', 'email')).toBeUndefined();
    expect(await senders.list('acme', 'email')).toMatchObject([{ id: 'snd_1' }]);
  });
});
