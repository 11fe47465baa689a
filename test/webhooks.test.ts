import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory } from '@postern/memory';
import { type TestMessaging, type TestOptions, testMessaging } from '@postern/memory/testing';
import { Webhook as Verifier } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import { Messaging, type MessagingConfig, type WebhookRecord } from '../src/index.ts';

const hour = 3_600_000;
const day = 24 * hour;

interface Posted {
  readonly type: string;
  readonly timestamp: string;
  readonly version: number;
  readonly data: {
    readonly eventId: string;
    readonly site: string;
    readonly message: Record<string, unknown>;
    readonly event: Record<string, unknown>;
  };
}

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
  readonly body: Posted;
}

const opened: Server[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A receiver on loopback that answers what it is told to. */
async function receiver() {
  const got: Got[] = [];
  const answers = { next: (_body: Posted): number => 204 };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString('utf8');
    const body: Posted = JSON.parse(raw);
    got.push({ headers: request.headers, raw, body });
    response.writeHead(answers.next(body)).end();
  });
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    got,
    answers,
    url: `http://127.0.0.1:${port}/hooks`,
    types: () => got.map(({ body }) => body.type),
  };
}

const inside = { allowHttp: true, allowPrivateAddresses: true };

function testing(options: TestOptions = {}): Promise<TestMessaging> {
  return testMessaging({ startAt: new Date(), webhookOptions: inside, ...options });
}

const sms = (text = 'Hello') => ({ to: { address: '+447400123456' }, text });

/** What the library makes of it, which throws where the signature is wrong. */
function verified({ raw, headers }: Got, secret: string): unknown {
  return new Verifier(secret).verify(raw, headers as Record<string, string>);
}

describe('a webhook', () => {
  it('is told what becomes of the site’s messages, signed, and without what they say', async () => {
    const there = await receiver();
    const t = await testing();
    const { webhook, secret } = await t.messaging.webhooks.create({ url: there.url, actor: 'u1' });
    expect(webhook).toMatchObject({ site: 'test', url: there.url, createdBy: 'u1', waiting: 0, parked: 0 });
    const { id } = await t.messaging.email.send({
      to: { name: 'Jo', address: 'jo@customer.example' },
      subject: 'A secret subject',
      text: 'A secret text',
      reference: 'order/4711',
      metadata: { plan: 'gold' },
    });
    await t.deliverAll();
    expect(there.types()).toEqual(['message.queued', 'message.sending', 'message.sent']);
    const last = there.got.at(-1);
    if (!last) throw new Error('Nothing came.');
    expect(verified(last, secret)).toEqual(last.body);
    expect(last.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': last.body.data.eventId,
    });
    expect(last.body).toMatchObject({
      version: 1,
      data: {
        site: 'test',
        message: {
          id,
          channel: 'email',
          status: 'sent',
          to: { name: 'Jo', address: 'jo@customer.example' },
          reference: 'order/4711',
          metadata: { plan: 'gold' },
        },
        event: { type: 'sent', status: 'sent', attempt: 1 },
      },
    });
    expect(new Date(last.body.timestamp)).toEqual(new Date(String(last.body.data.event.at)));
    for (const { raw } of there.got) expect(raw).not.toContain('secret');
    expect(await t.messaging.webhooks.get(webhook.id)).toMatchObject({ waiting: 0 });
  });

  it('is told of the types it wants, of its own site, from when it was made', async () => {
    const [one, other] = [await receiver(), await receiver()];
    const t = await testing({ sites: [{ id: 'other', name: 'Other' }] });
    const elsewhere = t.messaging.forSite('other');
    await t.messaging.sms.send(sms('too early'));
    await t.messaging.webhooks.create({ url: one.url, types: ['sent'] });
    await elsewhere.webhooks.create({ url: other.url, types: ['queued', 'sent'] });
    await t.messaging.sms.send(sms());
    await elsewhere.sms.send(sms());
    await t.deliverAll();
    expect(one.types()).toEqual(['message.sent', 'message.sent']);
    expect(other.types()).toEqual(['message.queued', 'message.sent']);
    expect(other.got.map(({ body }) => body.data.site)).toEqual(['other', 'other']);
    expect(await t.messaging.webhooks.list()).toHaveLength(1);
  });

  it('is nobody else’s', async () => {
    const t = await testing({ sites: [{ id: 'other', name: 'Other' }] });
    const { webhook } = await t.messaging.webhooks.create({ url: 'https://acme.example/' });
    const { webhooks } = t.messaging.forSite('other');
    const { id } = webhook;
    const calls = [
      () => webhooks.get(id),
      () => webhooks.update(id, { description: 'mine' }),
      () => webhooks.delete(id),
      () => webhooks.rotateSecret(id),
      () => webhooks.enable(id),
      () => webhooks.retry(id),
      () => webhooks.disable(id),
      () => webhooks.test(id),
      () => webhooks.deliveries(id),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'webhook_not_found' });
    expect(await webhooks.list()).toEqual([]);
    expect(await t.messaging.webhooks.list()).toHaveLength(1);
  });

  it('that fails at random gets every event, in order for each message', async () => {
    const there = await receiver();
    let seed = 7;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const taken: Posted[] = [];
    there.answers.next = (body) => {
      if (random() < 0.4) return 500;
      taken.push(body);
      return 200;
    };
    const t = await testing();
    const { webhook } = await t.messaging.webhooks.create({ url: there.url });
    for (let index = 0; index < 20; index += 1) await t.messaging.sms.send(sms());
    for (let round = 0; round < 60; round += 1) {
      await t.deliverAll();
      t.advance(hour / 2);
    }
    expect(await t.messaging.webhooks.get(webhook.id)).toMatchObject({ waiting: 0, parked: 0 });
    expect(there.got.length).toBeGreaterThan(taken.length);
    const messages = new Set(taken.map(({ data }) => data.message.id));
    expect(messages.size).toBe(20);
    for (const id of messages)
      expect(taken.flatMap(({ type, data }) => (data.message.id === id ? type : []))).toEqual([
        'message.queued',
        'message.sending',
        'message.sent',
      ]);
  });

  it('gets the same id and another signature in each attempt, and the log says how each ended', async () => {
    const there = await receiver();
    const t = await testing();
    const { webhook, secret } = await t.messaging.webhooks.create({ url: there.url, types: ['sent'] });
    const answers = [500, 302, 204];
    there.answers.next = () => answers.shift() ?? 204;
    await t.messaging.sms.send(sms());
    for (let round = 0; round < 4; round += 1) {
      await t.deliverAll();
      t.advance(60_000);
    }
    expect(there.got).toHaveLength(3);
    expect(new Set(there.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(there.got.map(({ headers }) => headers['webhook-signature'])).size).toBe(3);
    for (const got of there.got) expect(verified(got, secret)).toEqual(got.body);
    const { items } = await t.messaging.webhooks.deliveries(webhook.id);
    const eventId = there.got[0]?.body.data.eventId;
    expect(items).toMatchObject([
      { eventId, type: 'message.sent', attempt: 3, status: 204 },
      { eventId, attempt: 2, status: 302, failure: 'redirected' },
      { eventId, attempt: 1, status: 500, failure: 'refused' },
    ]);
    expect(items[0]).not.toHaveProperty('failure');
    const first = await t.messaging.webhooks.deliveries(webhook.id, { limit: 2 });
    const cursor = first.next ?? '';
    expect((await t.messaging.webhooks.deliveries(webhook.id, { cursor })).items).toEqual(items.slice(2));
    t.advance(31 * day);
    expect((await t.messaging.webhooks.deliveries(webhook.id)).items).toEqual([]);
  });
});

describe('a webhook that takes nothing', () => {
  async function failing() {
    const there = await receiver();
    there.answers.next = () => 503;
    const t = await testing();
    const told: WebhookRecord[] = [];
    t.messaging.on('webhook.disabled', ({ webhook }) => told.push(webhook));
    const faults: unknown[] = [];
    t.messaging.on('error', ({ error }) => faults.push(error));
    const { webhook } = await t.messaging.webhooks.create({ url: there.url, types: ['sent'] });
    await t.messaging.sms.send(sms());
    const rounds = async (count: number, ms: number) => {
      for (let round = 0; round < count; round += 1) {
        await t.deliverAll();
        t.advance(ms);
      }
    };
    return { t, there, told, faults, id: webhook.id, rounds, webhooks: t.messaging.webhooks };
  }

  it('is disabled after three days, told of, and goes on with everything once it is enabled', async () => {
    const { t, there, told, faults, id, rounds, webhooks } = await failing();
    await rounds(30, hour * 2);
    expect(await webhooks.get(id)).not.toHaveProperty('disabled');
    await rounds(20, hour * 2);
    const disabled = { at: expect.any(Date), reason: 'failing' };
    expect(await webhooks.get(id)).toMatchObject({ disabled, parked: 1 });
    expect(told).toMatchObject([{ id, disabled }]);
    // It is no fault of the host's.
    expect(faults).toEqual([]);
    const tries = there.got.length;
    expect(tries).toBeGreaterThan(10);
    expect(tries).toBeLessThan(40);
    await t.messaging.sms.send(sms('while it was disabled'));
    await rounds(3, day);
    expect(there.got).toHaveLength(tries);
    expect(await webhooks.get(id)).toMatchObject({ waiting: 1, parked: 1 });

    there.answers.next = () => 200;
    expect(await webhooks.enable(id)).not.toHaveProperty('disabled');
    await t.deliverAll();
    expect(there.got).toHaveLength(tries + 2);
    expect(await webhooks.get(id)).toMatchObject({ waiting: 0, parked: 0 });
    expect(told).toHaveLength(1);
  });

  it('stays where it took others meanwhile: the one event is set aside, until somebody lets it go again', async () => {
    const { t, there, told, id, rounds, webhooks } = await failing();
    await t.deliverAll();
    const poison = there.got[0]?.body.data.eventId;
    there.answers.next = ({ data }) => (data.eventId === poison ? 500 : 200);
    for (let index = 0; index < 4; index += 1) {
      await t.messaging.sms.send(sms());
      await rounds(10, hour * 2);
    }
    expect(await webhooks.get(id)).toMatchObject({ parked: 1, waiting: 0 });
    expect(await webhooks.get(id)).not.toHaveProperty('disabled');
    expect(told).toEqual([]);
    there.answers.next = () => 200;
    const tries = there.got.length;
    // It is not disabled: enabling it changes nothing.
    expect(await webhooks.enable(id, { actor: 'u4' })).toMatchObject({ parked: 1 });
    await t.deliverAll();
    expect(there.got).toHaveLength(tries);
    expect(await webhooks.retry(id, { actor: 'u5' })).toBe(1);
    await t.deliverAll();
    expect(there.got.at(-1)?.body.data.eventId).toBe(poison);
    expect(await webhooks.get(id)).toMatchObject({ parked: 0 });
    expect(await webhooks.retry(id, { actor: 'u6' })).toBe(0);
    const { items } = await t.messaging.audit.list({ subject: id, limit: 2 });
    expect(items.map(({ action, actor }) => [action, actor])).toEqual([
      ['webhook.retried', 'u5'],
      ['webhook.created', undefined],
    ]);
  });

  it('keeps the waits of what failed where it is enabled though it was not disabled', async () => {
    const { t, there, id, webhooks } = await failing();
    await t.deliverAll();
    const tries = there.got.length;
    await webhooks.enable(id);
    await t.deliverAll();
    expect(there.got).toHaveLength(tries);
    await webhooks.disable(id);
    expect(await webhooks.retry(id)).toBe(1);
    await t.deliverAll();
    expect(there.got).toHaveLength(tries);
    await webhooks.enable(id);
    await t.deliverAll();
    expect(there.got).toHaveLength(tries + 1);
  });

  it('is disabled at once where it says that it is gone; what waits goes at once when it is enabled', async () => {
    const { t, there, told, id, rounds, webhooks } = await failing();
    there.answers.next = () => 410;
    await t.messaging.sms.send(sms());
    await rounds(3, 100);
    expect(await webhooks.get(id)).toMatchObject({ disabled: { reason: 'gone' } });
    expect(told).toHaveLength(1);
    const tries = there.got.length;
    expect(tries).toBeLessThanOrEqual(2);
    there.answers.next = () => 200;
    await webhooks.enable(id);
    await t.deliverAll();
    expect(there.got).toHaveLength(tries + 2);
  });

  it('is disabled by hand, by whom, and told nothing meanwhile', async () => {
    const { t, there, told, id, webhooks } = await failing();
    const by = { at: t.now, reason: 'by_hand', by: 'u2' };
    expect(await webhooks.disable(id, { actor: 'u2' })).toMatchObject({ disabled: by });
    expect(await webhooks.disable(id, { actor: 'u3' })).toMatchObject({ disabled: by });
    expect(told).toHaveLength(1);
    await t.deliverAll();
    expect(there.got).toEqual([]);
    // Whether it is back is seen all the same.
    expect(await webhooks.test(id)).toMatchObject({ type: 'webhook.test', status: 503, failure: 'refused' });
    there.answers.next = () => 200;
    await webhooks.enable(id);
    await t.deliverAll();
    expect(there.types()).toEqual(['webhook.test', 'message.sent']);
  });
});

describe('what people do with webhooks', () => {
  it('a test posts a ping, signed, and answers what came back', async () => {
    const there = await receiver();
    const t = await testing();
    const { webhook, secret } = await t.messaging.webhooks.create({ url: there.url });
    const came = await t.messaging.webhooks.test(webhook.id);
    expect(came).toMatchObject({ type: 'webhook.test', attempt: 1, status: 204, ms: expect.any(Number) });
    const [ping] = there.got;
    if (!ping) throw new Error('Nothing came.');
    expect(verified(ping, secret)).toMatchObject({
      type: 'webhook.test',
      version: 1,
      data: { eventId: came.eventId, site: 'test' },
    });
    expect((await t.messaging.webhooks.deliveries(webhook.id)).items).toEqual([came]);
  });

  it('while a secret is replaced both sign, for a day', async () => {
    const there = await receiver();
    const t = await testing();
    const { webhooks } = t.messaging;
    const { webhook, secret: first } = await webhooks.create({ url: there.url });
    const { secret: second, earlierUntil } = await webhooks.rotateSecret(webhook.id);
    expect(earlierUntil).toEqual(new Date(t.now.getTime() + day));
    const { secret: third } = await webhooks.rotateSecret(webhook.id);
    await webhooks.test(webhook.id);
    const [ping] = there.got;
    if (!ping) throw new Error('Nothing came.');
    for (const secret of [first, second, third]) expect(verified(ping, secret)).toEqual(ping.body);
    t.advance(day);
    await webhooks.test(webhook.id);
    const later = there.got[1];
    expect(String(later?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });

  it('secrets are sealed, and sealed anew with the host’s secret', async () => {
    const { storage, queue } = memory();
    const secrets = ['a secret for tests, long enough to pass', 'another secret for tests, long enough too'];
    const [old = '', next = ''] = secrets;
    const messagingWith = (secret: MessagingConfig['secret']) =>
      new Messaging({ site: { id: 'test', name: 'Test' }, storage, queue, secret, webhookOptions: inside });
    const there = await receiver();
    const made = await messagingWith(old).webhooks.create({ url: there.url });
    expect(JSON.stringify(await storage.secrets.list({ limit: 100 }))).not.toContain(made.secret);
    expect(await messagingWith([next, old]).rotateSecret()).toMatchObject({ done: true });
    await messagingWith(next).webhooks.test(made.webhook.id);
    const [ping] = there.got;
    if (!ping) throw new Error('Nothing came.');
    expect(verified(ping, made.secret)).toEqual(ping.body);
  });

  it('another URL gets what waits, other types concern what follows', async () => {
    const [one, other] = [await receiver(), await receiver()];
    const t = await testing();
    const { webhooks } = t.messaging;
    const { webhook } = await webhooks.create({
      url: one.url,
      types: ['queued', 'sent'],
      description: 'CRM',
    });
    await t.messaging.sms.send(sms());
    expect(await webhooks.update(webhook.id, { url: other.url, types: ['sent'] })).toMatchObject({
      url: other.url,
      types: ['sent'],
      description: 'CRM',
    });
    await t.deliverAll();
    expect([one.types(), other.types()]).toEqual([[], ['message.sent']]);
    const all = await webhooks.update(webhook.id, { types: null, description: '' });
    expect(all).not.toHaveProperty('types');
    expect(all).not.toHaveProperty('description');
    await t.messaging.sms.send(sms());
    await t.deliverAll();
    expect(other.types().slice(1)).toEqual(['message.queued', 'message.sending', 'message.sent']);
  });

  it('one that is deleted is told nothing more, and nothing is left of it', async () => {
    const there = await receiver();
    const t = await testing();
    const { webhooks } = t.messaging;
    const { webhook } = await webhooks.create({ url: there.url });
    await t.deliverAll();
    await t.messaging.sms.send(sms());
    await webhooks.delete(webhook.id);
    await t.deliverAll();
    expect(there.got).toEqual([]);
    expect(await webhooks.list()).toEqual([]);
    expect(await t.storage.subscriptions.list()).toEqual([]);
    const left = await t.storage.secrets.list({ limit: 100 });
    expect(left.filter(({ name }) => name.startsWith('webhook/'))).toEqual([]);
  });

  it('what cannot be called is refused with a sentence, and nothing is made', async () => {
    const t = await testMessaging();
    const { webhooks } = t.messaging;
    for (const url of [
      'http://acme.example/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://u:p@acme.example/',
    ])
      await expect(webhooks.create({ url })).rejects.toMatchObject({
        code: 'invalid_argument',
        details: { field: 'url' },
      });
    await expect(webhooks.create({ url: 'https://acme.example/', types: [] })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
    const { webhook } = await webhooks.create({ url: 'https://acme.example/' });
    await expect(webhooks.update(webhook.id, { url: 'https://10.0.0.1/' })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
    expect(await webhooks.list()).toHaveLength(1);
    expect(await t.storage.subscriptions.list()).toHaveLength(1);
  });

  it('a site has at most 50', async () => {
    const { messaging } = await testMessaging();
    const add = () => messaging.webhooks.create({ url: 'https://acme.example/' });
    for (let index = 0; index < 50; index += 1) await add();
    await expect(add()).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a webhook in the configuration', () => {
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  const earlier = `whsec_${Buffer.alloc(24, 2).toString('base64')}`;

  it('is told from the first start on, signed with each of its secrets', async () => {
    const there = await receiver();
    const webhooks = [{ id: 'crm', url: there.url, secret: [secret, earlier], types: ['sent'] as const }];
    const t = await testing({ webhooks });
    await t.deliverAll();
    await t.messaging.sms.send(sms());
    await t.deliverAll();
    const [got] = there.got;
    if (!got) throw new Error('Nothing came.');
    for (const one of [secret, earlier]) expect(verified(got, one)).toMatchObject({ type: 'message.sent' });
    expect(await t.messaging.webhooks.list()).toMatchObject([{ id: 'crm', inCode: true, types: ['sent'] }]);
    expect(await t.messaging.webhooks.test('crm')).toMatchObject({ status: 204 });
    expect(JSON.stringify(await t.storage.secrets.list({ limit: 100 }))).not.toContain('webhook/');
  });

  it('is changed there alone, but may be disabled here', async () => {
    const there = await receiver();
    const t = await testing({ webhooks: [{ id: 'crm', url: there.url, secret }] });
    const { webhooks } = t.messaging;
    const refused = { code: 'unsupported' };
    await expect(webhooks.update('crm', { description: 'mine' })).rejects.toMatchObject(refused);
    await expect(webhooks.rotateSecret('crm')).rejects.toMatchObject(refused);
    await expect(webhooks.delete('crm')).rejects.toMatchObject(refused);
    await webhooks.disable('crm');
    await t.messaging.sms.send(sms());
    await t.deliverAll();
    expect(there.got).toEqual([]);
    await webhooks.enable('crm');
    await t.deliverAll();
    expect(there.types()).toEqual(['message.queued', 'message.sending', 'message.sent']);
  });

  it('that is named no more is listed, gathers, and can be deleted', async () => {
    const wiring = memory();
    const before = await testing({
      ...wiring,
      webhooks: [{ id: 'crm', url: 'https://acme.example/', secret }],
    });
    await before.messaging.webhooks.list();
    const t = await testing({ ...wiring, senderReady: false });
    await t.messaging.sms.send(sms());
    await t.deliverAll();
    expect(await t.messaging.webhooks.list()).toMatchObject([{ id: 'crm', inCode: true, waiting: 3 }]);
    await expect(t.messaging.webhooks.test('crm')).rejects.toMatchObject({ code: 'unsupported' });
    await t.messaging.webhooks.delete('crm');
    expect(await t.storage.subscriptions.list()).toEqual([]);
  });

  it('is refused with a sentence where it cannot work', () => {
    const right = { id: 'crm', url: 'https://acme.example/', secret };
    const wrong: unknown[] = [
      ...[
        {},
        'crm',
        { ...right, id: 'a b' },
        { ...right, id: 'whk_1' },
        { ...right, url: 'http://acme.example/' },
      ],
      ...[
        { ...right, secret: 'whsec_abc' },
        { ...right, secret: [] },
        { ...right, secret: 'x'.repeat(40) },
      ],
      ...[
        { ...right, types: [] },
        { ...right, types: ['no'] },
        { ...right, stray: 1 },
      ],
    ];
    const config = { site: { id: 'test', name: 'Test' }, secret: 'a secret for tests, long enough to pass' };
    const messagingWith = (webhooks: unknown, webhookOptions: unknown = {}) =>
      new Messaging({ ...config, ...memory(), webhooks, webhookOptions } as MessagingConfig);
    for (const one of wrong)
      expect(() => messagingWith([one])).toThrow(expect.objectContaining({ code: 'invalid_config' }));
    expect(() => messagingWith([right, right])).toThrow('"crm"');
    for (const options of [{ timeoutMs: 1 }, { allowHttp: 'yes' }, { stray: true }])
      expect(() => messagingWith([], options)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
    messagingWith([right, { ...right, site: 'other' }]);
  });
});
