import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import type { ProviderEvent } from 'postern/adapter';
import { expect, it, vi } from 'vitest';
import { readMail } from '../src/bounces/bounce.ts';

const folder = new URL('./fixtures/', import.meta.url);
const samples = readdirSync(folder).map((file) => readFileSync(new URL(file, folder)));
const now = new Date('2026-12-01T00:00:00Z');

/** What the core and the storage may count on, whatever came in. */
function expectSound(reports: readonly ProviderEvent[]): void {
  expect(reports.length).toBeLessThanOrEqual(100);
  for (const { correlation, at, dedupeKey, detail = '', failure } of reports) {
    expect(correlation).toMatch(/^[0-9a-z]{1,40}-[0-9a-z]{1,6}-[0-9a-f]{24}$/);
    expect(at.getTime()).toBeGreaterThan(0);
    expect(at.getTime()).toBeLessThanOrEqual(now.getTime());
    expect(dedupeKey).toMatch(/^mail\/[\w-]{32}$/);
    for (const words of [detail, failure?.message ?? '']) expect(words).toMatch(/^[^\p{Cc}]{0,550}$/u);
  }
}

it('bytes that are no mail are no report, and no error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      expect(await readMail(bytes, now)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('a bounce that was damaged anywhere is read soundly or not at all', async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        '\r\n',
        '\n\n',
        '\n--',
        ':',
        ';',
        '"',
        '(',
        '<>',
        '=',
        '\0',
        '\u0007\u0085',
        '550 5.1.1 ',
        '5'.repeat(300),
      )
      .map((text) => Buffer.from(text)),
    // A part of another sample, as where two mails ran into each other.
    fc
      .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat({ max: 400 }))
      .map(([sample, at, length]) => sample.subarray(at % sample.length, (at % sample.length) + length)),
  );
  const damage = fc.tuple(fc.nat(), fc.nat({ max: 200 }), piece);
  let readAnyway = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.array(damage, { maxLength: 6 }),
      async (sample, damages) => {
        const raw = damages.reduce((bytes, [place, cut, inserted]) => {
          const at = place % (bytes.length + 1);
          return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + cut)]);
        }, sample);
        const reports = await readMail(raw, now);
        expectSound(reports);
        readAnyway += reports.length;
      },
    ),
    { numRuns: 1000 },
  );
  // Else nothing was looked at.
  expect(readAnyway).toBeGreaterThan(100);
});

it('lists of addresses and encoded words in a header are read as text, and not taken apart', async () => {
  const parse = vi.spyOn(PostalMime, 'parse');
  try {
    const correlation = `1-1-${'a'.repeat(24)}`;
    const raw = [
      `To: ${'g:'.repeat(200_000)}`,
      `Cc: ${'ada@example.org,'.repeat(1000)}`,
      `Subject: ${'=?utf-8?Q?a?= '.repeat(1000)}`,
      'X-Failed-Recipients:',
      ' ada@example.org',
      `Delivered-To: bounce+${correlation}@acme.example`,
      'Content-Type: text/plain;',
      ' charset=utf-8',
      '',
      'This message was created automatically by mail delivery software.',
      '550 5.1.1 No such user',
    ].join('\r\n');
    const reports = await readMail(Buffer.from(raw), now);
    expect(reports).toMatchObject([{ correlation, type: 'undelivered' }]);
    const given = parse.mock.calls.map(([bytes]) => (bytes instanceof Uint8Array ? bytes.length : Infinity));
    expect(Math.max(...given)).toBeLessThan(500);
  } finally {
    parse.mockRestore();
  }
});

it('no notice takes long, however its lines repeat what is looked for', async () => {
  const names = ['qmail-hard', 'sendmail-old', 'exim-classic-hard', 'exchange-2003'];
  const pieces = [
    '-',
    ' ',
    '<a@',
    'a@b ',
    "doesn't have a ",
    'host ',
    '550 ',
    '>>> ',
    '554 <a@b>... \n',
    '\t\n',
  ];
  const before = process.cpuUsage();
  for (const name of names) {
    const text = readFileSync(new URL(`${name}.eml`, folder), 'latin1');
    const body = text.indexOf('\n\n') + 2;
    for (const piece of pieces) {
      const flood = piece.repeat(50_000 / piece.length);
      await readMail(Buffer.from(`${text.slice(0, body)}${flood}\n${text.slice(body)}`, 'latin1'), now);
    }
  }
  // Three seconds; minutes, were one of the patterns quadratic.
  expect(process.cpuUsage(before).user).toBeLessThan(20_000_000);
});
