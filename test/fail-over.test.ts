import { memoryRegistry } from '@postern/memory';
import { beforeEach, describe, expect, it } from 'vitest';
import { acme, type Registries, several } from './support/two-transports.ts';

const minute = 60_000;
const mail = { to: { address: 'jo@example.org' }, subject: 'Hi', text: 'x' };
const passed = 'ses was passed over: acme.example is not set up there.';

const registries = () => ({
  smtp: memoryRegistry({ codeSentBy: 'us', name: 'smtp' }),
  ses: memoryRegistry({ codeSentBy: 'us', name: 'ses' }),
});
let t: ReturnType<typeof several>;

/** Ready with the first transport, and in place with these besides. */
async function open(given: Registries = registries(), ...inPlace: readonly string[]): Promise<void> {
  t = several(given);
  await t.sender.create(acme);
  await t.messaging.deliverDue();
  const first = t.transport('smtp');
  await t.sender.confirm(/\b\d{6}\b/.exec(first.sent[0]?.text ?? '')?.[0] ?? '');
  await t.publish('smtp', ...inPlace);
  await t.sender.checkDomain();
  first.clear();
}

async function sent(): Promise<string> {
  const { id } = await t.messaging.email.send(mail);
  await t.messaging.deliverDue();
  return id;
}

/** How it stands, by whom, and what its latest event says. */
async function seen(id: string) {
  const { status, transport, events } = await t.messaging.email.get(id);
  return { status, transport, detail: events.at(-1)?.detail };
}

/** Counts how often a sender is read by a hand-over. */
function reads(): () => number {
  let count = 0;
  const { senders } = t.storage;
  const list = senders.list.bind(senders);
  senders.list = (site, channel) => {
    count += 1;
    return list(site, channel);
  };
  return () => count;
}

beforeEach(() => open());

describe('fail-over to a transport that the sender is not set up with', () => {
  it('is passed over, and the record says so however the message ends', async () => {
    t.transport('smtp').fail('retry');
    const id = await sent();
    expect(t.transport('ses').sent).toEqual([]);
    expect(await seen(id)).toMatchObject({ status: 'queued', detail: expect.stringContaining(passed) });
    const refusal = { class: 'blocked', code: '554', message: 'Not by us.' } as const;
    t.transport('smtp').answer(() => ({ outcome: 'rejected', failure: refusal }));
    expect(await seen(await sent())).toMatchObject({ status: 'failed', detail: `Not by us. ${passed}` });
    t.transport('smtp').answer(() => 'unknown');
    expect((await seen(await sent())).detail).not.toContain('passed over');
  });

  it('goes on to the next that it is set up with, or that asks for nothing', async () => {
    await open({ ...registries(), relay: undefined });
    t.transport('smtp').fail('retry');
    const id = await sent();
    expect(await seen(id)).toMatchObject({ status: 'sent', transport: 'relay' });
    expect((await seen(id)).detail).toContain(passed);
    expect(t.transport('relay').sent).toHaveLength(1);
  });

  it('takes it once it is in place', async () => {
    await open(registries(), 'ses');
    t.transport('smtp').fail('retry');
    expect(await seen(await sent())).toMatchObject({ status: 'sent', transport: 'ses' });
    t.dns.remove('_ses.acme.example');
    await t.sender.checkDomain();
    t.transport('smtp').fail('retry');
    expect(await seen(await sent())).toMatchObject({ status: 'queued' });
  });

  it('waits for the first where that pauses, till its pause ends and not before', async () => {
    t.transport('smtp').answer(() => 'paused');
    const id = await sent();
    let tries = 0;
    t.transport('smtp').answer(() => {
      tries += 1;
      return undefined;
    });
    const waiting = await sent();
    const { events } = await t.messaging.email.get(waiting);
    await t.messaging.deliverDue();
    expect(await t.messaging.email.get(waiting)).toMatchObject({ status: 'queued', events });
    expect(events.at(-1)?.detail).toBe(`All transports that may be tried pause. ${passed}`);
    expect([tries, events.length]).toEqual([0, 3]);
    t.advance(minute);
    await t.messaging.deliverDue();
    expect([(await seen(id)).status, (await seen(waiting)).status]).toEqual(['sent', 'sent']);
    expect(t.transport('ses').sent).toEqual([]);
  });

  it('is not asked about while the first takes what it is given', async () => {
    await t.messaging.email.send(mail);
    const count = reads();
    await t.messaging.deliverDue();
    expect([t.transport('smtp').sent.length, count()]).toEqual([1, 0]);
  });

  it('is asked about once for several at a time', async () => {
    await open(registries(), 'ses');
    for (let n = 0; n < 8; n += 1) await t.messaging.email.send(mail);
    const count = reads();
    t.transport('smtp').answer(() => 'retry');
    await t.messaging.deliverDue();
    expect(t.transport('ses').sent).toHaveLength(8);
    expect(count()).toBeLessThan(8);
  });

  it('is passed over for what an earlier sender sends, and where the record cannot be read', async () => {
    await open(registries(), 'ses');
    const { id } = await t.messaging.email.send(mail);
    await t.sender.update({ address: 'news@acme.example' });
    t.transport('smtp').answer(() => 'retry');
    await t.messaging.deliverDue();
    expect((await seen(id)).detail).toContain('ses was passed over: the site has no sender of this address');
    t.storage.senders.list = () => Promise.reject(new Error('The storage is away.'));
    t.advance(60 * minute);
    await t.messaging.deliverDue();
    expect((await seen(id)).detail).toContain('could not be read');
    expect(t.errors).toContain('reading whether a sender is set up with ses');
  });
});

describe('the code mail', () => {
  const codeSender = { address: 'accounts@post.example' };
  const us = (name: string, own?: typeof codeSender) =>
    memoryRegistry({ codeSentBy: 'us', name, ...(own ? { codeSender: own } : {}) });

  it.each([
    ['no registry', undefined, 'sent'],
    ['the same sender for it', us('ses', codeSender), 'sent'],
    ['another sender for it', us('ses', { address: 'other@post.example' }), 'queued'],
    ['none for it', us('ses'), 'queued'],
    ['a code of its own', memoryRegistry({ codeSentBy: 'provider', name: 'ses' }), 'queued'],
  ] as const)('goes by another transport with %s: %s', async (_what, ses, status) => {
    t = several({ smtp: us('smtp', codeSender), ses });
    t.transport('smtp').fail('retry');
    await t.sender.create(acme);
    await t.messaging.deliverDue();
    const [row] = (await t.messaging.email.history()).items;
    expect(row?.status).toBe(status);
    expect(t.transport('ses').sent).toHaveLength(status === 'sent' ? 1 : 0);
  });
});
