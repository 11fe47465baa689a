import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory, memoryTransport } from '@postern/memory';
import { afterEach, describe, expect, it } from 'vitest';
import { Messaging, type MessagingConfig, nodeHandler } from '../src/index.ts';
import { callback, TestProvider } from './support/provider.ts';
import { insertReadySender } from './support/ready-sender.ts';

const publicUrl = 'https://acme.example/messaging';
const at = '2030-01-01T12:00:00.000Z';
const sms = { to: { address: '+447400123456' }, text: 'Hello' };

async function open(extra: Partial<MessagingConfig> = {}) {
  const provider = new TestProvider();
  const email = memoryTransport({ channel: 'email' });
  const wiring = memory();
  const messaging = new Messaging({
    ...{
      site: { id: 'acme', name: 'Acme <&> Co' },
      sites: [{ id: 'other', name: 'Other' }],
      secret: 'x'.repeat(32),
    },
    ...{ ...wiring, sms: provider, email, publicUrl },
    ...extra,
  });
  await insertReadySender(wiring.storage);
  return { messaging, provider, email, ...wiring };
}

async function sentSms(extra: Partial<MessagingConfig> = {}) {
  const t = await open(extra);
  const { id } = await t.messaging.sms.send(sms);
  await t.messaging.deliverDue();
  return { ...t, id, url: t.provider.taken[0]?.callbackUrl ?? '' };
}

describe('a provider’s callback', () => {
  it('moves the message named by its URL', async () => {
    const { messaging, id, url } = await sentSms();
    expect(url).toMatch(
      /^https:\/\/acme\.example\/messaging\/callback\/sms\/provider\?c=[a-z0-9-]{52}&s=acme$/,
    );
    const response = await messaging.handle(callback(url, { events: [{ type: 'delivered', at }] }));
    expect([response.status, await response.text()]).toEqual([200, '<Response/>']);
    expect((await messaging.sms.get(id)).status).toBe('delivered');
  });

  it('is refused with 403 where the provider did not sign it, and nothing is recorded', async () => {
    const { messaging, id, url } = await sentSms();
    const response = await messaging.handle(callback(url, { events: [{ type: 'delivered', at }] }, 'forged'));
    expect(response.status).toBe(403);
    expect(await messaging.sms.get(id)).toMatchObject({ status: 'sent', events: { length: 3 } });
  });

  it('is judged by the public address, whatever host and port it came in by', async () => {
    const { messaging, provider, id, url } = await sentSms();
    const urls: string[] = [];
    const webhook = provider.webhook;
    Object.assign(provider, {
      webhook: (request: Parameters<typeof webhook>[0]) => {
        urls.push(request.url);
        return webhook(request);
      },
    });
    const inner = url.replace('https://acme.example', 'http://10.0.0.7:3000');
    await messaging.handle(callback(inner, { events: [{ type: 'delivered', at }] }));
    expect(urls).toEqual([url]);
    expect((await messaging.sms.get(id)).status).toBe('delivered');
  });

  it('that overtakes the answer of the hand-over is not lost', async () => {
    const t = await open();
    t.provider.answer = async (_message, { callbackUrl = '' }) => {
      await t.messaging.handle(callback(callbackUrl, { events: [{ type: 'delivered', at }] }));
      return { outcome: 'accepted' };
    };
    const { id } = await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    expect(await t.messaging.sms.get(id)).toMatchObject({ status: 'delivered', attempts: 1 });
  });

  it('proves that a hand-over without an answer was taken', async () => {
    const t = await open();
    t.provider.answer = () => ({ outcome: 'unknown', failure: { class: 'ambiguous', message: 'no answer' } });
    const { id } = await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    expect((await t.messaging.sms.get(id)).status).toBe('unknown');
    await t.messaging.handle(
      callback(t.provider.taken[0]?.callbackUrl ?? '', { events: [{ type: 'sent', at }] }),
    );
    expect((await t.messaging.sms.get(id)).status).toBe('sent');
  });

  it.each([
    ['of another hand-over', (url: string) => url.replace('-1-', '-2-')],
    ['of another message', (url: string) => url.replace(/c=./, (found) => (found === 'c=0' ? 'c=1' : 'c=0'))],
    ['with another tag', (url: string) => url.replace(/.(?=&s=)/, (digit) => (digit === '0' ? '1' : '0'))],
    ['without a handle', (url: string) => url.replace(/c=[^&]*&/, '')],
  ])('%s is answered, counted and changes nothing', async (_what, change) => {
    const { messaging, id, url } = await sentSms();
    const told: unknown[] = [];
    messaging.on('callback.received', (event) => told.push(event));
    const response = await messaging.handle(callback(change(url), { events: [{ type: 'delivered', at }] }));
    expect(response.status).toBe(200);
    expect(await messaging.sms.get(id)).toMatchObject({ status: 'sent', events: { length: 3 } });
    const counts = { applied: 0, repeated: 0, dropped: 1, inbound: 0 };
    expect(told).toEqual([{ channel: 'sms', transport: 'provider', ...counts }]);
  });

  it('goes by its handle, whatever site the URL names', async () => {
    const { messaging, id, url } = await sentSms();
    await messaging.handle(
      callback(url.replace('s=acme', 's=other'), { events: [{ type: 'delivered', at }] }),
    );
    expect((await messaging.sms.get(id)).status).toBe('delivered');
  });

  it('is asked for again where it could not be recorded', async () => {
    const faults: string[] = [];
    const { messaging, url, storage } = await sentSms();
    messaging.on('error', ({ during }) => faults.push(during));
    Object.assign(storage.messages, { report: () => Promise.reject(new Error('the database is gone')) });
    const response = await messaging.handle(callback(url, { events: [{ type: 'delivered', at }] }));
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('database');
    expect(faults).toEqual(['a request to callback']);
  });

  it.each([
    ['another path', 'https://acme.example/elsewhere', 404],
    ['no transport of that name', `${publicUrl}/callback/sms/nobody`, 404],
    ['a channel that is none', `${publicUrl}/callback/fax/provider`, 404],
    ['the root', `${publicUrl}/`, 404],
  ])('to %s is answered %s', async (_what, url, status) => {
    const { messaging } = await open();
    expect((await messaging.handle(callback(url, {}))).status).toBe(status);
  });

  it('over 1 MB is refused', async () => {
    const { messaging, url } = await sentSms();
    const response = await messaging.handle(callback(url, { pad: 'x'.repeat(1_100_000) }));
    expect(response.status).toBe(413);
  });
});

describe('an SMS from a consumer', () => {
  const inbound = (text: string, optOut?: string) => ({
    inbound: [{ from: '+447400123456', to: '+447400000000', text, ...(optOut ? { optOut } : {}) }],
  });
  const url = `${publicUrl}/callback/sms/provider`;

  it.each([' stop ', 'STOPALL', 'Unsubscribe', 'revoke'])(
    'that says "%s" suppresses the number, and START lifts that',
    async (word) => {
      const { messaging } = await open();
      const seen: unknown[] = [];
      messaging.on('message.received', ({ keyword, site }) => seen.push([keyword, site]));
      await messaging.handle(callback(url, inbound(word)));
      expect((await messaging.sms.send(sms)).status).toBe('suppressed');
      await messaging.handle(callback(url, inbound('start')));
      expect((await messaging.sms.send(sms)).status).toBe('queued');
      expect(seen).toEqual([
        ['stop', 'acme'],
        ['start', 'acme'],
      ]);
    },
  );

  it.each(['please stop', 'stop it', '', 'HELP', 'Hello'])(
    'that says "%s" suppresses nothing',
    async (text) => {
      const { messaging } = await open();
      await messaging.handle(callback(url, inbound(text)));
      expect((await messaging.sms.send(sms)).status).toBe('queued');
    },
  );

  it('is an opt-out where the provider says so, in whatever language', async () => {
    const { messaging } = await open();
    await messaging.handle(callback(`${url}?s=other`, inbound('arrêt', 'stop')));
    expect((await messaging.forSite('other').sms.send(sms)).status).toBe('suppressed');
    expect((await messaging.sms.send(sms)).status).toBe('queued');
  });

  it('is obeyed once: a captured START, sent again after a STOP, lifts nothing', async () => {
    const { messaging } = await open();
    const say = (text: string, providerId: string) =>
      messaging.handle(callback(url, { inbound: [{ ...inbound(text).inbound[0], providerId }] }));
    await say('START', 'SM1');
    await say('STOP', 'SM2');
    expect((await say('START', 'SM1')).status).toBe(200);
    expect((await messaging.sms.send(sms)).status).toBe('suppressed');
    await say('START', 'SM3');
    expect((await messaging.sms.send(sms)).status).toBe('queued');
    const changes = await messaging.sms.suppressions.history(sms.to.address);
    expect(changes.map(({ action, actor }) => [action, actor])).toEqual([
      ['suppression.removed', 'recipient'],
      ['suppression.added', 'recipient'],
    ]);
  });

  it('is told of once, also where the provider repeats it at the same moment', async () => {
    const { messaging } = await open();
    const texts: string[] = [];
    messaging.on('message.received', (event) => texts.push(event.inbound.text));
    const body = { inbound: [{ ...inbound('Hello').inbound[0], providerId: 'SM1' }] };
    await Promise.all([1, 2, 3].map(() => messaging.handle(callback(url, body))));
    expect(texts).toEqual(['Hello']);
  });

  it('is obeyed when it comes again after an attempt that broke half-way', async () => {
    const { messaging, storage } = await open();
    messaging.on('error', () => undefined);
    const { add } = storage.seen;
    Object.assign(storage.seen, { add: () => Promise.reject(new Error('the database is gone')) });
    const body = { inbound: [{ ...inbound('STOP').inbound[0], providerId: 'SM1' }] };
    expect((await messaging.handle(callback(url, body))).status).toBe(503);
    Object.assign(storage.seen, { add });
    const keywords: unknown[] = [];
    messaging.on('message.received', ({ keyword }) => keywords.push(keyword));
    expect((await messaging.handle(callback(url, body))).status).toBe(200);
    expect(keywords).toEqual(['stop']);
    expect((await messaging.sms.send(sms)).status).toBe('suppressed');
  });

  it('is not remembered for ever: an ordinary one for a month, one that was obeyed for a year', async () => {
    let time = Date.parse(at);
    const { messaging, storage } = await open({ clock: () => new Date(time) });
    for (const [text, providerId] of [
      ['Hello', 'SM1'],
      ['STOP', 'SM2'],
    ] as const)
      await messaging.handle(callback(url, { inbound: [{ ...inbound(text).inbound[0], providerId }] }));
    const known = (id: string) => storage.seen.has({ site: 'acme', key: `sms/${id}`, now: new Date(time) });
    const olderThan = new Date(0);
    time += 29 * 86_400_000;
    await messaging.prune({ olderThan });
    expect([await known('SM1'), await known('SM2')]).toEqual([true, true]);
    time += 2 * 86_400_000;
    await messaging.prune({ olderThan });
    expect([await known('SM1'), await known('SM2')]).toEqual([false, true]);
    time += 370 * 86_400_000;
    await messaging.prune({ olderThan });
    expect(await known('SM2')).toBe(false);
    expect(await storage.seen.prune({ limit: 10, now: new Date(time) })).toBe(0);
  });

  it('cannot lift with START what STOP did not put there', async () => {
    const { messaging } = await open();
    await messaging.sms.suppressions.add({ address: '+447400123456', reason: 'manual' });
    await messaging.handle(callback(url, inbound('STOP')));
    await messaging.handle(callback(url, inbound('START')));
    expect((await messaging.sms.send(sms)).status).toBe('suppressed');
  });
});

describe('unsubscribing', () => {
  const mail = { to: { address: 'Jo@customer.example' }, subject: 'News', text: 'x', unsubscribe: true };

  async function sentMail() {
    const t = await open();
    const { id } = await t.messaging.email.send(mail);
    await t.messaging.deliverDue();
    const { headers = {} } = t.email.sent[0] ?? {};
    return { ...t, id, headers, url: headers['List-Unsubscribe']?.slice(1, -1) ?? '' };
  }

  it('is offered in the headers, by a token that shows nothing of the recipient', async () => {
    const { headers, url } = await sentMail();
    expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    expect(url).toMatch(/^https:\/\/acme\.example\/messaging\/unsubscribe\/[\w-]+$/);
    const token = url.split('/').at(-1) ?? '';
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('customer');
  });

  it('takes one POST, without login, and is final for the next mail', async () => {
    const { messaging, id, url } = await sentMail();
    const response = await messaging.handle(
      new Request(url, { method: 'POST', body: 'List-Unsubscribe=One-Click' }),
    );
    expect(response.status).toBe(200);
    expect((await messaging.email.send(mail)).status).toBe('suppressed');
    expect((await messaging.email.get(id)).events.at(-1)).toMatchObject({
      type: 'unsubscribed',
      status: 'sent',
    });
    expect((await messaging.handle(new Request(url, { method: 'POST' }))).status).toBe(200);
    expect(await messaging.email.suppressions.find('jo@customer.example')).toMatchObject({
      reason: 'opted_out',
      source: 'recipient',
    });
  });

  it('only asks on GET: link scanners unsubscribe nobody', async () => {
    const { messaging, url } = await sentMail();
    const response = await messaging.handle(new Request(url));
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('<form method="post">');
    expect(html).toContain('Acme &#60;&#38;&#62; Co');
    expect((await messaging.email.send(mail)).status).toBe('queued');
  });

  it('refuses a token that was changed, or of nobody', async () => {
    const { messaging, url } = await sentMail();
    for (const wrong of [
      `${url.slice(0, -4)}AAAA`,
      `${publicUrl}/unsubscribe/x`,
      `${publicUrl}/unsubscribe/${'x'.repeat(3000)}`,
    ]) {
      expect((await messaging.handle(new Request(wrong, { method: 'POST' }))).status).toBe(404);
    }
    expect((await messaging.handle(new Request(url, { method: 'DELETE' }))).status).toBe(405);
    expect((await messaging.email.suppressions.list()).items).toEqual([]);
  });

  it('needs a public address', async () => {
    const { messaging } = await open({ publicUrl: 'https://acme.example/m' });
    const bare = new Messaging({
      site: { id: 'a', name: 'A' },
      secret: 'x'.repeat(32),
      ...memory(),
      email: memoryTransport({ channel: 'email' }),
    });
    await expect(bare.handle(new Request('http://localhost/'))).rejects.toMatchObject({
      code: 'invalid_config',
    });
    expect(messaging).toBeDefined();
    for (const wrong of ['ftp://a.example', 'acme.example', 'https://a.example/?x=1'])
      await expect(open({ publicUrl: wrong })).rejects.toMatchObject({ code: 'invalid_config' });
  });
});

describe('nodeHandler', () => {
  let close: () => void = () => undefined;
  afterEach(() => close());

  it('serves a Node server: the raw body reaches the signature check', async () => {
    const { messaging, id, url } = await sentSms();
    const server = createServer(nodeHandler((request) => messaging.handle(request)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close = () => server.close();
    const { port } = server.address() as AddressInfo;
    const local = url.replace('https://acme.example', `http://127.0.0.1:${port}`);
    const post = (signature: string) =>
      fetch(local, {
        method: 'POST',
        headers: { 'x-signature': signature },
        body: JSON.stringify({ events: [{ type: 'delivered', at }] }),
      });
    expect((await post('forged')).status).toBe(403);
    expect((await post('genuine')).status).toBe(200);
    expect((await messaging.sms.get(id)).status).toBe('delivered');
  });
});
