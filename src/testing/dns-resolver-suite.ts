import assert from 'node:assert/strict';
import type { DnsAnswer, DnsResolver, DnsType, DnsValues } from '../interfaces/dns-resolver.ts';
import type { Runner } from './runner.ts';

/** What an adapter gives the suite for each test: a resolver and an empty zone that it asks. */
export interface DnsHarness {
  /** The resolver to be tested. */
  readonly resolver: DnsResolver;
  /** Replaces the records of one name and type; TXT values of any length. */
  set<T extends DnsType>(name: string, type: T, values: readonly DnsValues[T][]): void | Promise<void>;
  /** Sets TXT records, each of them as the character strings (255 bytes at most) it consists of. */
  setChunks(name: string, records: readonly (readonly string[])[]): void | Promise<void>;
  /** Removes all records of a name. */
  remove(name: string): void | Promise<void>;
  /** Questions about the name fail so, as node:dns names it. */
  fail(name: string, code: 'ESERVFAIL' | 'EREFUSED'): void | Promise<void>;
  /** Called after each test, also one that failed. */
  close(): Promise<void>;
}

const values: { readonly [T in DnsType]: readonly DnsValues[T][] } = {
  TXT: ['v=spf1 -all', 'second record'],
  CNAME: ['target.example.com'],
  NS: ['ns1.example.com', 'ns2.example.com'],
  A: ['192.0.2.1', '192.0.2.2'],
  AAAA: ['2001:db8::1', '2001:db8::2'],
  MX: [
    { exchange: 'mx1.example.com', priority: 10 },
    { exchange: 'mx2.example.com', priority: 20 },
  ],
};
const types = ['TXT', 'CNAME', 'NS', 'A', 'AAAA', 'MX'] as const satisfies readonly DnsType[];

function valuesOf<T extends DnsType>(type: T): readonly DnsValues[T][] {
  return values[type];
}

/** Everything the core relies on in a {@link DnsResolver}. `open` is called once for each test. */
export function dnsResolverSuite(runner: Runner, open: () => Promise<DnsHarness>): void {
  const test = (name: string, body: (harness: DnsHarness) => Promise<void>) =>
    runner.it(name, async () => {
      const harness = await open();
      try {
        await body(harness);
      } finally {
        await harness.close();
      }
    });

  runner.describe('DNS resolver', () => {
    for (const type of types) {
      test(`${type} records are found, all of them`, async (harness) => {
        await harness.set('name.example.com', type, valuesOf(type));
        const answer = await harness.resolver.resolve('name.example.com', type);
        assert.deepEqual(found(answer), sort(valuesOf(type)));
      });

      test(`no ${type} record at a name that has others is missing, the name existing`, async (harness) => {
        const other = type === 'A' ? 'AAAA' : 'A';
        await harness.set('name.example.com', other, valuesOf(other));
        assert.deepEqual(await harness.resolver.resolve('name.example.com', type), missing(true));
      });

      test(`no ${type} record at a name that does not exist is missing`, async (harness) => {
        await harness.set('name.example.com', type, valuesOf(type));
        assert.deepEqual(await harness.resolver.resolve('other.example.com', type), missing(false));
      });

      for (const code of ['ESERVFAIL', 'EREFUSED'] as const) {
        test(`${type}: an answer of ${code} is unavailable, not missing`, async (harness) => {
          await harness.set('name.example.com', type, valuesOf(type));
          await harness.fail('name.example.com', code);
          const answer = await harness.resolver.resolve('name.example.com', type);
          assert.deepEqual(answer, { kind: 'unavailable', code });
        });
      }
    }

    test('a name that only has names below it exists', async (harness) => {
      await harness.set('k1._domainkey.example.com', 'TXT', ['v=DKIM1']);
      assert.deepEqual(await harness.resolver.resolve('_domainkey.example.com', 'TXT'), missing(true));
    });

    test('the chunks of a TXT record are joined, its records are not', async (harness) => {
      const key = `v=DKIM1; k=rsa; p=${'A'.repeat(380)}`;
      await harness.setChunks('k1.example.com', [
        [key.slice(0, 255), key.slice(255)],
        ['a ', ' b', ''],
      ]);
      assert.deepEqual(found(await harness.resolver.resolve('k1.example.com', 'TXT')), sort([key, 'a  b']));
    });

    test('a TXT value keeps its quotes, spaces and case', async (harness) => {
      const value = '"Quoted" ; With  Spaces \\ and=Equals ';
      await harness.set('name.example.com', 'TXT', [value]);
      assert.deepEqual(found(await harness.resolver.resolve('name.example.com', 'TXT')), [value]);
    });

    test('names are compared without case, with or without the final dot', async (harness) => {
      await harness.set('Name.Example.com', 'TXT', ['found']);
      for (const name of ['name.example.com', 'NAME.EXAMPLE.COM', 'name.example.com.']) {
        assert.deepEqual(found(await harness.resolver.resolve(name, 'TXT')), ['found'], name);
      }
    });

    for (const type of ['TXT', 'MX', 'A', 'AAAA'] as const) {
      test(`a CNAME is followed for ${type}`, async (harness) => {
        await harness.set('alias.example.com', 'CNAME', ['middle.example.com']);
        await harness.set('middle.example.com', 'CNAME', ['target.example.com']);
        await harness.set('target.example.com', type, valuesOf(type));
        const answer = await harness.resolver.resolve('alias.example.com', type);
        assert.deepEqual(found(answer), sort(valuesOf(type)));
      });
    }

    test('a CNAME itself is answered as it is', async (harness) => {
      await harness.set('alias.example.com', 'CNAME', ['middle.example.com']);
      await harness.set('middle.example.com', 'CNAME', ['target.example.com']);
      const answer = await harness.resolver.resolve('alias.example.com', 'CNAME');
      assert.deepEqual(found(answer), ['middle.example.com']);
    });

    test('a CNAME that leads nowhere gives no record', async (harness) => {
      await harness.set('alias.example.com', 'CNAME', ['gone.example.com']);
      assert.equal((await harness.resolver.resolve('alias.example.com', 'TXT')).kind, 'missing');
    });

    test('a change shows at the next question', async (harness) => {
      const ask = () => harness.resolver.resolve('name.example.com', 'TXT');
      assert.deepEqual(await ask(), missing(false));
      await harness.set('name.example.com', 'TXT', ['one']);
      assert.deepEqual(found(await ask()), ['one']);
      await harness.set('name.example.com', 'TXT', ['two', 'three']);
      assert.deepEqual(found(await ask()), ['three', 'two']);
      await harness.remove('name.example.com');
      assert.deepEqual(await ask(), missing(false));
    });

    for (const nameServer of ['127.0.0.1', '10.1.2.3', '192.168.0.1', '169.254.169.254', '::1', 'fd00::1']) {
      test(`the name server ${nameServer} is not asked: a domain's owner could name any`, async (harness) => {
        await harness.set('name.example.com', 'TXT', ['found']);
        const answer = await harness.resolver.resolve('name.example.com', 'TXT', { nameServer });
        assert.deepEqual(answer, { kind: 'unavailable', code: 'EREFUSED' });
      });
    }

    test('many questions at once each get their answer', async (harness) => {
      const names = Array.from({ length: 20 }, (_, index) => `n${index}.example.com`);
      for (const name of names) await harness.set(name, 'TXT', [`at ${name}`]);
      const answers = await Promise.all(names.map((name) => harness.resolver.resolve(name, 'TXT')));
      assert.deepEqual(
        answers.map((answer) => found(answer)),
        names.map((name) => [`at ${name}`]),
      );
    });
  });
}

/** The values, in an order of our own: DNS promises none. A `ttl`, where told, is a number of seconds. */
function found<T extends DnsType>(answer: DnsAnswer<T>): readonly DnsValues[T][] {
  assert.ok(answer.kind === 'found', `found, not ${JSON.stringify(answer)}`);
  if (answer.ttl !== undefined) assert.ok(Number.isInteger(answer.ttl) && answer.ttl >= 0);
  return sort(answer.values);
}

function sort<V>(list: readonly V[]): readonly V[] {
  return list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function missing(nameExists: boolean): DnsAnswer {
  return { kind: 'missing', nameExists };
}
