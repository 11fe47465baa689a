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
