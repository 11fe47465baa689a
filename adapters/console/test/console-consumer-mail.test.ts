import { describe, expect, it } from 'vitest';
import { consoleFixture } from './support/console-fixture.ts';

const to = { address: 'jo@acme.example' };

describe('a message’s detail', () => {
  it('tells of an invitation and of the message answered, without the calendar itself', async () => {
    const f = await consoleFixture();
    const { email } = f.t.messaging;
    const { id } = await email.send({ to, subject: 'A', text: 'B' });
    const reply = await email.send({
      ...{ to, subject: 'A', text: 'B', inReplyTo: id },
      calendar: { method: 'REQUEST', content: 'BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR' },
    });
    const { body } = await f.call('GET', `email/messages/${reply.id}`);
    expect(body).toMatchObject({
      messageId: `<${reply.id}@sender.example>`,
      content: {
        calendar: { method: 'REQUEST', filename: 'invite.ics' },
        inReplyTo: { id, messageId: `<${id}@sender.example>` },
      },
    });
    expect(JSON.stringify(body)).not.toContain('VCALENDAR');
  });
});

describe('what shows a link to unsubscribe', () => {
  it('is looked at and sent with one, from a template, edited, and not saved yet', async () => {
    const f = await consoleFixture({}, { publicUrl: 'https://acme.example/messaging' });
    const words = { subject: 'News', text: 'We moved. {{ unsubscribeUrl }}' };
    const { id: template } = await f.t.messaging.email.templates.save({ name: 'N', ...words });
    const preview = async (body: object) => (await f.call('POST', 'email/preview', { body })).body;
    for (const body of [{ template }, words, { source: words }])
      expect(await preview(body)).toMatchObject({ text: expect.stringMatching(/\/unsubscribe\/preview$/) });
    for (const body of [{ template }, words, { template, ...words }]) {
      const sent = await f.call('POST', 'email/messages', { body: { to, ...body } });
      const { content } = await f.t.messaging.email.get(String(sent.body.id));
      expect(content?.headers).toHaveProperty('List-Unsubscribe');
      expect(content?.text).toMatch(
        /^We moved. https:\/\/acme.example\/messaging\/unsubscribe\/[\w-]{100,}$/,
      );
    }
  });
});
