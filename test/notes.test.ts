import { readFileSync } from 'node:fs';
import { testMessaging } from '@postern/memory/testing';
import fc from 'fast-check';
import { type Note, readNotes } from 'postern';
import { noteText } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { noteForms } from '../src/model/note-sentences.ts';

const text = (pattern: RegExp) => fc.stringMatching(pattern);
const whole = fc.nat({ max: 999_999_999 });
const share = fc.nat({ max: 10_000 }).map((count) => count / 10_000);
const channel = fc.constantFrom('email', 'sms');
/** What each parameter may be. */
const parameters: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  attempts: whole,
  minutes: whole,
  count: whole,
  sent: whole,
  megabytes: whole,
  share,
  limit: share,
  channel,
  priority: fc.constantFrom('critical', 'high', 'normal', 'low'),
  reason: text(/^[a-z_]{1,12}$/),
  topic: text(/^[a-z0-9][a-z0-9_-]{0,39}$/),
  domain: fc.constantFrom('acme.example', 'müller.example', 'xn--mller-kva.example'),
  transport: text(/^[a-zA-Z0-9._-]{1,20}$/),
  subscription: text(/^[\w.-]{1,100}$/),
  to: fc.oneof(fc.emailAddress(), fc.constant('"Jo by Ann"@acme.example'), fc.constant('+447400123456')),
  provider: fc.constantFrom('Twilio', 'Amazon SES', 'Vonage'),
  options: fc.array(text(/^[a-zA-Z]{1,20}$/), { minLength: 1, maxLength: 4 }),
  place: fc.constantFrom('Messaging, Geo permissions', 'Security'),
};
/** A reason of any text: the host's own words. */
const rest = fc.string({ unit: 'grapheme', maxLength: 60 });

/** The notes of a code, by each of its sentences: with one parameter more or less. */
const noteOf = (code: string, sentences: readonly string[]): fc.Arbitrary<Note> =>
  fc.oneof(
    ...sentences.map((sentence) => {
      const named = [...sentence.matchAll(/\{(\w+)(?::(\w+))?\}/g)].map(([, name = '', kind]) => {
        const given = kind === 'rest' ? rest : parameters[name];
        if (!given) throw new Error(`${code}: no sample of "${name}"`);
        return [name, given] as const;
      });
      return fc.record({ code: fc.constant(code), ...Object.fromEntries(named) }) as fc.Arbitrary<Note>;
    }),
  );

/** All that may be followed by another: a host's reason, or the other side's, is all that follows. */
const anyNote = fc.oneof(
  ...Object.entries(noteForms)
    .filter(([, sentences]) => !sentences.some((sentence) => sentence.includes(':rest}')))
    .map(([code, sentences]) => noteOf(code, sentences)),
);
const answer = fc.constantFrom(
  '250 2.0.0 OK 4a7b',
  '550 5.1.1 <jo@acme.example>: Recipient address rejected',
  'Given up after many attempts.',
  'Delayed by the host',
  'Delayed by the host.example',
  'Given up after 05 attempts.',
  'we at Twilio asks to send more slowly.',
  '451 4.7.0 Try later: Twilio asks to send more slowly.',
  'The address is on the suppression list (of others).',
  'It expired before it could be handed over!',
  'Fällt aus.\r\nThe mail server answered nothing',
  '7 of 100 bounced, which is 7.000 %; 2 % is the limit.',
  'Check "apiKey", and the permissions of the account.',
  'Check "apiKey" "region".',
  'Check the sender again.',
);

describe('notes', () => {
  it.each(Object.entries(noteForms))(
    '"%s" is read back as it was written, with each of its sentences',
    (code, sentences) => {
      fc.assert(
        fc.property(noteOf(code, sentences), (note) => {
          expect(readNotes(noteText(note))).toEqual([note]);
        }),
        { numRuns: 30 },
      );
    },
  );

  it('are found between what others said, in their order', () => {
    const said = answer.map((words): Note => ({ code: 'quoted', text: words }));
    // Of providers only where nothing was said before: their names may be of several words.
    const later = anyNote.filter((note) => !('provider' in note));
    fc.assert(
      fc.property(
        fc.array(anyNote, { maxLength: 2 }),
        said,
        fc.array(later, { maxLength: 3 }),
        (first, quoted, last) => {
          const all = [...first, quoted, ...last];
          expect(readNotes(all.map(noteText).join(' '))).toEqual(all);
        },
      ),
    );
  });

  it('are not read from what only looks similar', () => {
    fc.assert(
      fc.property(answer, (words) => {
        expect(readNotes(words)).toEqual([{ code: 'quoted', text: words }]);
      }),
    );
  });

  it.each([
    ['Check "apiKey": it may be of another account, or may not do this.', 'Resend'],
    ['Set the sender up at SES; in the sandbox the recipient, too.', 'Amazon SES'],
    ['Look into the account at Mailgun: it has to be paid for.', 'Mailgun'],
    ['Check the API key, its permissions, and the credits of the account.', 'SendGrid'],
  ])('of an earlier release that are none any more are left as they stand: %s', (hint, provider) => {
    expect(readNotes(`${provider} takes no messages with these settings. ${hint}`)).toEqual([
      { code: 'settings_refused', provider },
      { code: 'quoted', text: hint },
    ]);
  });

  it('that take all that follows are not read from within what others said', () => {
    const text = '550 5.7.1 See below: The mail came back: 552 Too large.';
    expect(readNotes(`The mail server answered: ${text}`)).toEqual([
      { code: 'mail_server_answered' },
      { code: 'quoted', text },
    ]);
  });

  it.each([
    [['apiKey'], 'Check "apiKey".'],
    [['apiKey', 'region'], 'Check "apiKey" and "region".'],
    [['configurationSet', 'topics', 'region'], 'Check "configurationSet", "topics" and "region".'],
  ] as const)('name options as one does: %j', ([first = '', ...others], sentence) => {
    expect(noteText({ code: 'check_options', options: [first, ...others] })).toBe(sentence);
  });

  it('lose nothing of any text', () => {
    const piece = fc.oneof(
      rest,
      answer,
      anyNote.map(noteText),
      fc.constantFrom(' ', 'Then:', 'The', 'It was', '{to}'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const whole = pieces.join(' ').replace(/ +/g, ' ').trim();
        expect(readNotes(whole).map(noteText).join(' ')).toBe(whole);
      }),
    );
  });

  it('of the longest detail are read within a few milliseconds', () => {
    const begun = performance.now();
    for (let times = 0; times < 20; times++) readNotes('The It Redirected to 7 of e-mail This '.repeat(60));
    expect((performance.now() - begun) / 20).toBeLessThan(25);
  });

  it('stand beside the detail of what is read back, by `get` and by `subscribe`', async () => {
    const t = await testMessaging();
    const { messaging } = t;
    const told: unknown[] = [];
    const end = messaging.subscribe('crm', ({ event }) => told.push(event.notes), { types: ['suppressed'] });
    // It gathers from its first look on.
    await t.deliverAll();
    const address = 'jo@acme.example';
    await messaging.email.suppressions.add({ address, source: 'test' });
    const { id } = await messaging.email.send({ to: { address }, subject: 'Hello', text: 'Hello.' });
    const { events } = await messaging.email.get(id);
    const notes = [{ code: 'suppressed', reason: 'manual' }];
    expect(events.map((event) => event.notes)).toEqual([notes]);
    await t.deliverAll();
    await expect.poll(() => told).toEqual([notes]);
    await end();
  });

  it('are listed in the documentation, each of them', () => {
    const page = readFileSync(new URL('../docs/notes.md', import.meta.url), 'utf8');
    const listed = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
    expect(listed.sort()).toEqual(['quoted', ...Object.keys(noteForms)].sort());
  });
});
