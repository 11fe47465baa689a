import { expect, it } from 'vitest';
import { consoleFixture, everything } from './support/console-fixture.ts';

it('lists who changed what page by page, by action and actor, for those who may manage the site alone', async () => {
  const f = await consoleFixture();
  const { email, audit } = f.t.messaging;
  await email.suppressions.add({ address: 'a@people.example', source: 'u1' });
  f.t.advance(1_000);
  const { id } = await email.templates.save({ name: 'Hours', subject: 'S', text: 'T', actor: 'u1' });
  f.t.advance(1_000);
  await email.suppressions.delete('a@people.example', { actor: 'u2' });
  const list = (query: string, as = everything) => f.call('GET', `audit${query}`, { as });

  const [newest] = (await audit.list()).items;
  const first = await list('?limit=2');
  expect(first.body.items).toMatchObject([
    { id: newest?.id, at: newest?.at.toISOString(), actor: 'u2', action: 'suppression.removed' },
    { actor: 'u1', action: 'template.saved', channel: 'email', subject: id },
  ]);
  const rest = await list(`?limit=2&cursor=${encodeURIComponent(String(first.body.next))}`);
  expect(rest.body).toMatchObject({ items: [{ action: 'suppression.added', subject: 'a@people.example' }] });
  expect(rest.body.next).toBeUndefined();

  expect((await list('?actor=u1&action=template.saved')).body.items).toHaveLength(1);
  expect((await list('?actor=u2&action=template.saved')).body.items).toEqual([]);
  expect((await list('?action=webhook.created')).body).toEqual({ items: [] });
  expect((await list('?action=nothing')).status).toBe(400);
  expect((await list('', { ...everything, can: { view: true, send: true, operate: true } })).status).toBe(
    403,
  );
});

it('has the console’s user for whatever is changed of senders and webhooks', async () => {
  const f = await consoleFixture();
  const done = async (method: string, path: string, body?: unknown) => {
    const answer = await f.call(method, path, { body });
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
    return answer.body;
  };
  await done('PUT', 'sms/sender?sender=alerts', { value: 'Alerts' });
  await done('POST', 'sms/senders/alerts/default');
  await done('PUT', 'sms/sender?sender=alerts', { value: 'Acme' });
  await done('DELETE', 'sms/sender?sender=alerts');
  f.t.dns.set('sender.example', 'MX', [{ exchange: 'mx.sender.example', priority: 10 }]);
  await done('PATCH', 'email/sender', { name: 'Acme' });
  await done('DELETE', 'email/sender');
  const { webhook } = (await done('POST', 'webhooks', { url: 'https://acme.example/hooks' })) as {
    webhook: { id: string };
  };
  await done('PATCH', `webhooks/${webhook.id}`, { description: 'CRM' });
  await done('POST', `webhooks/${webhook.id}/secret`);
  await done('POST', `webhooks/${webhook.id}/disable`);
  await done('POST', `webhooks/${webhook.id}/enable`);
  await done('DELETE', `webhooks/${webhook.id}`);
  const { items } = await f.t.messaging.audit.list();
  expect(items.map(({ action, actor }) => `${action} ${actor}`).reverse()).toEqual([
    ...['sender.created u1', 'sender.made_default u1', 'sender.updated u1', 'sender.deleted u1'],
    ...['sender.updated u1', 'sender.deleted u1'],
    ...['webhook.created u1', 'webhook.updated u1', 'webhook.secret_rotated u1'],
    ...['webhook.disabled u1', 'webhook.enabled u1', 'webhook.deleted u1'],
  ]);
});
