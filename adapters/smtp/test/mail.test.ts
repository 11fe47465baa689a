import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import type { Outgoing } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { outgoing, sending } from './support/fixtures.ts';
import type { MailServer } from './support/mail-server.ts';
import { mailServer, transportTo } from './support/opened.ts';

async function sentTo(server: MailServer, changes: Partial<Outgoing>): Promise<Buffer> {
  const result = await transportTo(server).send(outgoing(changes), sending());
  const mail = server.mails.at(-1);
  if (result.outcome !== 'accepted' || !mail) throw new Error(`not sent: ${JSON.stringify(result)}`);
  return mail.raw;
}

const sent = async (changes: Partial<Outgoing>) => sentTo(await mailServer(), changes);
const parsed = async (changes: Partial<Outgoing>) => simpleParser(await sent(changes));

const everything: Partial<Outgoing> = {
  to: { name: 'Zoë "Z" Müller', address: 'zoe@example.org' },
  from: { name: 'Café Acme', address: 'hello@acme.example' },
  subject: `Grüße 🎉 ${'and a long subject '.repeat(10)}end`,
  text: 'Grüße\nfrom here\r\nand there\rand a dot:\n.\n..\n',
  html: '<p>Grüße <img src="cid:logo@acme"></p>\n',
  replyTo: { name: 'Help', address: 'help@acme.example' },
  headers: {
    'List-Unsubscribe': `<https://acme.example/u/${'k'.repeat(200)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'X-Ticket': 'Fünf',
  },
  attachments: [
    {
      filename: 'Rechnung März.pdf',
      contentType: 'application/pdf',
      content: Buffer.from('%PDF é').toString('base64'),
    },
    { filename: 'logo.png', contentType: 'image/png', content: 'iVBORw0KGgo=', contentId: 'logo@acme' },
  ],
};

it('a mail arrives as it was written, in every part', async () => {
  const mail = await parsed(everything);
  expect(mail.from?.value).toEqual([{ name: 'Café Acme', address: 'hello@acme.example' }]);
  expect(mail.to).toMatchObject({ value: [{ name: 'Zoë "Z" Müller', address: 'zoe@example.org' }] });
  expect(mail.replyTo?.value).toEqual([{ name: 'Help', address: 'help@acme.example' }]);
  expect(mail.subject).toBe(everything.subject);
  expect(mail.text).toBe('Grüße\nfrom here\nand there\nand a dot:\n.\n..\n');
  expect(mail.html).toContain('<p>Grüße <img src="data:image/png;base64,iVBORw0KGgo="></p>');
  expect(mail.messageId).toBe('<msg_1@acme.example>');
  expect(mail.date).toEqual(outgoing().date);
  expect(mail.headers.get('x-ticket')).toBe('=?UTF-8?Q?F=C3=BCnf?=');
  expect(mail.headers.get('list')).toMatchObject({
    unsubscribe: { url: `https://acme.example/u/${'k'.repeat(200)}` },
  });
  expect(
    mail.attachments.map(({ filename, contentType, contentDisposition }) => [
      filename,
      contentType,
      contentDisposition,
    ]),
  ).toEqual([
    ['logo.png', 'image/png', 'inline'],
    ['Rechnung März.pdf', 'application/pdf', 'attachment'],
  ]);
  expect(mail.attachments[1]?.content.toString()).toBe('%PDF é');
});

it('a mail is ASCII with CRLF line ends of 998 characters at most, whatever went in', async () => {
  const raw = await sent({
    ...everything,
    text: `${'x'.repeat(3000)}\nü\u0000\u0007`,
    html: `<p>${'y'.repeat(3000)}</p>`,
  });
  const text = raw.toString('latin1');
  expect(text).not.toMatch(/[^\r\n\t -~]/);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...text.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998);
});

it('a text that looks like an encoded word arrives as that text, in subject, names and filenames', async () => {
  const server = await mailServer();
  const piece = fc.constantFrom(
    '=?utf-8?Q?Bank=20Support?=',
    '=?UTF-8?B?QmFuaw==?=',
    '=?iso-8859-1*en?q?a b?=',
    '=?',
    '?=',
    '"',
    '\\',
    ' ',
    'Acme, Inc.',
    'é🎉',
    'long '.repeat(20),
  );
  // Spaces at the ends are no part of a header's text, and a run of them is folded.
  const texts = fc
    .array(piece, { minLength: 1, maxLength: 5 })
    .map((pieces) => `x${pieces.join('').replace(/ +/g, ' ').trim()}`.replace(/^x(?==)/, ''));
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const named = (address: string) => ({ name: text, address });
      const raw = await sentTo(server, {
        subject: text,
        from: named('hello@acme.example'),
        to: named('ada@example.org'),
        replyTo: named('help@acme.example'),
        attachments: [{ filename: `${text}.txt`, contentType: 'text/plain', content: 'QQ==' }],
      });
      const mail = await simpleParser(raw);
      expect(mail.subject).toBe(text);
      expect(mail.from?.value).toEqual([named('hello@acme.example')]);
      expect(mail.to).toMatchObject({ value: [named('ada@example.org')] });
      expect(mail.replyTo?.value).toEqual([named('help@acme.example')]);
      expect(mail.attachments[0]?.filename).toBe(`${text}.txt`);
      // RFC 2047 §5: not within a quoted string, where readers differ.
      expect(raw.toString('latin1').split('\r\n\r\n', 1)[0]).not.toMatch(/"[^"\r\n]*=\?/);
    }),
    { numRuns: 60, examples: [['=?utf-8?Q?Bank=20Support?=']] },
  );
});

it('two sends of one message are the same bytes', async () => {
  const server = await mailServer();
  expect(await sentTo(server, everything)).toEqual(await sentTo(server, everything));
});

it('two messages do not share a boundary, so that one quoted in the other cannot end its parts', async () => {
  const boundary = async (messageId: string) =>
    /boundary="([^"]+)"/.exec((await sent({ ...everything, messageId })).toString())?.[1];
  const [first, second] = [await boundary('<a@acme.example>'), await boundary('<b@acme.example>')];
  expect(first).toBeDefined();
  expect(first).not.toBe(second);
});

it('a message without a Message-ID gets one from its id', async () => {
  const { messageId: _, ...rest } = outgoing();
  const server = await mailServer();
  await transportTo(server).send(rest, sending());
  expect((await simpleParser(server.mails[0]?.raw ?? '')).messageId).toBe('<msg_1@acme.example>');
});

it('text alone, HTML alone beside an empty text, and an empty mail are single parts or alternatives', async () => {
  expect((await parsed({ text: 'Only text' })).html).toBe(false);
  expect((await parsed({ text: '', html: '<b>Only HTML</b>' })).html).toBe('<b>Only HTML</b>\n');
  expect((await parsed({ text: '', subject: '' })).text ?? '').toBe('');
});

it('an attached message stays a file: base64, and not taken apart', async () => {
  const content = Buffer.from('Subject: inner\r\n\r\nGrüße').toString('base64');
  const raw = await sent({
    attachments: [{ filename: 'inner.eml', contentType: 'message/rfc822', content }],
  });
  expect(raw.toString()).toContain('Content-Type: application/octet-stream; name=inner.eml');
  expect(raw.toString()).toContain(content);
});

it('an attachment that looks like a path, a URL or a data URI is its own content', async () => {
  const names = ['/etc/hostname', 'http://127.0.0.1:1/', 'data:text/plain,x'];
  const content = Buffer.from('as given').toString('base64');
  const mail = await parsed({
    attachments: names.map((filename) => ({ filename, contentType: 'text/plain', content })),
  });
  expect(mail.attachments.map((one) => one.content.toString())).toEqual(names.map(() => 'as given'));
});

describe('a message that no mail can be made of is refused before a server is asked', () => {
  const file = { filename: 'a.txt', contentType: 'text/plain', content: '' };
  it.each<[string, Partial<Outgoing>]>([
    ['recipient', { to: { address: 'ada@example.org, eve@example.org' } }],
    ['recipient', { to: { name: 'Ada\r\nBcc: eve@example.org', address: 'ada@example.org' } }],
    ['sender', { from: { address: 'hello' } }],
    ['content', { replyTo: { address: '<help@acme.example>' } }],
    ['content', { subject: 'Hi\r\nBcc: eve@example.org' }],
    ['content', { messageId: '<a@b>\r\nX: y' }],
    ['content', { messageId: 'a@b' }],
    ['content', { headers: { 'X-A': 'b\r\nBcc: eve@example.org' } }],
    ['content', { headers: { 'X A': 'b' } }],
    ['content', { headers: { 'X-A:': 'b' } }],
    ['content', { attachments: [{ ...file, filename: 'a\r\nb' }] }],
    ['content', { attachments: [{ ...file, contentId: 'a>\r\nX: <b' }] }],
  ])('%s %o', async (failureClass, changes) => {
    const transport = transportTo({ port: 1 });
    expect(await transport.send(outgoing(changes), sending())).toMatchObject({
      outcome: 'rejected',
      failure: { class: failureClass, message: expect.not.stringContaining('eve') },
    });
  });

  it.each([
    'From',
    'TO',
    'Cc',
    'Bcc',
    'Sender',
    'Reply-To',
    'Subject',
    'Date',
    'Message-ID',
    'MIME-Version',
    'Received',
    'Return-Path',
    'DKIM-Signature',
    'Content-Type',
    'content-transfer-encoding',
    'Resent-From',
    'ARC-Seal',
    'Authentication-Results',
    'X-Postern-Return-Path',
  ])('a header %s of its own', async (name) => {
    expect(
      await transportTo({ port: 1 }).send(outgoing({ headers: { [name]: 'x' } }), sending()),
    ).toMatchObject({
      outcome: 'rejected',
      failure: { class: 'content' },
    });
  });
});

it('a header without a value is left out', async () => {
  const mail = await parsed({ headers: { 'X-Empty': '', 'X-Full': 'y' } });
  expect([mail.headers.has('x-empty'), mail.headers.has('key'), mail.headers.get('x-full')]).toEqual([
    false,
    false,
    'y',
  ]);
});
