import { defineTemplate } from 'postern/templates';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { consoleFixture } from './support/console-fixture.ts';

const card = defineTemplate({
  id: 'card',
  channel: 'email',
  schema: z.object({ name: z.string() }),
  render: ({ name }) => ({ subject: `Hi ${name}`, html: `<p>Dear ${name}</p>` }),
});

it('previews and sends what a template’s function makes, and names what it misses', async () => {
  const f = await consoleFixture({}, { templates: [card] });
  const body = { template: 'card', data: { name: 'Jo' } };
  const preview = await f.call('POST', 'email/preview', { body });
  expect(preview.body).toEqual({
    subject: '[Test] Hi Jo',
    text: 'Dear Jo',
    html: '<p>Dear Jo</p>',
    findings: [],
  });
  const to = { consumerId: 'c1' };
  expect((await f.call('POST', 'email/messages', { body: { ...body, to } })).status).toBe(201);
  await f.t.deliverAll();
  f.t.expectSent({ to: 'jo@people.example', subject: '[Test] Hi Jo', text: 'Dear Jo' });
  const without = await f.call('POST', 'email/messages', { body: { ...body, data: {}, to } });
  expect(without.body).toMatchObject({
    error: { code: 'template_data_invalid', details: { variables: ['name'] } },
  });
});
