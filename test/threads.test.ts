import assert from 'node:assert/strict';
import { memoryTransport } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';

const to = { address: 'jo@acme.example' };
const mail = { to, subject: 'Ticket 7', text: 'Hello' };

describe('a thread', () => {
  it('grows from message to message, each naming all before it', async () => {
    const t = await testMessaging();
    const first = await t.messaging.email.send(mail);
    const second = await t.messaging.email.send({
      ...mail,
      inReplyTo: first.id,
      headers: { 'X-Ticket': '7' },
    });
    const third = await t.messaging.email.send({ ...mail, inReplyTo: second.id });
    await t.deliverAll();
    const [a, b, c] = t.sent;
    expect(a?.headers).toEqual({});
    expect(b?.headers).toEqual({ 'X-Ticket': '7', 'In-Reply-To': a?.messageId, References: a?.messageId });
    expect(c?.headers).toEqual({
      'In-Reply-To': b?.messageId,
      References: `${a?.messageId} ${b?.messageId}`,
    });
    expect((await t.messaging.email.get(third.id)).messageId).toBe(c?.messageId);
  });

  it('keeps its first message and the latest, within what a header takes', async () => {
    const t = await testMessaging();
    let last = await t.messaging.email.send({ ...mail, inReplyTo: '<root@customer.example>' });
    for (let n = 0; n < 30; n += 1) last = await t.messaging.email.send({ ...mail, inReplyTo: last.id });
    await t.deliverAll();
    const { References = '', 'In-Reply-To': parent = '' } = t.sent.at(-1)?.headers ?? {};
    expect(References.length).toBeLessThanOrEqual(900);
    expect(References.startsWith('<root@customer.example> <msg_')).toBe(true);
    expect(References.endsWith(parent)).toBe(true);
    expect(References.split(' ').length).toBeGreaterThan(10);
  });

  it('names a mail as the provider does that gives it an id of its own', async () => {
    const email = memoryTransport({ channel: 'email' });
    const named = {
      ...email,
      send: async (...given: Parameters<typeof email.send>) => ({
        ...(await email.send(...given)),
        providerId: '<1@relay.example>',
      }),
    } as typeof email;
    const t = await testMessaging({ email: named } as never);
    const { id } = await t.messaging.email.send(mail);
    await t.deliverAll();
    expect((await t.messaging.email.get(id)).providerId).toBe('<1@relay.example>');
    const reply = await t.messaging.email.send({ ...mail, inReplyTo: id });
    expect((await t.messaging.email.get(reply.id)).content?.headers?.References).toBe('<1@relay.example>');
  });

  it('says nothing of what a confidential message answered', async () => {
    const t = await testMessaging();
    const { id } = await t.messaging.email.send({ ...mail, confidential: true, inReplyTo: '<a@b.example>' });
    const { id: reply } = await t.messaging.email.send({ ...mail, inReplyTo: id });
    const { content } = await t.messaging.email.get(reply);
    expect(content?.headers?.References).toMatch(/^<msg_\w+@sender.example>$/);
  });

  it('begins with a message of the site and channel, or with a Message-ID', async () => {
    const t = await testMessaging();
    const { id: sms } = await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'x' });
    const other = await t.messaging.forSite({ id: 'other', name: 'Other' });
    const { id } = await t.messaging.email.send(mail);
    const inReplyTo = (given: unknown) => ({ ...mail, inReplyTo: given as string });
    for (const unknown of ['msg_0', sms])
      await assert.rejects(t.messaging.email.send(inReplyTo(unknown)), {
        code: 'message_not_found',
        details: { field: 'inReplyTo' },
      });
    expect(await other.email.findByMessageId(`${id}@sender.example`)).toBeUndefined();
    for (const wrong of ['', 'a@b.example', '<a b@c.example>', '<a@b>\r\nBcc: <x@y>', '<a@b> <c@d>', 7])
      await assert.rejects(t.messaging.email.send(inReplyTo(wrong)), { code: 'invalid_message' });
    await assert.rejects(
      t.messaging.email.send({ ...mail, inReplyTo: id, headers: { references: '<a@b.example>' } }),
      { code: 'invalid_message', message: /"inReplyTo" sets/ },
    );
  });
});

describe('a Message-ID', () => {
  it('is on each message where there is one, from the first event on', async () => {
    const t = await testMessaging();
    const told: (string | undefined)[] = [];
    for (const type of ['message.queued', 'message.sent'] as const)
      t.messaging.on(type, ({ message }) => told.push(message.messageId));
    const { id } = await t.messaging.email.send(mail);
    await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'x' });
    await t.deliverAll();
    const messageId = `<${id}@sender.example>`;
    expect(told.filter((one) => one !== undefined)).toEqual([messageId, messageId]);
    expect((await t.messaging.email.history()).items[0]?.messageId).toBe(messageId);
    expect((await t.messaging.sms.history()).items[0]).not.toHaveProperty('messageId');
  });

  it.each([
    (id: string) => `<${id}@sender.example>`,
    (id: string) => `${id}@sender.example`,
    (id: string) => ` <${id.toUpperCase()}@SENDER.example> `,
  ])('leads an answer back to its message', async (written) => {
    const t = await testMessaging();
    const { id } = await t.messaging.email.send(mail);
    expect((await t.messaging.email.findByMessageId(written(id)))?.id).toBe(id);
  });

  it('of another domain, of nobody, or of no form leads nowhere', async () => {
    const t = await testMessaging();
    const { id } = await t.messaging.email.send(mail);
    for (const one of [`<${id}@other.example>`, '<msg_0@sender.example>', '<>', '', '@', 'x', '<a@b@c>'])
      expect(await t.messaging.email.findByMessageId(one)).toBeUndefined();
  });

  it.each(['0102-000000@eu-west-1.amazonses.com', '<1@relay.example>'])(
    'that the provider gave leads back once it has reported: %s',
    async (given) => {
      const t = await testMessaging();
      const { id } = await t.messaging.email.send(mail);
      await t.deliverAll();
      const providerId = given.startsWith('<') ? given : given.slice(0, given.indexOf('@'));
      await t.messaging.report({ messageId: id, type: 'delivered', providerId, at: t.now, dedupeKey: 'k' });
      expect((await t.messaging.email.findByMessageId(given))?.id).toBe(id);
    },
  );
});
