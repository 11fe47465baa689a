import { memory } from '@postern/memory';
import { describe, expect, it, vi } from 'vitest';
import { Messaging, type Transport } from '../src/index.ts';
import { Secrets } from '../src/secrets/secrets.ts';
import { SharedReads } from '../src/secrets/shared-reads.ts';
import { createVault } from '../src/secrets/vault.ts';

/** Reads of a document that end when they are told to, with what it says as they begin. */
function slowReads() {
  const document = { text: 'first' };
  const ends: (() => void)[] = [];
  const shared = new SharedReads<string>();
  const ask = (key = 'a') =>
    shared.read(key, () => {
      const { text } = document;
      return new Promise((resolve) => ends.push(() => resolve(text)));
    });
  /** Lets what is due begin. */
  const turn = () => new Promise(setImmediate);
  return { document, ends, ask, turn };
}

describe('reads of one moment', () => {
  it('are one', async () => {
    const { ends, ask, turn } = slowReads();
    const asked = Promise.all([ask(), ask(), ask()]);
    await turn();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    expect(await asked).toEqual(['first', 'first', 'first']);
  });

  it('see what was written before they were asked for, also where an earlier one is under way', async () => {
    const { document, ends, ask, turn } = slowReads();
    const early = ask();
    await turn();
    document.text = 'second';
    const late = Promise.all([ask(), ask()]);
    await turn();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    expect(await early).toBe('first');
    await turn();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    expect(await late).toEqual(['second', 'second']);
  });

  it('are kept no longer than they take', async () => {
    const { ends, ask, turn } = slowReads();
    for (const count of [1, 2]) {
      const asked = ask();
      await turn();
      expect(ends).toHaveLength(count);
      ends.at(-1)?.();
      await asked;
    }
  });

  it('of different things do not wait for each other', async () => {
    const { ends, ask, turn } = slowReads();
    void ask('a');
    void ask('b');
    await turn();
    expect(ends).toHaveLength(2);
  });

  it('fail together, and the next one tries anew', async () => {
    const reads = new SharedReads<string>();
    const failing = () => Promise.reject(new Error('away'));
    const asked = await Promise.allSettled([reads.read('a', failing), reads.read('a', failing)]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await reads.read('a', async () => 'back')).toBe('back');
  });
});

it('mails of a site that leave at once read its keys once', async () => {
  const wiring = memory();
  const secret = 'a secret for tests, long enough to pass';
  const { secrets } = wiring.storage;
  await createVault(secrets, new Secrets(secret), 'acme').update('keys', () => 'sealed');
  const find = vi.spyOn(secrets, 'find');
  const found: (string | undefined)[] = [];
  const email: Transport<'email'> = {
    name: 'reading',
    channel: 'email',
    capabilities: { handOverTimeoutMs: 1000 },
    async send(_message, { vault }) {
      found.push(await vault.read('keys'));
      return { outcome: 'accepted' };
    },
  };
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    ...wiring,
    secret,
    email,
  });
  await messaging.email.sender.create({
    name: 'A',
    address: 'a@acme.example',
    confirmedByHost: { actor: 'x' },
  });
  const mails = Array.from({ length: 8 }, (_, n) => ({
    to: { address: `user${n}@example.org` },
    subject: 'Hi',
    text: 'Hi',
  }));
  for (const mail of mails) await messaging.email.send(mail);
  await messaging.deliverDue();
  expect(found).toEqual(mails.map(() => 'sealed'));
  expect(find.mock.calls.filter(([, name]) => name === 'keys').length).toBeLessThanOrEqual(2);
});
