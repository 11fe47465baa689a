import type { CalendarPart } from '../model/calendar.ts';
import type { Channel } from '../model/message.ts';

const short = {
  ASCII: 'Hello Jo, your order 10482 is on its way.',
  accents: 'Zażółć gęślą jaźń, crème brûlée, Straße, naïve café',
  'other scripts': 'Счёт готов. 您的发票已准备好。 فاتورتك جاهزة. 안녕하세요',
  emoji: 'Party 🎉 at the 🚪, family 👨‍👩‍👧‍👦, flag 🇵🇱',
  'several lines': 'First line\n\nThird line, after an empty one\n\tindented\nlast',
  'what protocols use': '100% = 50+50 & <b>"x"</b>; a?b#c \\ =3D =? ?= %20 {"json": [1]}',
} as const;

const long = {
  'lines that begin with a dot': '.\n..\n.hidden\nText\n.\nAfter the dot',
  'lines of 2,000 characters': `${'long '.repeat(400)}end\n${'ż'.repeat(2_000)}`,
  'trailing spaces': 'two spaces  \nnone\n> quoted\nFrom the start',
  'much text': Array.from({ length: 2_000 }, (_, line) => `Line ${line} of a long message, ąćę`).join('\n'),
} as const;

/** Texts that some way of sending has once damaged, within each channel's limits. */
export const textsOf: Readonly<Record<Channel, Readonly<Record<string, string>>>> = {
  email: { ...short, ...long },
  sms: { ...short, '1,600 characters': `${'word '.repeat(319)}final` },
};

/** An invitation with what some way of sending may damage: folded lines, other scripts, lines of 75 bytes. */
export const invitation: CalendarPart = {
  method: 'REQUEST',
  filename: 'invite.ics',
  content: [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Acme//Appointments//EN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'UID:4711@acme.example',
    'SEQUENCE:0',
    'DTSTAMP:20260302T090000Z',
    'DTSTART:20260310T130000Z',
    'DTEND:20260310T133000Z',
    'SUMMARY:Zażółć 发票 = 100%\\, with Ada',
    'DESCRIPTION:A line that is folded because it is longer than the seventy-five ',
    ' bytes that a line may have',
    'ORGANIZER;CN=Acme:mailto:hello@acme.example',
    'ATTENDEE;CN=Jo;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:jo@customer.example',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n'),
};
