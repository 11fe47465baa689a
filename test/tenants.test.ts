import { memory, memoryDns, memoryTransport } from '@postern/memory';
import { beforeEach, describe, expect, it } from 'vitest';
import { Messaging, type Site } from '../src/index.ts';
import { callback, TestProvider } from './support/provider.ts';

const publicUrl = 'https://acme.example/messaging';
const at = '2030-01-01T12:00:00.000Z';

/** Two processes of one service: on one storage, each asking the host's database for its tenants, neither knowing any beforehand. */
function open() {
  const tenants = new Map<string, Site>([['late', { id: 'late', name: 'Late' }]]);
  const asked: string[] = [];
  const wiring = memory();
  const started = (name: string) => {
    const email = memoryTransport({ channel: 'email' });
    const sms = new TestProvider();
    const faults: unknown[] = [];
    const messaging = new Messaging({
      ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), publicUrl, email, sms },
      storage: wiring.storage,
      // A process of its own hears of nothing but by the storage.
      queue: memory().queue,
      dns: memoryDns({ 'late.example': { MX: [{ exchange: 'mx.late.example', priority: 10 }] } }),
      sites: async (id) => {
        asked.push(`${name} ${id}`);
        return tenants.get(id);
      },
    });
    messaging.on('error', ({ error }) => faults.push(error));
    return { messaging, email, sms, faults };
  };
  return { tenants, asked, one: started('one'), other: started('other') };
}

describe('a tenant that only the host’s function knows', () => {
  let t: ReturnType<typeof open>;
  const late = () => t.one.messaging.loadSite('late');
  const to = { address: 'jo@customer.example' };

  beforeEach(() => {
    t = open();
  });

  async function ready() {
    const site = await late();
    const vouched = { confirmedByHost: { actor: 'deploy' } };
    await site.email.sender.create({ name: 'Late', address: 'hello@late.example', ...vouched });
    await site.sms.sender.set('Late');
    return site;
  }

  it('has its code mail handed over by a process that never heard of it', async () => {
    const { sender } = (await late()).email;
    await sender.create({ name: 'Late', address: 'hello@late.example' });
    await t.other.messaging.deliverDue();
    const [mail] = t.other.email.sent;
    expect(mail?.subject).toContain('[Late]');
    const code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? '';
    expect(await (await t.other.messaging.loadSite('late')).email.sender.confirm(code)).toMatchObject({
      ready: true,
    });
  });

  it('is found by a callback, and by what its consumers write', async () => {
    const site = await ready();
    const { id } = await site.sms.send({ to: { address: '+447400123456' }, text: 'Hello' });
    await t.other.messaging.deliverDue();
    const url = t.other.sms.taken[0]?.callbackUrl ?? '';
    expect(new URL(url).searchParams.get('s')).toBe('late');
    const inbound = { from: '+447400123456', to: 'Late', text: 'STOP', at, providerId: 'in-1' };
    const answered = await t.other.messaging.handle(
      callback(url, { events: [{ type: 'delivered', at }], inbound: [inbound] }),
    );
    expect(answered.status).toBe(200);
    expect((await site.sms.get(id)).status).toBe('delivered');
    expect((await site.sms.suppressions.list()).items).toMatchObject([{ address: '+447400123456' }]);
    expect(t.other.faults).toEqual([]);
  });

  it('is found by its links to unsubscribe, and another name is seen after forgetSite', async () => {
    const site = await ready();
    await site.email.send({ to, subject: 'News', text: 'Hello', unsubscribe: true });
    await t.one.messaging.deliverDue();
    const link = t.one.email.sent[0]?.headers['List-Unsubscribe']?.slice(1, -1) ?? '';
    const page = async () => (await t.other.messaging.handle(new Request(link))).text();
    expect(await page()).toContain('Late');
    t.tenants.set('late', { id: 'late', name: 'Renamed' });
    expect(await page()).not.toContain('Renamed');
    t.other.messaging.forgetSite('late');
    expect(await page()).toContain('Renamed');
    expect((await t.other.messaging.loadSite('late')).site.name).toBe('Renamed');
    const pressed = new Request(link, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
    expect((await t.other.messaging.handle(pressed)).status).toBe(200);
    expect((await site.email.suppressions.list()).items).toHaveLength(1);
    t.tenants.delete('late');
    t.other.messaging.forgetSite('late');
    await expect(t.other.messaging.loadSite('late')).rejects.toMatchObject({ code: 'unknown_site' });
  });

  it('is asked for once where many ask at a time, and again where the host’s database failed', async () => {
    const { messaging } = t.one;
    await Promise.all(Array.from({ length: 20 }, () => messaging.loadSite('late')));
    expect(t.asked).toEqual(['one late']);
    const failing = new Messaging({
      ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), ...memory() },
      sites: () => {
        t.asked.push('failing');
        throw new Error('The database is away.');
      },
    });
    for (let n = 0; n < 2; n += 1) await expect(failing.loadSite('late')).rejects.toThrow('away');
    expect(t.asked).toEqual(['one late', 'failing', 'failing']);
  });
});
