import fc from 'fast-check';
import { isAddrSpec, type Outgoing } from 'postern/adapter';
import { expect, it } from 'vitest';
import { outgoing, sending } from './support/fixtures.ts';
import { faultyServer, transportTo } from './support/opened.ts';

const atext = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+/=?^_`{|}~-";
const atom = fc.string({ unit: fc.constantFrom(...atext), minLength: 1, maxLength: 15 });
const local = fc.array(atom, { minLength: 1, maxLength: 4 }).map((atoms) => atoms.join('.'));
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
const domain = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.stringMatching(/^[a-z]{2,6}$/))
  .map(([labels, tld]) => [...labels, tld].join('.'));
const address = fc.tuple(local, domain).map((parts) => parts.join('@'));

it('every address of plain atoms, more than the core accepts, reaches the server as exactly one recipient, as it is', async () => {
  const server = await faultyServer();
  const transport = transportTo(server);
  await fc.assert(
    fc.asyncProperty(address, address, fc.string({ maxLength: 40 }), async (to, from, name) => {
      server.commands.length = 0;
      const shown = name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '');
      const result = await transport.send(
        outgoing({ to: { name: shown, address: to }, from: { address: from } }),
        sending(),
      );
      expect(result).toMatchObject({ outcome: 'accepted' });
      const envelope = server.commands.filter((command) => /^(MAIL|RCPT)/.test(command));
      expect(envelope).toEqual([
        expect.stringMatching(/^MAIL FROM:<[^<>]+>( SIZE=\d+)?$/),
        `RCPT TO:<${to}>`,
      ]);
      expect(envelope[0]).toContain(`<${from}>`);
    }),
    { numRuns: 300 },
  );
});

/** What turns an address into two, or into another, somewhere between here and a server. */
const hostile = fc.constantFrom(
  ...[
    '\r\n',
    '\n',
    '\r',
    '\0',
    '\t',
    ' ',
    ',',
    ';',
    ':',
    '<',
    '>',
    '"',
    '(',
    ')',
    '[',
    ']',
    '\\',
    '@',
    '%00',
    '\u2028',
    'é',
    '＠',
  ],
  ...['\r\nRCPT TO:<eve@evil.example>', '>\r\nRCPT TO:<eve@evil.example', ', eve@evil.example', '> SIZE=1 <'],
);

it('no text passed off as an address adds a recipient, a command or a header line', async () => {
  const server = await faultyServer();
  const transport = transportTo(server);
  const disturbed = fc.tuple(address, hostile, fc.nat()).map(([text, part, place]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + part + text.slice(at);
  });
  await fc.assert(
    fc.asyncProperty(
      disturbed,
      fc.constantFrom('to', 'from', 'replyTo'),
      async (text, field: 'to' | 'from' | 'replyTo') => {
        fc.pre(!isAddrSpec(text));
        const result = await transport.send(outgoing({ [field]: { address: text } }), sending());
        expect(result).toMatchObject({ outcome: 'rejected' });
        expect(JSON.stringify(result)).not.toContain('evil');
        expect(server.commands).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

it('no text in a name, a subject, a header or a file name adds a header line', async () => {
  const server = await faultyServer();
  const transport = transportTo(server);
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.tuple(fc.string(), hostile, fc.string()).map((parts) => parts.join('')),
  );
  const fieldNames = [
    'from',
    'to',
    'reply-to',
    'subject',
    'message-id',
    'date',
    'mime-version',
    'content-type',
    'x-a',
  ];
  await fc.assert(
    fc.asyncProperty(text, async (given) => {
      server.mails.length = 0;
      const changes: Partial<Outgoing> = {
        to: { name: given, address: 'ada@example.org' },
        from: { name: given, address: 'hello@acme.example' },
        replyTo: { name: given, address: 'help@acme.example' },
        subject: given,
        headers: { 'X-A': given },
        attachments: [{ filename: `a${given}`, contentType: given, content: '' }],
      };
      const { outcome } = await transport.send(outgoing(changes), sending());
      expect(server.mails).toHaveLength(outcome === 'rejected' ? 0 : 1);
      if (outcome === 'rejected') return;
      expect(outcome).toBe('accepted');
      const head = server.mails[0]?.split('\r\n\r\n')[0] ?? '';
      const names = head.split(/\r\n(?![ \t])/).map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
      expect(names.filter((name) => !fieldNames.includes(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      expect(
        server.commands
          .filter((command) => command.startsWith('RCPT'))
          .every((command) => command === 'RCPT TO:<ada@example.org>'),
      ).toBe(true);
    }),
    { numRuns: 300 },
  );
});
