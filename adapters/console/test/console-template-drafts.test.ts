import { expect, it } from 'vitest';
import { consoleFixture, everything } from './support/console-fixture.ts';

const words = { name: 'Note', subject: 'S' };

it('keeps a draft apart from the template, and publishes the one that was seen over the version that was seen', async () => {
  const f = await consoleFixture();
  const { templates } = f.t.messaging.email;
  const { updatedAt } = await templates.save({ id: 'note', ...words, text: 'One' });
  const replaces = updatedAt?.toISOString();
  const path = 'email/templates/note/draft';
  expect((await f.call('GET', path)).body).toEqual({ draft: null });
  const put = (text: string, over: string | null) =>
    f.call('PUT', path, { body: { ...words, text, replaces: over, basedOn: 1 } });
  const first = await put('Two', null);
  expect(first).toMatchObject({
    status: 200,
    body: { text: 'Two', basedOn: 1, savedBy: everything.user.id },
  });
  expect(await put('Other', null)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
  const { updatedAt: draft } = first.body as { updatedAt: string };
  expect((await put('Three', draft)).status).toBe(200);
  expect((await templates.get('note')).text).toBe('One');
  expect((await f.call('GET', 'email/template-drafts')).body).toMatchObject({ items: [{ text: 'Three' }] });

  const publish = (of: string) => f.call('POST', `${path}/publish`, { body: { draft: of, replaces } });
  expect(await publish(draft)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
  const { draft: now } = (await f.call('GET', path)).body as { draft: { updatedAt: string } };
  expect(await publish(now.updatedAt)).toMatchObject({ status: 200, body: { text: 'Three', version: 2 } });
  expect((await f.call('GET', path)).body).toEqual({ draft: null });
});

it('makes a draft of a template that there is not yet, and discards the one that was seen', async () => {
  const f = await consoleFixture();
  const made = await f.call('POST', 'sms/template-drafts', { body: { name: 'Later' } });
  expect(made).toMatchObject({ status: 201, body: { name: 'Later', basedOn: 0, variables: [] } });
  const { id, updatedAt } = made.body as { id: string; updatedAt: string };
  const path = `sms/templates/${id}/draft`;
  expect(
    await f.call('POST', `${path}/publish`, { body: { draft: updatedAt, replaces: null } }),
  ).toMatchObject({
    status: 422,
    body: { error: { code: 'template_invalid' } },
  });
  const discard = (seen: string) => f.call('DELETE', `${path}?updatedAt=${encodeURIComponent(seen)}`);
  expect((await discard('2020-01-01T00:00:00.000Z')).status).toBe(409);
  expect((await discard(updatedAt)).status).toBe(204);
  expect((await f.call('GET', 'sms/template-drafts')).body).toEqual({ items: [] });
});
