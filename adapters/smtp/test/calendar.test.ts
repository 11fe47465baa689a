import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import PostalMime from 'postal-mime';
import type { CalendarPart, Outgoing } from 'postern/adapter';
import { expect, it } from 'vitest';
import { outgoing, sending } from './support/fixtures.ts';
import { mailServer, transportTo } from './support/opened.ts';

const calendar: CalendarPart = {
  method: 'REQUEST',
  filename: 'Termin März.ics',
  content: [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Acme//EN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'UID:4711@acme.example',
    'DTSTAMP:20260302T090000Z',
    'DTSTART:20260310T130000Z',
    'DTEND:20260310T133000Z',
    `SUMMARY:Grüße\\, 日本 ${'long '.repeat(300)}end`,
    'ORGANIZER:mailto:hello@acme.example',
    'ATTENDEE;RSVP=TRUE:mailto:zoe@example.org',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n'),
};

async function sent(changes: Partial<Outgoing>): Promise<Buffer> {
  const server = await mailServer();
  const result = await transportTo(server).send(outgoing({ calendar, ...changes }), sending());
  expect(result.outcome).toBe('accepted');
  return server.mails.at(-1)?.raw ?? Buffer.of();
}

/** The kinds of the parts as they stand, an indent for each level. */
function structureOf(raw: Buffer): readonly string[] {
  const open: string[] = [];
  const lines: string[] = [];
  const text = raw.toString('latin1').replace(/\r\n[ \t]+/g, ' ');
  for (const line of text.split('\r\n')) {
    const type = /^Content-Type: ([^;]+)/i.exec(line)?.[1];
    if (type) lines.push(`${'  '.repeat(open.length)}${type}`);
    const boundary = /^Content-Type: multipart\/.*boundary="([^"]+)"/i.exec(line)?.[1];
    if (boundary) open.push(boundary);
    else if (line === `--${open.at(-1)}--`) open.pop();
  }
  return lines;
}

it('is the last alternative of the body, with its method, and a file besides', async () => {
  const raw = await sent({ html: '<p>Come</p>' });
  expect(structureOf(raw)).toEqual([
    'multipart/mixed',
    '  multipart/alternative',
    '    text/plain',
    '    text/html',
    '    text/calendar',
    '  application/ics',
  ]);
  expect(raw.toString('latin1')).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST\r\n/);
});

it('reads as it was written, for parsers of mails and of calendars', async () => {
  for (const changes of [{}, { html: '<p>Come <img src="cid:a"></p>' }]) {
    const raw = await sent({
      ...changes,
      attachments: [
        { filename: 'a.png', contentType: 'image/png', content: 'iVBORw0KGgo=', contentId: 'a' },
        { filename: 'b.pdf', contentType: 'application/pdf', content: 'JVBERg==' },
      ],
    });
    const mail = await PostalMime.parse(raw, { attachmentEncoding: 'utf8' });
    const [part] = mail.attachments.filter(({ mimeType }) => mimeType === 'text/calendar');
    expect(part?.method).toBe('REQUEST');
    expect(part?.content).toBe(calendar.content.replaceAll('\r\n', '\n'));
    const { text, attachments } = await simpleParser(raw);
    expect(text?.trimEnd()).toBe(outgoing().text.trimEnd());
    const file = attachments.find(({ filename }) => filename === calendar.filename);
    expect(file?.content.toString()).toBe(calendar.content);
    const event = new ICAL.Component(ICAL.parse(String(part?.content))).getFirstSubcomponent('vevent');
    expect(event?.getFirstPropertyValue('summary')).toBe(`Grüße, 日本 ${'long '.repeat(300)}end`);
  }
});

it('is the same bytes at every attempt, in lines that every server takes', async () => {
  const [first, second] = [await sent({}), await sent({})];
  const body = (raw: Buffer) => raw.subarray(raw.indexOf('\r\n\r\n')).toString('latin1');
  expect(body(first)).toBe(body(second));
  expect(body(first)).not.toMatch(/[^\r\n\t -~]/);
  expect(
    Math.max(
      ...body(first)
        .split('\r\n')
        .map(({ length }) => length),
    ),
  ).toBeLessThanOrEqual(998);
});
