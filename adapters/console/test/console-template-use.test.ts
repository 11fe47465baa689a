import { EmailChannel } from 'postern';
import { expect, it, vi } from 'vitest';
import { consoleFixture, everything } from './support/console-fixture.ts';

const words = { name: 'Note', subject: 'Hi {{ name }}', text: 'Hello {{ name }}' };

it('says when a template was last used and how often of late', async () => {
  const f = await consoleFixture();
  const { email } = f.t.messaging;
  await email.templates.save({ id: 'note', ...words });
  const use = () => f.call('GET', 'email/templates/note/use');
  expect((await use()).body).toEqual({ recent: { days: 30, count: 0, more: false } });
  const send = (name: string) => email.send({ to: 'c1', template: 'note', data: { name } });
  await send('Jo');
  await f.t.advance(1_000);
  const { id } = await send('Zoë');
  await email.send({ to: 'c1', subject: 'S', text: 'T' });
  expect((await use()).body).toEqual({
    last: { id, at: f.t.now.toISOString() },
    recent: { days: 30, count: 2, more: false },
  });
});

it('says how far the history was looked through where nothing was found in it', async () => {
  const f = await consoleFixture();
  await f.t.messaging.email.templates.save({ id: 'note', ...words });
  const searchedBackTo = new Date('2029-12-01T00:00:00Z');
  const history = vi
    .spyOn(EmailChannel.prototype, 'history')
    .mockResolvedValue({ items: [], searchedBackTo });
  const { body } = await f.call('GET', 'email/templates/note/use');
  history.mockRestore();
  expect(body).toMatchObject({ searchedBackTo: searchedBackTo.toISOString() });
  expect(body).not.toHaveProperty('last');
});

it('sends what is written in a template, saved or not, to the user alone', async () => {
  const f = await consoleFixture();
  const as = { ...everything, user: { ...everything.user, email: 'ada@office.example' } };
  const { name: _name, ...source } = words;
  const test = (data: object) => f.call('POST', 'email/test', { as, body: { source, data } });
  expect(await test({})).toMatchObject({
    status: 422,
    body: { error: { code: 'template_data_invalid', details: { variables: ['name'] } } },
  });
  expect((await test({ name: 'Jo' })).status).toBe(201);
  await f.t.messaging.deliverDue();
  expect(f.t.email.sent.map(({ to, subject, text }) => [to.address, subject, text])).toEqual([
    ['ada@office.example', '[Test] Hi Jo', 'Hello Jo'],
  ]);
  expect(await f.t.messaging.email.templates.list()).toEqual([]);
});
