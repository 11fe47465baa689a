import { defineTemplate } from 'postern/templates';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Authority } from '../src/index.ts';
import { consoleFixture, everything } from './support/console-fixture.ts';

const user = { ...everything.user, email: 'ada@office.example' };
const as: Authority = { ...everything, user };
const order = defineTemplate({
  id: 'order',
  channel: 'email',
  name: 'Order',
  schema: z.object({ number: z.string() }),
  subject: 'Your order {{ number }}',
  text: 'We pack {{ number }}.',
});

it('sends what is written to the user alone, marked in its subject after the prefix of the site', async () => {
  const site = { id: 'acme', name: 'Acme', prefix: { email: '[{site}] ' } };
  const f = await consoleFixture({}, { templates: [order], site });
  const made = await f.call('POST', 'email/test', {
    as,
    body: { subject: '[Acme] Hours', text: 'At nine.' },
  });
  expect(made).toMatchObject({ status: 201, body: { status: 'queued' } });
  const answer = await f.call('POST', 'email/test', {
    as,
    body: { template: 'order', data: { number: '7' } },
  });
  const { id } = answer.body as { id: string };
  expect(await f.t.messaging.email.get(id)).toMatchObject({
    subject: '[Acme] [Test] Your order 7',
    to: { address: 'ada@office.example' },
    actor: 'u1',
    origin: 'web',
    template: { id: 'order' },
  });
  await f.t.messaging.deliverDue();
  const mails = f.t.email.sent.map(({ subject, text, to }) => [to.address, subject, text]);
  expect(mails).toEqual([
    ['ada@office.example', '[Acme] [Test] Hours', 'At nine.'],
    ['ada@office.example', '[Acme] [Test] Your order 7', 'We pack 7.'],
  ]);
});

it('says what is wrong with what is written, as sending it would', async () => {
  const f = await consoleFixture({}, { templates: [order] });
  expect(await f.call('POST', 'email/test', { as, body: { subject: 'S' } })).toMatchObject({
    status: 400,
    body: { error: { code: 'invalid_message' } },
  });
  expect(await f.call('POST', 'email/test', { as, body: { template: 'order' } })).toMatchObject({
    status: 422,
    body: { error: { code: 'template_data_invalid', details: { variables: ['number'] } } },
  });
  expect((await f.t.messaging.email.history()).items).toEqual([]);
});

it('needs the address that the host gives, and takes a user without one', async () => {
  const f = await consoleFixture();
  const body = { subject: 'S', text: 'T' };
  for (const email of [undefined, null, ' ']) {
    const without = { ...everything, user: { ...everything.user, email } } as Authority;
    expect((await f.call('GET', 'session', { as: without })).body).toMatchObject({
      user: { id: 'u1', name: 'Ada' },
    });
    expect(await f.call('POST', 'email/test', { as: without, body })).toMatchObject({
      status: 409,
      body: { error: { code: 'no_own_address' } },
    });
  }
  expect((await f.call('GET', 'session', { as })).body).toMatchObject({ user });
  expect(f.errors).toEqual([]);
});
