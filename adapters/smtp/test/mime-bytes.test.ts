import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import { expect, it, vi } from 'vitest';
import { mimeBytes } from '../src/sending/mime-bytes.ts';

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: { filename: string; content: Buffer }[];
}

const compiled = (mail: Mail) =>
  new MailComposer({
    ...{ messageId: '<a@b.example>', date: new Date(0), baseBoundary: 'same', headers: { 'X-Kind': 'x' } },
    ...mail,
  }).compile();

const piece = fc.constantFrom(
  ...[
    'a',
    'word ',
    ' ',
    '\t',
    '=',
    '.',
    '\r\n',
    '\r\n.\r\n',
    '--',
    'ü',
    'Grüße ',
    '日本',
    '🎉',
    '\u00a0',
    '\u0000',
  ],
  ...['x'.repeat(80), 'ü'.repeat(30), 'long words of a line ', 'https://acme.example/?a=b&c=d '],
);
const body = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

/** What a reader sees, and the lines that are not content. */
async function read(bytes: Buffer) {
  const { subject, text, html, headerLines } = await simpleParser(bytes, { skipTextToHtml: true });
  return { subject, text, html, headers: headerLines.map(({ line }) => line) };
}

const longest = (bytes: Buffer) =>
  Math.max(
    ...bytes
      .toString('latin1')
      .split('\r\n')
      .map(({ length }) => length),
  );

it('a mail of texts reads as the one that nodemailer builds, in lines that every server takes', async () => {
  await fc.assert(
    fc.asyncProperty(body, fc.option(body, { nil: undefined }), body, async (text, html, subject) => {
      const mail = html === undefined ? { subject, text } : { subject, text, html };
      const [bytes, built] = [await mimeBytes(compiled(mail)), await compiled(mail).build()];
      expect(await read(bytes)).toEqual(await read(built));
      // A long word of a subject cannot be folded by either.
      expect(longest(bytes)).toBeLessThanOrEqual(Math.max(longest(built), 76));
      expect(bytes.subarray(-2).toString()).toBe('\r\n');
    }),
    { numRuns: 200 },
  );
});

it.each<[string, boolean, Mail]>([
  ['of texts is written in one go', false, { subject: 's', text: 'x'.repeat(30_000), html: '<p>x</p>' }],
  ['of much text is built in slices', true, { subject: 's', text: 'x'.repeat(70_000) }],
  [
    'with an attachment too',
    true,
    { subject: 's', text: 'x', attachments: [{ filename: 'a', content: Buffer.alloc(3) }] },
  ],
])('a mail %s', async (_what, streamed, mail) => {
  const node = compiled(mail);
  const build = vi.spyOn(node, 'build');
  const bytes = await mimeBytes(node);
  expect(build.mock.calls.length > 0).toBe(streamed);
  expect(bytes).toEqual(await compiled(mail).build());
});
