import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeDns } from '../src/index.ts';
import { type DnsServer, startDnsServer } from '../src/testing/index.ts';

const longText = `v=DKIM1; k=rsa; p=${'0123456789'.repeat(45)}`;
let server: DnsServer;
let asked: string[] = [];
let heard: () => void = () => {};

beforeAll(async () => {
  server = await startDnsServer({
    zone: {
      'example.com': {
        TXT: ['v=spf1 -all', ['one ', 'two'], 'grüße – ü'],
        MX: [{ exchange: 'mx.example.com', priority: 10 }],
        NS: ['ns1.example.com', 'ns2.example.com'],
        A: ['192.0.2.1', '192.0.2.2'],
        AAAA: ['2001:db8::1'],
      },
      'null.example.com': { MX: [{ exchange: '', priority: 0 }] },
      'long.example.com': { TXT: [longText, `second ${longText}`] },
      'alias.example.com': { CNAME: ['example.com'] },
      'textless.example.com': { CNAME: ['host.example.com'] },
      'host.example.com': { A: ['192.0.2.3'] },
      'dangling.example.com': { CNAME: ['gone.example.com'] },
      'a.deep.example.com': { A: ['192.0.2.4'] },
    },
    onQuery: ({ name, type }) => {
      asked.push(`${name} ${type}`);
      heard();
    },
  });
});

beforeEach(() => {
  asked = [];
  heard = () => {};
});

afterAll(() => server.close());

const dns = () => nodeDns({ servers: [server.address] });
const hasty = () => nodeDns({ servers: [server.address], timeoutMs: 50, tries: 1 });

describe('what is there', () => {
  test.each([
    ['TXT', ['v=spf1 -all', 'one two', 'grüße – ü']],
    ['MX', [{ exchange: 'mx.example.com', priority: 10 }]],
    ['NS', ['ns1.example.com', 'ns2.example.com']],
  ] as const)('%s values come joined, decoded and without a final dot', async (type, values) => {
    expect(await dns().resolve('Example.COM', type)).toEqual({ kind: 'found', values });
  });

  test('addresses come with their time to live', async () => {
    server.zone.set('ttl.example.com', 'A', ['192.0.2.9'], 77);
    const found = { kind: 'found', values: ['192.0.2.9'], ttl: 77 };
    expect(await dns().resolve('ttl.example.com', 'A')).toEqual(found);
    expect(await dns().resolve('example.com', 'AAAA')).toMatchObject({ values: ['2001:db8::1'] });
  });

  test('a null MX is a record with an empty exchange', async () => {
    const found = { kind: 'found', values: [{ exchange: '', priority: 0 }] };
    expect(await dns().resolve('null.example.com', 'MX')).toEqual(found);
  });

  test('an answer too long for a UDP packet is asked for again over TCP', async () => {
    const answer = await dns().resolve('long.example.com', 'TXT');
    expect(answer).toEqual({ kind: 'found', values: [longText, `second ${longText}`] });
    expect(asked).toEqual(['long.example.com TXT', 'long.example.com TXT']);
  });

  test('a CNAME is followed, except for CNAME and NS', async () => {
    const resolver = dns();
    expect(await resolver.resolve('alias.example.com', 'TXT')).toEqual(
      await resolver.resolve('example.com', 'TXT'),
    );
    expect(await resolver.resolve('alias.example.com', 'A')).toEqual(
      await resolver.resolve('example.com', 'A'),
    );
    expect(await resolver.resolve('alias.example.com', 'CNAME')).toEqual({
      kind: 'found',
      values: ['example.com'],
    });
    expect(await resolver.resolve('alias.example.com', 'NS')).toEqual({ kind: 'missing', nameExists: true });
  });

  test('a change is seen by the next query', async () => {
    const resolver = dns();
    expect((await resolver.resolve('new.example.com', 'TXT')).kind).toBe('missing');
    server.zone.set('new.example.com', 'TXT', ['here']);
    expect((await resolver.resolve('new.example.com', 'TXT')).kind).toBe('found');
    server.zone.remove('new.example.com');
    expect((await resolver.resolve('new.example.com', 'TXT')).kind).toBe('missing');
  });
});

describe('what is certainly not there', () => {
  test.each([
    ['a name that does not exist', 'nowhere.example.com', false],
    ['a name with records of other types', 'host.example.com', true],
    ['a name that has only names below it', 'deep.example.com', true],
    ['a CNAME to a name without the record', 'textless.example.com', true],
    // c-ares does not tell which of the names is the one that does not exist.
    ['a CNAME to a name that does not exist', 'dangling.example.com', false],
  ])('%s', async (_, name, nameExists) => {
    expect(await dns().resolve(name, 'TXT')).toEqual({ kind: 'missing', nameExists });
  });

  test.each(['CNAME', 'MX', 'NS', 'A', 'AAAA'] as const)('no %s', async (type) => {
    server.zone.set('text.example.com', 'TXT', ['x']);
    expect(await dns().resolve('text.example.com', type)).toEqual({ kind: 'missing', nameExists: true });
    expect(await dns().resolve('nowhere.example.com', type)).toEqual({
      kind: 'missing',
      nameExists: false,
    });
  });
});

describe('what is not known', () => {
  test.each([
    ['SERVFAIL', 'ESERVFAIL'],
    ['REFUSED', 'EREFUSED'],
    ['FORMERR', 'EFORMERR'],
    ['NOTIMP', 'ENOTIMP'],
    ['timeout', 'ETIMEOUT'],
    ['malformed', 'EBADRESP'],
  ] as const)('%s is unavailable as %s', async (failure, code) => {
    server.zone.fail('failing.example.com', failure);
    const resolver = failure === 'timeout' ? hasty() : dns();
    for (const type of ['TXT', 'NS', 'A'] as const) {
      expect(await resolver.resolve('failing.example.com', type)).toEqual({ kind: 'unavailable', code });
    }
    server.zone.fail('failing.example.com', 'none');
    expect((await dns().resolve('failing.example.com', 'TXT')).kind).toBe('missing');
  });

  test.each(['', 'a..b', `${'x'.repeat(64)}.com`, 'a b.com', 'example.com\0.evil.test', 'a\nb.com'])(
    'the bad name %j is not asked',
    async (name) => {
      expect(await dns().resolve(name, 'TXT')).toEqual({ kind: 'unavailable', code: 'EBADNAME' });
      expect(asked).toEqual([]);
    },
  );

  test('a server that does not listen is unavailable', async () => {
    const closed = await startDnsServer();
    await closed.close();
    const dns = nodeDns({ servers: [closed.address], timeoutMs: 100, tries: 1 });
    expect((await dns.resolve('example.com', 'TXT')).kind).toBe('unavailable');
  });

  test('each server is tried as often as asked for', async () => {
    server.zone.fail('silent.example.com', 'timeout');
    const resolver = nodeDns({ servers: [server.address], timeoutMs: 20, tries: 3 });
    const answer = await resolver.resolve('silent.example.com', 'TXT');
    expect(answer).toEqual({ kind: 'unavailable', code: 'ETIMEOUT' });
    await vi.waitFor(() => expect(asked).toHaveLength(3));
  });
});

describe('a name server', () => {
  test('at a private address is refused and gets no packet', async () => {
    const dns = nodeDns({ port: server.port, timeoutMs: 100, tries: 1 });
    for (const nameServer of [
      '127.0.0.1',
      '::1',
      '::ffff:127.0.0.1',
      '10.0.0.1',
      'localhost',
      '',
      '127.0.0.1:53',
    ]) {
      const answer = await dns.resolve('example.com', 'TXT', { nameServer });
      expect(answer).toEqual({ kind: 'unavailable', code: 'EREFUSED' });
    }
    expect(asked).toEqual([]);
  });

  test('is asked instead of the configured ones, where private addresses are allowed', async () => {
    const own = await startDnsServer({ zone: { 'example.com': { TXT: ['from its own server'] } } });
    const dns = nodeDns({ servers: [server.address], allowPrivateNameServers: true, port: own.port });
    const answer = await dns.resolve('example.com', 'TXT', { nameServer: '127.0.0.1' });
    expect(answer).toEqual({ kind: 'found', values: ['from its own server'] });
    expect(asked).toEqual([]);
    expect(await dns.resolve('example.com', 'TXT', { nameServer: 'localhost' })).toEqual({
      kind: 'unavailable',
      code: 'EREFUSED',
    });
    await own.close();
  });

  test('is asked over IPv6 too', async () => {
    const own = await startDnsServer({ host: '::1', zone: { 'example.com': { TXT: ['six'] } } });
    const dns = nodeDns({ servers: [own.address], allowPrivateNameServers: true, port: own.port });
    const found = { kind: 'found', values: ['six'] };
    expect(await dns.resolve('example.com', 'TXT', { nameServer: '::1' })).toEqual(found);
    expect(await dns.resolve('example.com', 'TXT')).toEqual(found);
    await own.close();
  });
});

describe('a signal', () => {
  const patient = () => nodeDns({ servers: [server.address], timeoutMs: 60_000, tries: 1 });

  test('ends the queries it was given to, and no others', { timeout: 10_000 }, async () => {
    server.zone.fail('slow.example.com', 'timeout');
    const allHeard = new Promise<void>((resolve) => {
      heard = () => asked.length === 3 && resolve();
    });
    const { signal, abort } = abortable();
    const other = hasty().resolve('c.slow.example.com', 'TXT');
    const waiting = ['a', 'b'].map((label) =>
      patient().resolve(`${label}.slow.example.com`, 'TXT', { signal }),
    );
    await allHeard;
    abort();
    const cancelled = { kind: 'unavailable', code: 'ECANCELLED' };
    expect(await Promise.all(waiting)).toEqual([cancelled, cancelled]);
    expect(await other).toEqual({ kind: 'unavailable', code: 'ETIMEOUT' });
  });

  test('aborted before asks nothing', async () => {
    const answer = await patient().resolve('example.com', 'TXT', { signal: AbortSignal.abort() });
    expect(answer).toEqual({ kind: 'unavailable', code: 'ECANCELLED' });
    expect(asked).toEqual([]);
  });
});

describe('options that cannot work', () => {
  test.each([
    { servers: ['dns.example.com'] },
    { servers: [] },
    { timeoutMs: 0 },
    { timeoutMs: Number.NaN },
    { tries: 0 },
    { port: 70_000 },
  ])('%j are refused at once', (options) => {
    expect(() => nodeDns(options)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
  });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
