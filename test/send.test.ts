import { memory, memoryConsumers } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type EmailInput, Messaging } from '../src/index.ts';
import { defineTemplate } from '../src/templates/define-template.ts';

const consumers = memoryConsumers([
  { id: 'c1', name: 'Jo Smith', email: 'jo@acme.example', phone: '+44 7400 123456' },
  { id: 'c2', name: 'Ann\r\nBcc: x@y.z', email: 'ann@acme.example' },
  { id: 'c3', name: 'No Mail', phone: '07400 123457' },
]);
const welcome = defineTemplate({
  id: 'welcome',
  channel: 'email',
  name: 'Welcome',
  schema: z.object({ name: z.string(), city: z.string().default('town') }),
  subject: 'Hello {{ name }}',
  html: '<h1>Hello {{ name }}</h1><p>of {{ city }}</p>',
});
const open = () =>
  testMessaging({ consumers, templates: [welcome], site: { id: 'acme', name: 'Acme', country: 'GB' } });
const hi = { subject: 'Hi', text: 'Hello' };

describe('sending', () => {
  it('records a message to a consumer as queued, and hands it over with the site’s name before the subject', async () => {
    const t = await open();
    const { id, status } = await t.messaging.email.send({ to: 'c1', ...hi, origin: 'web', actor: 'mary' });
    expect(status).toBe('queued');
    t.expectNothingSent();
    await t.deliverAll();
    const mail = t.expectSent({ to: 'jo@acme.example', subject: '[Acme] Hi', text: 'Hello' });
    expect(mail).toMatchObject({
      to: { name: 'Jo Smith' },
      from: { name: 'Acme', address: 'hello@sender.example' },
      messageId: `<${id}@sender.example>`,
    });
    const detail = await t.messaging.email.get(id);
    expect(detail).toMatchObject({
      status: 'sent',
      origin: 'web',
      actor: 'mary',
      attempts: 1,
      to: { consumerId: 'c1' },
      preview: 'Hello',
      sentAt: t.now,
    });
    expect(detail.events.map(({ type }) => type)).toEqual(['queued', 'sending', 'sent']);
  });

  it('puts the prefix on once', async () => {
    const t = await open();
    await t.messaging.email.send({ to: 'c1', subject: '[acme] Hi', text: 'x' });
    await t.messaging.sms.send({ to: 'c1', text: 'ACME: hi' });
    await t.messaging.sms.send({ to: 'c3', text: 'hi' });
    await t.deliverAll();
    expect(t.sent.map((one) => one.subject ?? one.text)).toEqual(['[acme] Hi', 'ACME: hi', 'Acme: hi']);
  });

  it('reads a number at home with the site’s country', async () => {
    const t = await open();
    await t.messaging.sms.send({ to: 'c3', text: 'hi' });
    await t.deliverAll();
    t.expectSent({ channel: 'sms', to: '+447400123457' });
  });

  it('makes one line of a consumer’s name, so that it cannot add headers', async () => {
    const t = await open();
    await t.messaging.email.send({ to: 'c2', ...hi });
    await t.deliverAll();
    expect(t.expectSent({ to: 'ann@acme.example' }).to).toEqual({ address: 'ann@acme.example' });
    expect((await t.messaging.email.history()).items[0]?.to.name).toBe('Ann Bcc: x@y.z');
  });

  it('renders a template, escapes its data, and makes the text part', async () => {
    const t = await open();
    const { id } = await t.messaging.email.send({ to: 'c1', template: welcome, data: { name: '<Jo> & Co' } });
    const { content, template, subject } = await t.messaging.email.get(id);
    expect(subject).toBe('[Acme] Hello <Jo> & Co');
    expect(template).toEqual({ id: 'welcome', name: 'Welcome' });
    expect(content?.html).toBe('<h1>Hello &lt;Jo&gt; &amp; Co</h1><p>of town</p>');
    expect(content?.text).toBe('Hello <Jo> & Co\n\nof town');
  });

  it('takes what a person made of a template, and names the template in the record', async () => {
    const t = await open();
    await t.messaging.email.templates.save({
      id: 'note',
      name: 'Note',
      subject: 'Note for {{ name }}',
      text: 'Dear {{ name }}',
    });
    const edited = await t.messaging.email.send({
      to: 'c1',
      template: 'note',
      subject: 'Edited',
      text: 'By hand',
    });
    const filled = await t.messaging.email.send({ to: 'c1', template: 'note', data: { name: 'Jo' } });
    expect(await t.messaging.email.get(edited.id)).toMatchObject({
      subject: '[Acme] Edited',
      template: { name: 'Note' },
      content: { text: 'By hand' },
    });
    expect(await t.messaging.email.get(filled.id)).toMatchObject({
      subject: '[Acme] Note for Jo',
      content: { text: 'Dear Jo' },
    });
  });

  it('keeps a snapshot: deleting sender, template and consumer changes no record', async () => {
    const t = await open();
    await t.messaging.email.templates.save({ id: 'note', name: 'Note', subject: 'Note', text: 'x' });
    const { id } = await t.messaging.email.send({ to: 'c1', template: 'note' });
    const before = await t.messaging.email.get(id);
    await t.messaging.email.templates.delete('note');
    await t.messaging.email.sender.delete();
    expect(await t.messaging.email.get(id)).toEqual(before);
  });

  it('passes reply-to, headers and attachments on', async () => {
    const t = await open();
    await t.messaging.email.send({
      ...{
        to: { address: 'jo@acme.example', name: 'Jo' },
        ...hi,
        replyTo: { name: 'Desk', address: 'desk@acme.example' },
      },
      headers: { 'X-Ticket': '42' },
      attachments: [
        { filename: 'a.txt', content: 'ä' },
        { filename: 'b.bin', content: new Uint8Array([0, 255]), contentId: 'logo' },
      ],
    });
    await t.deliverAll();
    expect(t.expectSent()).toMatchObject({
      replyTo: { name: 'Desk', address: 'desk@acme.example' },
      headers: { 'X-Ticket': '42' },
      attachments: [
        {
          filename: 'a.txt',
          content: Buffer.from('ä').toString('base64'),
          contentType: 'text/plain; charset=utf-8',
        },
        { filename: 'b.bin', content: 'AP8=', contentType: 'application/octet-stream', contentId: 'logo' },
      ],
    });
  });

  const bad: Record<string, [Partial<EmailInput> & Record<string, unknown>, string, string?]> = {
    'a line break in the address': [{ to: { address: 'b@c.de\r\nRCPT TO:<q@q.q>' } }, 'invalid_address'],
    'a line break in the subject': [{ subject: 'Hi\r\nBcc: x@y.z' }, 'invalid_message', 'subject'],
    'a line break in a header': [{ headers: { 'X-A': 'a\r\nBcc: x@y.z' } }, 'invalid_message', 'headers.X-A'],
    'a line break in a header’s name': [{ headers: { 'X-A\r\nBcc': 'x' } }, 'invalid_message'],
    'a header that servers write': [
      { headers: { 'Delivered-To': 'x@y.z' } },
      'invalid_message',
      'headers.Delivered-To',
    ],
    'a header of a mail sent on': [
      { headers: { 'Resent-To': 'x@y.z' } },
      'invalid_message',
      'headers.Resent-To',
    ],
    'a header that the mail is made of': [{ headers: { bcc: 'x@y.z' } }, 'invalid_message', 'headers.bcc'],
    cc: [{ cc: 'x@y.z' }, 'invalid_message', 'cc'],
    bcc: [{ bcc: ['x@y.z'] }, 'invalid_message', 'bcc'],
    'an unknown field': [{ subjetc: 'x' }, 'invalid_message'],
    'no subject': [{ subject: '  ' }, 'invalid_message', 'subject'],
    'no text': [{ text: undefined }, 'invalid_message', 'text'],
    'a subject over the limit': [{ subject: 'x'.repeat(499) }, 'invalid_message', 'subject'],
    'a text of 2 MB': [{ text: 'x'.repeat(2_000_000) }, 'invalid_message', 'text'],
    'an attachment of 11 MB': [
      { attachments: [{ filename: 'a', content: new Uint8Array(11_000_000) }] },
      'invalid_message',
      'attachments',
    ],
    'an attachment with a path': [
      { attachments: [{ filename: '../etc/passwd', content: 'x' }] },
      'invalid_message',
      'attachments.0.filename',
    ],
    'an attachment to be fetched': [
      { attachments: [{ filename: 'a', href: 'http://127.0.0.1' }] as never },
      'invalid_message',
      'attachments.0.content',
    ],
    'a time in the past': [{ scheduledAt: new Date('2029-12-31') }, 'invalid_time'],
    'a time in two years': [{ scheduledAt: new Date('2032-01-01') }, 'invalid_time'],
    'no date for a time': [{ scheduledAt: 'tomorrow' as never }, 'invalid_message', 'scheduledAt'],
    'an expiry before it is due': [
      { scheduledAt: new Date('2030-01-03'), expiresAt: new Date('2030-01-02') },
      'invalid_time',
    ],
    'an unknown consumer': [{ to: 'nobody' }, 'consumer_not_found'],
    'a consumer without an address': [{ to: 'c3' }, 'consumer_unreachable'],
    'an unknown template': [{ template: 'nothing', text: undefined }, 'template_not_found'],
    'data that do not fit': [
      { template: 'welcome', data: { name: 7 }, text: undefined },
      'template_data_invalid',
    ],
    'a reply-to that is no address': [{ replyTo: 'desk' }, 'invalid_address'],
  };

  it.each(Object.entries(bad))(
    'refuses %s with a sentence and records nothing',
    async (_what, [change, code, path]) => {
      const t = await open();
      const sending = t.messaging.email.send({ to: 'c1', ...hi, ...change } as EmailInput);
      await expect(sending).rejects.toMatchObject({
        name: 'MessagingError',
        code,
        message: expect.stringMatching(/^[A-Z"].{20,}[.]$/s),
        ...(path ? { details: { field: path } } : {}),
      });
      expect((await t.messaging.email.history()).items).toEqual([]);
    },
  );

  it.each<[string, object]>([
    ['"to" is empty.', { to: '' }],
    ['"to" is missing.', { to: undefined }],
    ['"message" has a field that is not known: subjetc.', { subjetc: 'x' }],
    ['"origin" must be one of: web, sys.', { origin: 'x' }],
    ['"text" is longer than 1000000 characters.', { text: 'x'.repeat(1_000_001) }],
    ['"headers.a b" is not a header name.', { headers: { 'a b': 'x' } }],
    [
      '"headers.to" is a header that the mail is made of, or that servers write: use the field for it, or leave it out.',
      { headers: { to: 'x' } },
    ],
    [
      '"headers.List-Unsubscribe" is set by "unsubscribe: true": use that.',
      { headers: { 'List-Unsubscribe': '<x>' } },
    ],
    [`"to" is a number: a consumer's id is passed as a string, String(id).`, { to: 7 }],
    ['"to" is a list: each message has one recipient. Send one message each, by sendMany.', { to: ['c1'] }],
    [
      `"from" is not a field: mail leaves with the site's sender, which "email.sender" sets up, or with the one whose key is in "sender".`,
      { from: 'a@b.example' },
    ],
    ['"icalEvent" is called "calendar" here: { method, content, filename? }.', { icalEvent: {} }],
    [
      '"attachments.0.path" is not supported, nothing is read or fetched for you: pass the bytes as "content".',
      { attachments: [{ filename: 'a', content: 'x', path: '/a' }] },
    ],
    [
      '"attachments.0.cid" is called "contentId" here.',
      { attachments: [{ filename: 'a', content: 'x', cid: 'a' }] },
    ],
  ])('says what is wrong: %s', async (sentence, change) => {
    const t = await open();
    const input = { to: 'c1', ...hi, ...change } as EmailInput;
    await expect(t.messaging.email.send(input)).rejects.toMatchObject({ message: sentence });
  });

  it('refuses an SMS over 1600 characters, the prefix included', async () => {
    const t = await open();
    await expect(t.messaging.sms.send({ to: 'c1', text: 'x'.repeat(1595) })).rejects.toMatchObject({
      code: 'invalid_message',
    });
    await expect(t.messaging.sms.send({ to: 'c1', text: 'x'.repeat(1594) })).resolves.toMatchObject({
      status: 'queued',
    });
  });

  it('names the missing step before the sender is ready, and records nothing', async () => {
    const t = await testMessaging({ consumers, senderReady: false });
    const missing = (steps: string[]) =>
      expect.objectContaining({ code: 'sender_not_ready', details: { missing: steps } });
    await expect(t.messaging.email.send({ to: 'c1', ...hi })).rejects.toEqual(missing(['create_sender']));
    await t.messaging.email.sender
      .create({ name: 'Acme', address: 'hello@acme.example' })
      .catch(() => undefined);
    expect((await t.messaging.email.history({ origin: 'web' })).items).toEqual([]);
  });

  it('answers the first message when the same request is repeated, also at once', async () => {
    const t = await open();
    const request = { to: 'c1', ...hi, idempotencyKey: 'order-1' };
    const receipts = await Promise.all(Array.from({ length: 20 }, () => t.messaging.email.send(request)));
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(1);
    expect(receipts.filter(({ repeated }) => !repeated)).toHaveLength(1);
    await t.deliverAll();
    expect(t.sent).toHaveLength(1);
    await expect(t.messaging.email.send({ ...request, subject: 'Other' })).rejects.toMatchObject({
      code: 'idempotency_conflict',
      details: { messageId: receipts[0]?.id },
    });
    await expect(
      t.messaging
        .forSite({ id: 'b', name: 'B' })
        .sms.send({ to: 'c1', text: 'x', idempotencyKey: 'order-1' }),
    ).resolves.toMatchObject({ repeated: false });
  });

  it('keeps a confidential message’s content out of history, search and storage', async () => {
    const t = await open();
    const { id } = await t.messaging.email.send({
      to: 'c1',
      subject: 'Link',
      text: 'https://acme.example/login/secret',
      confidential: true,
    });
    await t.deliverAll();
    t.expectSent({ text: 'login/secret' });
    const detail = await t.messaging.email.get(id);
    expect(detail).toMatchObject({ confidential: true, preview: '', to: { consumerId: 'c1' } });
    expect(detail.content).toBeUndefined();
    expect(detail.subject).toBeUndefined();
    expect(JSON.stringify(detail)).not.toContain('login/secret');
    expect((await t.messaging.email.search('login')).items).toEqual([]);
  });

  it('goes nowhere when the host’s transaction is rolled back, and goes out when it is committed', async () => {
    const { storage, queue } = memory();
    const t = await testMessaging({ consumers, storage, queue });
    await storage
      .transaction(async (tx) => {
        await t.messaging.email.send({ to: 'c1', ...hi }, { tx });
        throw new Error('the order failed');
      })
      .catch(() => undefined);
    await t.deliverAll();
    t.expectNothingSent();
    await storage.transaction((tx) => t.messaging.email.send({ to: 'c1', ...hi }, { tx }));
    await t.deliverAll();
    expect(t.sent).toHaveLength(1);
  });

  it('refuses a transaction where the storage has none', async () => {
    const { storage, queue } = memory();
    const without = { ...storage, capabilities: { ...storage.capabilities, transactions: false } };
    const t = await testMessaging({ consumers, storage: without, queue });
    await expect(t.messaging.email.send({ to: 'c1', ...hi }, { tx: {} })).rejects.toMatchObject({
      code: 'transactions_unsupported',
    });
  });

  it('refuses a channel without a transport', async () => {
    const messaging = new Messaging({ site: { id: 'a', name: 'A' }, secret: 'x'.repeat(32), ...memory() });
    await expect(messaging.sms.send({ to: { address: '+447400123456' }, text: 'x' })).rejects.toMatchObject({
      code: 'channel_unavailable',
    });
  });
});

describe('sending many', () => {
  async function* letters(count: number) {
    for (let n = 0; n < count; n += 1)
      yield { to: n % 10 === 3 ? 'nobody' : 'c1', subject: `Letter ${n}`, text: 'x' };
  }

  it('streams an async iterable in batches, refuses the bad ones alone and tells its progress', async () => {
    const t = await open();
    const progress: number[] = [];
    const result = await t.messaging.email.sendMany(letters(95), {
      batchSize: 20,
      onProgress: ({ read }) => void progress.push(read),
    });
    expect(result).toMatchObject({
      read: 95,
      accepted: 85,
      rejected: 10,
      suppressed: 0,
      repeated: 0,
      stopped: false,
    });
    expect(progress).toEqual([20, 40, 60, 80, 95]);
    expect(result.rejections[0]).toMatchObject({ index: 3, error: { code: 'consumer_not_found' } });
    await t.deliverAll();
    expect(t.sent).toHaveLength(85);
  });

  it('pulls no more than a batch ahead and stops between batches on its signal', async () => {
    const t = await open();
    const stop = new AbortController();
    let pulled = 0;
    function* endless() {
      for (;;) {
        pulled += 1;
        yield { to: 'c1', subject: `Letter ${pulled}`, text: 'x' };
      }
    }
    const result = await t.messaging.email.sendMany(endless(), {
      batchSize: 10,
      signal: stop.signal,
      onProgress: ({ read }) => {
        if (read === 30) stop.abort();
      },
    });
    expect(result).toMatchObject({ read: 30, accepted: 30, stopped: true });
    expect(pulled).toBeLessThanOrEqual(31);
  });

  it('counts repetitions, within a batch too', async () => {
    const t = await open();
    const same = { to: 'c1', ...hi, idempotencyKey: 'k' };
    const result = await t.messaging.email.sendMany([same, same, { ...same, text: 'other' }]);
    expect(result).toMatchObject({
      accepted: 1,
      repeated: 1,
      rejected: 1,
      rejections: [{ index: 2, error: { code: 'idempotency_conflict' } }],
    });
  });

  it('refuses everything before the first read where the sender is not ready', async () => {
    const t = await testMessaging({ consumers, senderReady: false });
    const unread = {
      [Symbol.iterator]: () => {
        throw new Error('read');
      },
    };
    await expect(t.messaging.email.sendMany(unread)).rejects.toMatchObject({ code: 'sender_not_ready' });
  });
});
