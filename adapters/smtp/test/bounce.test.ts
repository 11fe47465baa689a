import { readdirSync, readFileSync } from 'node:fs';
import { readNotes } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { readMail } from '../src/bounces/bounce.ts';
import { type BounceOptions, bounce } from './support/bounces.ts';

const folder = new URL('./fixtures/', import.meta.url);
const sampleOf = (name: string) => readFileSync(new URL(`${name}.eml`, folder));
const read = (raw: Uint8Array) => readMail(raw, new Date('2026-12-01T00:00:00Z'));

/** The hand-over that every sample is about. */
const correlation = '0mwt2ei80k3q9x2v8b5n1w6td-1-0e98955cb70a6dacff9e93ea';
const address = `bounce+${correlation}@acme.example`;

/** Type, class and code of each report: the class decides whether the address is written to again. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'postfix-hard': ['undelivered recipient 550 5.1.1'],
  'postfix-soft': ['undelivered temporary 451 4.7.1'],
  'postfix-delayed': ['delayed temporary 4.4.1'],
  'postfix-full': ['undelivered temporary 552 5.2.2'],
  'postfix-policy': ['undelivered blocked 554 5.7.1'],
  'postfix-bare': ['undelivered recipient 550 5.0.0'],
  'exim-hard': ['undelivered recipient 550 5.1.1'],
  'exim-soft': ['undelivered temporary 451 4.3.0'],
  'exim-delayed': ['delayed temporary 4.0.0'],
  'exim-full': ['undelivered temporary 552 5.2.2'],
  'exim-policy': ['undelivered blocked 550 5.7.1'],
  'exim-local': ['undelivered blocked 5.0.0'],
  'exim-classic-hard': ['undelivered recipient 550 5.1.1'],
  'exim-classic-delayed': ['delayed temporary'],
  'exim-classic-uncoded': ['undelivered temporary'],
  'exchange-hard': ['undelivered recipient 550 5.1.10'],
  'exchange-soft': ['undelivered network 550 5.4.300'],
  'exchange-delayed': ['delayed temporary 400 4.4.7'],
  'exchange-full': ['undelivered temporary 554 5.2.2'],
  'exchange-policy': ['undelivered blocked 550 5.7.133'],
  'exchange-text': ['undelivered recipient 550 5.1.1'],
  'gmail-hard': ['undelivered recipient 550 5.1.1'],
  'gmail-soft': ['undelivered temporary 4.4.1'],
  'gmail-delayed': ['delayed temporary 4.4.1'],
  'gmail-full': ['undelivered temporary 552 5.2.2'],
  'gmail-policy': ['undelivered sender 550 5.7.26'],
  'gmail-empty': ['undelivered recipient 550 5.1.1'],
  'gmail-classic-hard': ['undelivered recipient 550 5.1.1'],
  'gmail-classic-delayed': ['delayed temporary'],
  'qmail-hard': ['undelivered recipient 550 5.1.1'],
  'qmail-local': ['undelivered recipient 5.1.1'],
  'qmail-soft': ['undelivered temporary 4.4.1'],
  'qmail-full': ['undelivered temporary 5.2.2'],
  'qmail-policy': ['undelivered blocked 554 5.7.1'],
  'qmail-several': ['undelivered recipient 550 5.1.1', 'undelivered blocked 550 5.7.1'],
  'sendmail-hard': ['undelivered recipient 550 5.1.1'],
  'sendmail-delayed': ['delayed temporary 4.4.1'],
  'sendmail-relayed': ['delivered'],
  'sendmail-several': ['sent', 'delivered', 'undelivered blocked 550 5.7.1'],
  'workmail-hard': ['undelivered recipient 550 5.1.1'],
  'opensmtpd-6': ['undelivered recipient 550 5.1.1', 'undelivered temporary 552 5.2.2'],
  'opensmtpd-6-delayed': ['delayed temporary'],
  'opensmtpd-7': ['undelivered recipient 550 5.1.1', 'undelivered temporary 552 5.2.2'],
  'hmailserver-hard': ['undelivered recipient 550 5.1.1'],
  'smartermail-hard': ['undelivered recipient 550', 'undelivered blocked 550 5.7.1'],
  'notes-unlisted': ['undelivered recipient'],
  'domino-unlisted': ['undelivered recipient'],
  'au-full': ['undelivered temporary'],
  'ezweb-hard': ['undelivered recipient 550'],
  'ezweb-filter': ['undelivered blocked 550'],
  'dma-hard': ['undelivered recipient 550 5.1.1'],
  'dma-given-up': ['undelivered temporary'],
  'qmail-blank': ['undelivered blocked 550 5.7.1'],
  'qmail-together': ['undelivered recipient 550 5.1.1'],
  'yahoo-hard': ['undelivered recipient 550 5.1.1'],
  'yahoo-classic': ['undelivered recipient', 'undelivered temporary'],
  'exchange-2003': ['undelivered recipient'],
  'sendmail-old': ['undelivered network 550'],
  'sendmail-text': ['undelivered recipient 550 5.1.1'],
  'sendmail-run-on': ['undelivered temporary 5.2.2', 'undelivered recipient 5.1.1'],
  'imail-unknown': ['undelivered recipient'],
  'imail-given-up': ['undelivered temporary'],
  'm-filter-after-data': ['undelivered blocked 550'],
  'mailfoundry-full': ['undelivered temporary 552 5.1.1'],
  'mailmarshal-hard': ['undelivered recipient 550 5.1.1'],
  'interscan-hard': ['undelivered recipient 550 5.1.1'],
  'interscan-wrapped': ['undelivered recipient 5.1.1'],
  'pmdf-several': ['undelivered recipient 550 5.1.1', 'undelivered blocked 550 5.7.1'],
  'verizon-unknown': ['undelivered recipient 550'],
  'routing-given-up': ['undelivered temporary'],
  'postfix-text': ['undelivered network'],
  'postfix-after-data': ['undelivered blocked 550 5.0.0'],
  'sendgrid-expired': ['undelivered temporary'],
  'exim-malformed': ['undelivered blocked'],
  'gmx-several': ['undelivered recipient 5.1.1', 'undelivered temporary 5.2.2'],
  'zoho-delayed': ['delayed temporary 421'],
  'ses-sns-bounce': ['undelivered recipient 550 5.1.1'],
  'ses-sns-complaint': ['complained'],
  'ses-sns-delivery': ['delivered'],
  'arf-abuse': ['complained'],
  'arf-old': ['complained'],
  'arf-redacted': ['complained'],
  'arf-outlook': ['complained'],
  'arf-other': ['complained'],
  'arf-opt-out': ['unsubscribed'],
  'arf-not-spam': [],
  'arf-auth-failure': [],
  'other-auto-reply': [],
  'other-vacation': [],
  'other-answer': [],
  'other-read-receipt': [],
  'other-forwarded-bounce': [],
  'other-pasted-bounce': [],
  'other-list-answer': [],
};

describe('a mail that comes in is read for what it says about ours', () => {
  it('and every sample is in the table', () => {
    const files = readdirSync(folder).map((file) => file.replace('.eml', ''));
    expect(files.sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))('%s: %j', async (name, reports) => {
    const found = await read(sampleOf(name));
    const shown = found.map(({ type, failure }) => [type, failure?.class, failure?.code]);
    expect(shown.map((parts) => parts.filter((part) => part !== undefined).join(' '))).toEqual(reports);
    for (const report of found) expect(report).toMatchObject({ correlation });
  });

  it.each(Object.keys(expected))(
    '%s reads the same with CRLF, and after the line of a mailbox file',
    async (name) => {
      const text = sampleOf(name).toString('latin1');
      const reports = await read(Buffer.from(text, 'latin1'));
      expect(await read(Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'))).toEqual(reports);
      const inMailbox = `From MAILER-DAEMON Mon Nov 23 09:30:05 2026\n${text}`;
      expect(await read(Buffer.from(inMailbox, 'latin1'))).toEqual(reports);
    },
  );

  it('and keeps the words of the other server on one line', async () => {
    const detailOf = async (name: string) => (await read(sampleOf(name)))[0]?.detail;
    expect(await detailOf('postfix-hard')).toBe(
      '550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown in virtual mailbox table',
    );
    expect(await detailOf('qmail-local')).toBe('Sorry, no mailbox here by that name. (#5.1.1)');
    expect(await detailOf('exim-classic-hard')).toBe(
      'host mx.example.org [192.0.2.25]: 550 5.1.1 <ada@example.org>: User unknown',
    );
    const [report] = await read(
      bounce({ to: address, diagnostic: `smtp; 550 5.1.1 Gone\u0007${'x'.repeat(3000)}` }),
    );
    expect(report?.detail).toMatch(/^550 5\.1\.1 Gone x{480,}$/);
    expect(report?.failure?.message).toBe(`The mail came back: ${report?.detail}`);
    expect(readNotes(report?.failure?.message ?? '')).toEqual([
      { code: 'came_back', answer: report?.detail },
    ]);
  });
});

describe('a final failure is about', () => {
  const classOf = async (options: Omit<BounceOptions, 'to'>) => {
    const [report] = await read(bounce({ to: address, ...options }));
    return report && `${report.type} ${report.failure?.class} ${report.failure?.code}`;
  };

  it.each<[status: string, diagnostic: string, shown: string]>([
    // The refusing server's own status goes before what the reporting one made of it.
    ['5.0.0', 'smtp; 550 5.1.1 Unknown', 'undelivered recipient 550 5.1.1'],
    ['5.1.1', 'smtp; 550 5.7.1 Blocked', 'undelivered blocked 550 5.7.1'],
    ['5.1.1', 'smtp; 550-5.7.1 Blocked', 'undelivered blocked 550 5.7.1'],
    ['5.1.1', 'smtp; 550 #5.7.1 Blocked', 'undelivered blocked 550 5.7.1'],
    ['5.1.1', 'smtp; 550 5.0.0 Unknown', 'undelivered recipient 550 5.1.1'],
    ['', 'smtp; 550 5.1.1 Unknown', 'undelivered recipient 550 5.1.1'],
    // A deferral that was given up is a failure, and says nothing against the address.
    ['5.4.7', 'smtp; 450 4.1.1 Greylisted', 'undelivered network 5.4.7'],
    ['4.4.7', 'smtp; 450 4.1.1 Greylisted', 'undelivered temporary 450 4.1.1'],
    ['5.1.0', '', 'undelivered blocked 5.1.0'],
    ['5.1.2', '', 'undelivered blocked 5.1.2'],
    ['5.1.7', '', 'undelivered sender 5.1.7'],
    ['5.1.8', '', 'undelivered sender 5.1.8'],
    ['5.2.1', '', 'undelivered recipient 5.2.1'],
    ['5.2.122', '', 'undelivered temporary 5.2.122'],
    ['5.2.3', '', 'undelivered content 5.2.3'],
    ['5.3.4', '', 'undelivered content 5.3.4'],
    ['5.4.4', '', 'undelivered network 5.4.4'],
    ['5.6.1', '', 'undelivered content 5.6.1'],
    ['5.7.509', '', 'undelivered blocked 5.7.509'],
    ['5.5.0', 'smtp; 550 Mailbox unavailable', 'undelivered blocked 550 5.5.0'],
    // Digits that are no codes.
    ['5.0.0', 'smtp; connect to 192.0.2.5[5.1.1.5]:25: 550 ms', 'undelivered blocked 550 5.0.0'],
    ['5.0.0', 'smtp; 550 5.1.1.7 is not our address', 'undelivered blocked 550 5.0.0'],
    ['5.71.1', 'X-Unix; 67', 'undelivered blocked 5.71.1'],
  ])('%s, "%s"', async (status, diagnostic, shown) => {
    expect(await classOf({ status, diagnostic })).toBe(shown);
  });

  it.each<[action: string, status: string, shown: string | undefined]>([
    ['Failed (mailbox gone)', '5.1.1', 'undelivered recipient 5.1.1'],
    ['delayed', '5.1.1', 'delayed temporary 5.1.1'],
    ['', '5.1.1', 'undelivered recipient 5.1.1'],
    ['', '4.2.2', 'delayed temporary 4.2.2'],
    ['', '2.0.0', 'delivered undefined undefined'],
    ['', '', undefined],
    ['exploded', '5.1.1', 'undelivered recipient 5.1.1'],
    ['exploded', '', undefined],
    ['expired', '', 'undelivered blocked undefined'],
  ])('action "%s", status "%s"', async (action, status, shown) => {
    expect(await classOf({ action, status, diagnostic: '' })).toBe(shown);
  });
});

it('a header of our own mail is never read as the words of the server that returns it', async () => {
  const notice = [
    `To: ${address}`,
    'Content-Type: text/plain',
    '',
    'This message was created automatically by mail delivery software.',
    '',
    'It could not be delivered:',
    '',
    '--- The header of the original message is following. ---',
    '',
    'Subject: Release #5.1.2 and 550 5.1.1 is out',
  ];
  const [report] = await read(Buffer.from(notice.join('\r\n')));
  expect(report?.failure).toMatchObject({ class: 'blocked' });
  expect(report?.failure?.code).toBeUndefined();
});

describe('the mail it is about', () => {
  const elsewhere = { to: 'postmaster@acme.example' };
  const of = async (options: BounceOptions) => {
    const [report] = await read(bounce(options));
    return report?.correlation;
  };

  it.each<[string, BounceOptions]>([
    ['To', { to: `"Bounces" <${address}>` }],
    ['To, in capitals', { to: address.toUpperCase() }],
    ['To, quoted', { to: address.replace(/^([^@]+)/, '"$1"') }],
    ['Delivered-To', { ...elsewhere, header: [`Delivered-To: ${address}`] }],
    ['X-Original-To', { ...elsewhere, header: [`X-Original-To: ${address}`] }],
    ['Received', { ...elsewhere, header: [`Received: by mx.acme.example\r\n\tfor <${address}>; Mon`] }],
    ['the Return-Path that came back', { ...elsewhere, returned: `Return-Path: <${address}>\r\n\r\nHi` }],
    ['our own header', { ...elsewhere, returned: `X-Postern-Return-Path:\r\n <${address}>\r\n\r\nHi` }],
    ['another returnPath, used before', { to: address.replace('bounce+', 'b+').replace('acme', 'old') }],
  ])('is found in %s', async (_place, options) => {
    expect(await of(options)).toBe(correlation);
  });

  it('is not found in its Message-ID, which anybody may know, or in what was written in it', async () => {
    expect(
      await of({ ...elsewhere, returned: `Message-ID: <msg_${correlation}@acme.example>\r\n\r\nHi` }),
    ).toBe(undefined);
    expect(await of({ ...elsewhere, returned: `Subject: Hi\r\n\r\n${address}` })).toBe(undefined);
  });

  it('is first the one whose address it came to', async () => {
    const other = address.replace('-1-', '-2-');
    expect(await of({ to: address, returned: `Return-Path: <${other}>\r\n\r\nHi` })).toBe(correlation);
  });
});

describe('a report that comes twice', () => {
  const keysOf = async (options: Partial<BounceOptions> = {}) =>
    (await read(bounce({ to: address, ...options }))).map(({ dedupeKey }) => dedupeKey);

  it('has the same key, whatever way it came', async () => {
    const header = [
      `Delivered-To: ${address}`,
      'Received: from imap.acme.example; Mon, 23 Nov 2026 10:00:00 +0000',
    ];
    expect(await keysOf({ header })).toEqual(await keysOf());
  });

  it('has another key than the next of the same delay, and than those of other recipients in it', async () => {
    const block = (name: string) => [
      `Final-Recipient: rfc822; ${name}@example.org`,
      'Action: failed',
      'Status: 5.1.1',
    ];
    const keys = [
      ...(await keysOf()),
      ...(await keysOf({ messageId: '<2@mail.example.org>' })),
      ...(await keysOf({ messageId: '', date: 'Tue, 24 Nov 2026 09:30:05 +0000' })),
      ...(await keysOf({ action: 'delayed', status: '4.4.1', diagnostic: '' })),
      ...(await keysOf({ recipients: [block('ada'), block('grace')] })),
    ];
    expect(new Set(keys).size).toBe(6);
  });
});

it.each([
  ['Mon, 23 Nov 2026 01:30:05 -0800 (PST)', '2026-11-23T09:30:05.000Z'],
  ['Fri, 31 Dec 2027 09:30:05 +0000', '2026-12-01T00:00:00.000Z'],
  ['Wed, 1 Jan 1969 00:00:00 +0000', '2026-12-01T00:00:00.000Z'],
  ['yesterday', '2026-12-01T00:00:00.000Z'],
  ['', '2026-12-01T00:00:00.000Z'],
])('happened at the date of the bounce where that can be true: "%s"', async (date, at) => {
  const [report] = await read(bounce({ to: address, date }));
  expect(report?.at.toISOString()).toBe(at);
});

describe('a mail of any size is read as far as a report goes', () => {
  it('and not on through the long mail that it returns', async () => {
    const returned = `Subject: Long\r\n\r\n${`${'x'.repeat(76)}\r\n`.repeat(100_000)}`;
    expect(await read(bounce({ to: address, returned }))).toHaveLength(1);
  });

  it('for a hundred recipients at most', async () => {
    const recipients = Array.from({ length: 1000 }, (_, index) => [
      `Final-Recipient: rfc822; user${index}@example.org`,
      'Action: failed',
      'Status: 5.1.1',
    ]);
    const reports = await read(bounce({ to: address, recipients }));
    expect(reports.length).toBeLessThanOrEqual(100);
    expect(reports.length).toBeGreaterThan(90);
  });

  it.each([
    ['parts', '--b\r\n'],
    ['lines', 'x\r\n'],
  ])('without getting lost in ten million bytes of %s', async (_what, line) => {
    const flood = line.repeat(10_000_000 / line.length);
    const raw = Buffer.from(`To: ${address}\r\nContent-Type: multipart/report; boundary=b\r\n\r\n${flood}`);
    const before = process.cpuUsage();
    expect(await read(raw)).toEqual([]);
    // A tenth of a second; half a minute without the bounds.
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });
});
