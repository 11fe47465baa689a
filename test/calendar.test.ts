import assert from 'node:assert/strict';
import { testMessaging } from '@postern/memory/testing';
import ICAL from 'ical.js';
import type { CalendarInput } from 'postern';
import { describe, expect, it } from 'vitest';

const event = (method = 'METHOD:REQUEST') =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Acme//EN',
    method,
    'BEGIN:VEVENT',
    'UID:4711@acme.example',
    'DTSTAMP:20260302T090000Z',
    'DTSTART:20260310T130000Z',
    'SUMMARY:Zahnarzt\\, um eins',
    'END:VEVENT',
    'END:VCALENDAR',
  ].filter((line) => line !== '');
const invitation: CalendarInput = { method: 'REQUEST', content: event().join('\n') };
const to = { address: 'jo@acme.example' };
const mail = { to, subject: 'Your appointment', text: 'See you.' };

describe('a calendar invitation', () => {
  it('is kept with the message and leaves with it, its lines ended as calendars want it', async () => {
    const t = await testMessaging();
    const { id } = await t.messaging.email.send({ ...mail, calendar: invitation });
    await t.deliverAll();
    const { calendar } = t.expectSent({ to: to.address });
    expect(calendar).toEqual({
      method: 'REQUEST',
      filename: 'invite.ics',
      content: `${event().join('\r\n')}\r\n`,
    });
    expect((await t.messaging.email.get(id)).content?.calendar).toEqual(calendar);
    const parsed = new ICAL.Component(ICAL.parse(calendar?.content ?? ''));
    expect(parsed.getFirstSubcomponent('vevent')?.getFirstPropertyValue('summary')).toBe('Zahnarzt, um eins');
  });

  it('goes with a template, and into the fingerprint of its key', async () => {
    const t = await testMessaging();
    const { id: template } = await t.messaging.email.templates.save({ name: 'A', subject: 'S', text: 'T' });
    const send = (calendar: CalendarInput) =>
      t.messaging.email.send({ to, template, calendar, idempotencyKey: 'k' });
    await send(invitation);
    const canceled: CalendarInput = { method: 'CANCEL', content: event('METHOD:CANCEL').join('\r\n') };
    await assert.rejects(send(canceled), { code: 'idempotency_conflict' });
    await t.deliverAll();
    expect(t.expectSent({ text: 'T' }).calendar?.method).toBe('REQUEST');
  });

  it('is found by no search, and erased with the rest', async () => {
    const t = await testMessaging();
    const { id } = await t.messaging.email.send({
      ...mail,
      to: { consumerId: 'c1', ...to },
      calendar: invitation,
    });
    expect((await t.messaging.email.search('zahnarzt')).items).toEqual([]);
    expect((await t.messaging.email.search('see you')).items).toHaveLength(1);
    await t.messaging.consumers.erase('c1');
    expect((await t.messaging.email.get(id)).content).toBeUndefined();
  });

  it.each([
    ['a mark of the byte order before it', `\uFEFF${event().join('\r\n')}\r\n\r\n`],
    [
      'names in lower case',
      event('method:request').join('\r\n').replace('BEGIN:VCALENDAR', 'begin:vcalendar'),
    ],
    ['a folded method', event('METHOD:REQ\r\n UEST').join('\r\n')],
    ['a method with a parameter', event('METHOD;X-A=b:REQUEST').join('\r\n')],
    ['a METHOD of another meaning within', event().join('\r\n').replace('UID:', 'METHOD:OTHER\r\nUID:')],
  ])('may have %s', async (_, content) => {
    const t = await testMessaging();
    await t.messaging.email.send({ ...mail, calendar: { method: 'REQUEST', content, filename: 'a.ICS' } });
    await t.deliverAll();
    expect(t.expectSent({}).calendar?.content).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/i);
  });

  it.each<[string, unknown, RegExp]>([
    ['no calendar', { method: 'REQUEST', content: 'Hello' }, /does not begin with BEGIN:VCALENDAR/],
    ['half of one', { ...invitation, content: event().slice(0, -1).join('\n') }, /END:VCALENDAR/],
    ['two', { ...invitation, content: [...event(), ...event()].join('\n') }, /more than one/],
    [
      'an open event',
      { ...invitation, content: event().toSpliced(-2, 1).join('\n') },
      /BEGIN without its END/,
    ],
    ['no method', { ...invitation, content: event('').join('\n') }, /write METHOD:REQUEST below VERSION/],
    ['another method', { ...invitation, method: 'CANCEL' }, /another METHOD than "method", which is CANCEL/],
    ['a method that there is not', { ...invitation, method: 'COUNTER' }, /"calendar.method" must be one of/],
    ['control characters', { ...invitation, content: event('METHOD:REQUEST\u0007').join('\n') }, /control/],
    [
      'too much',
      { ...invitation, content: event(`X-A:${'ü'.repeat(50_000)}`).join('\n') },
      /longer than 100 kB/,
    ],
    ['a path', { ...invitation, filename: '../a.ics' }, /file name without a path/],
    ['another ending', { ...invitation, filename: 'a.exe' }, /must end with .ics/],
    ['no content', { method: 'REQUEST' }, /"calendar.content" is missing/],
    ['a text alone', 'BEGIN:VCALENDAR', /"calendar" must be of type object/],
  ])('is refused as %s', async (_, calendar, message) => {
    const t = await testMessaging();
    const wrong = { ...mail, calendar: calendar as CalendarInput };
    await assert.rejects(t.messaging.email.send(wrong), { code: 'invalid_message', message });
  });

  it('is what those who pass nodemailer’s "icalEvent" are told of', async () => {
    const t = await testMessaging();
    const wrong = { ...mail, icalEvent: invitation };
    await assert.rejects(t.messaging.email.send(wrong), { message: /is called "calendar" here/ });
  });
});
