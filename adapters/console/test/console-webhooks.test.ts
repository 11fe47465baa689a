import { expect, it } from 'vitest';
import { consoleFixture, everything } from './support/console-fixture.ts';

it('changes what is given of a webhook, names the field that is refused, and asks for the right to manage', async () => {
  const f = await consoleFixture();
  const { webhook } = await f.t.messaging.webhooks.create({
    ...{ url: 'https://acme.example/hooks', types: ['sent'], description: 'CRM' },
  });
  const change = (body: object, as = everything) => f.call('PATCH', `webhooks/${webhook.id}`, { body, as });
  expect((await change({ types: null })).body).toMatchObject({ url: webhook.url, description: 'CRM' });
  expect((await change({ types: ['failed'], description: '' })).body).toMatchObject({ types: ['failed'] });
  const moved = await change({ url: 'https://acme.example/2' });
  expect([moved.status, moved.body.url, moved.body.description]).toEqual([
    ...[200, 'https://acme.example/2', undefined],
  ]);
  expect((await change({ url: 'http://acme.example' })).body).toMatchObject({
    error: { code: 'invalid_argument', details: { field: 'url' } },
  });
  expect((await change({ types: ['nothing'] })).status).toBe(400);
  expect((await change({}, { ...everything, can: { view: true, send: true } })).status).toBe(403);
  const [kept] = await f.t.messaging.webhooks.list();
  expect(kept).toMatchObject({ url: 'https://acme.example/2', types: ['failed'] });
});

it('posts again what was set aside, and notes who wanted it; enabling one that is not disabled does neither', async () => {
  const f = await consoleFixture();
  const { messaging, storage } = f.t;
  const { webhook } = await messaging.webhooks.create({ url: 'https://acme.example/hooks' });
  const name = `webhook/${webhook.site}/${webhook.id}`;
  await messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hello' });
  const holder = '3d2fae28-0a4f-4dd3-b3b8-6a1f0fd52a01';
  const query = { name, holder, leaseMs: 1_000, limit: 1, except: [], now: f.t.now };
  const events = (await storage.subscriptions.take(query))?.events ?? [];
  await storage.subscriptions.settle(
    name,
    events.map(({ id }) => ({ id, to: 'parked', reason: 'refused' })),
  );
  const post = (what: string, as = everything) => f.call('POST', `webhooks/${webhook.id}/${what}`, { as });
  expect((await post('enable')).body).toMatchObject({ parked: 1 });
  expect((await post('retry', { ...everything, can: { view: true, send: true } })).status).toBe(403);
  expect((await post('retry')).body).toEqual({ count: 1 });
  expect((await post('retry')).body).toEqual({ count: 0 });
  expect(await messaging.webhooks.get(webhook.id)).toMatchObject({ parked: 0, waiting: 1 });
  const { items } = await messaging.audit.list({ subject: webhook.id });
  expect(items.map(({ action, actor }) => [action, actor])).toEqual([
    ['webhook.retried', 'u1'],
    ['webhook.created', undefined],
  ]);
});
