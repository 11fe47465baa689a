import { expect, it } from 'vitest';
import { consoleFixture, everything } from './support/console-fixture.ts';

const source = { id: 'note', name: 'Note', subject: 'S' };

it('gives the versions of a template by pages, and restores one over the version that was seen', async () => {
  const f = await consoleFixture();
  const { templates } = f.t.messaging.email;
  await templates.save({ ...source, text: 'One', topic: 'news' });
  await templates.save({ ...source, text: 'Two', actor: 'bo' });
  const first = await f.call('GET', 'email/templates/note/versions?limit=1');
  expect(first.body).toMatchObject({ items: [{ number: 2, actor: 'bo' }], next: expect.any(String) });
  const { next } = first.body as { next: string };
  const second = await f.call('GET', `email/templates/note/versions?limit=1&cursor=${next}`);
  expect(second.body).toEqual({ items: [{ number: 1, at: expect.any(String) }] });
  expect((await f.call('GET', 'email/templates/note/versions/1')).body).toEqual({
    number: 1,
    at: expect.any(String),
    content: { name: 'Note', subject: 'S', text: 'One', topic: 'news' },
  });
  const read = await f.call('GET', 'email/templates/note');
  expect(read.body).toMatchObject({ version: 2, savedBy: 'bo' });
  const { updatedAt: replaces } = read.body as { updatedAt: string };
  const restore = () => f.call('POST', 'email/templates/note/versions/1/restore', { body: { replaces } });
  expect(await restore()).toMatchObject({
    status: 200,
    body: { version: 3, text: 'One', savedBy: everything.user.id },
  });
  expect(await restore()).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
});

it('says which versions there are not, and restores none for those who may only look', async () => {
  const f = await consoleFixture();
  const { updatedAt } = await f.t.messaging.email.templates.save({ ...source, text: 'One' });
  const versions = 'email/templates/note/versions';
  expect(await f.call('GET', `${versions}/2`)).toMatchObject({
    status: 404,
    body: { error: { code: 'template_version_not_found' } },
  });
  for (const number of ['x', '0', '1.5', '1e99'])
    expect(await f.call('GET', `${versions}/${number}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_argument' } },
    });
  expect(await f.call('GET', 'email/templates/none/versions')).toMatchObject({ status: 404 });
  const as = { ...everything, can: { view: true } };
  expect((await f.call('GET', `${versions}/1`, { as })).status).toBe(200);
  const body = { replaces: updatedAt?.toISOString() };
  expect((await f.call('POST', `${versions}/1/restore`, { as, body })).status).toBe(403);
});
