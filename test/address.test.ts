import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAddrSpec } from '../src/adapter/mail-address.ts';
import { parseEmailAddress, readEmailAddress } from '../src/model/address.ts';
import { parsePhone } from '../src/model/phone.ts';
import { withPrefix } from '../src/model/site.ts';
import { checkSenderAddress } from '../src/senders/sender-checks.ts';

const accepted: readonly (readonly [string, string])[] = [
  ['jo@acme.test', 'jo@acme.test'],
  ['Jo.Smith+news@ACME.Example', 'Jo.Smith+news@acme.example'],
  ["o'brien_x-y@mail.acme.co.uk", "o'brien_x-y@mail.acme.co.uk"],
  ['jo@bücher.example', 'jo@xn--bcher-kva.example'],
  ['info@почта.рф', 'info@xn--80a1acny.xn--p1ai'],
  ['info@xn--80a1acny.xn--p1ai', 'info@xn--80a1acny.xn--p1ai'],
  ['post@例え.テスト', 'post@xn--r8jz45g.xn--zckzah'],
  ['officer@nic.in', 'officer@nic.in'],
  ['etude@notaires.fr', 'etude@notaires.fr'],
  ['x@gov.br', 'x@gov.br'],
  ['r&d@acme.example', 'r&d@acme.example'],
  ['a/b=c~d#e$f@acme.example', 'a/b=c~d#e$f@acme.example'],
  ["jo'@acme.example", "jo'@acme.example"],
  ['  jo@acme.example\u00a0', 'jo@acme.example'],
  ['\ufeff\u202ajo@acme.example\u202c', 'jo@acme.example'],
];

const refused: readonly (readonly [what: string, input: string])[] = [
  ['a second command after a line break', 'b@c.de\r\nRCPT TO:<q@q.q>'],
  ['a bare line feed at the end', 'b@c.de\n'],
  ['a NUL', 'b\u0000@c.de'],
  ['a Unicode line separator', 'b@c\u2028.de'],
  ['no @', 'acme.example'],
  ['nothing before the @', '@acme.example'],
  ['two recipients', 'a@b.de,c@d.de'],
  ['a display name', 'Jo <jo@acme.example>'],
  ['a quoted local part', '"jo smith"@acme.example'],
  ['two dots in a row', 'jo..smith@acme.example'],
  ['a dot at the end of the local part', 'jo.@acme.example'],
  ['a space', 'jo smith@acme.example'],
  ['a UTF-8 local part', 'jö@acme.example'],
  ['a percent-encoded domain', 'jo@ex%61mple.de'],
  ['a port', 'jo@acme.example:25'],
  ['a path', 'jo@acme.example/x'],
  ['an IP address', 'jo@127.0.0.1'],
  ['an IP address in hexadecimal', 'jo@0x7f.1'],
  ['an address literal', 'jo@[127.0.0.1]'],
  ['a single label', 'jo@localhost'],
  ['a label that begins with a hyphen', 'jo@-acme.example'],
  ['a mark of direction within', 'jo\u202e@acme.example'],
  ['a route by %', 'jo%other.example@acme.example'],
  ['a route by !', 'other!jo@acme.example'],
  ['a dot before the @', 'jo.@acme.example'],
  ['nothing', ''],
  ['white space only', ' \u00a0 '],
  ['megabytes', `${'a'.repeat(3_000_000)}@acme.example`],
  ['a local part over 64 characters', `${'a'.repeat(65)}@acme.example`],
  ['an address over 254 characters', `joanna@${`${'a'.repeat(60)}.`.repeat(4)}example`],
];

describe('an e-mail address', () => {
  it.each(accepted)('%s is read as %s', (input, address) => {
    expect(parseEmailAddress(input).address).toBe(address);
  });

  it.each(refused)('with %s is refused with a reason', (_what, input) => {
    const verdict = readEmailAddress(input);
    expect(verdict).toMatchObject({ ok: false });
    expect(() => parseEmailAddress(input)).toThrow(expect.objectContaining({ code: 'invalid_address' }));
  });

  it.each([
    ['"jo smith"@acme.example', 'quotes'],
    ['jo%x@acme.example', '% or !'],
    ['jö@acme.example', 'outside ASCII'],
    ['Jo <jo@acme.example>', '< or >'],
    ['a@b.de;c@d.de', 'more than one'],
  ])('%s is refused for the part that is wrong', (input, said) => {
    expect(readEmailAddress(input)).toMatchObject({ reason: expect.stringContaining(said) });
  });

  it('that a sender has is at a domain of somebody’s own', () => {
    for (const shared of ['jo@co.uk', 'jo@github.io', 'officer@nic.in'])
      expect(() => checkSenderAddress(shared)).toThrow(expect.objectContaining({ code: 'invalid_address' }));
    expect(checkSenderAddress(' info@почта.рф ').email.domain).toBe('xn--80a1acny.xn--p1ai');
  });

  it('that passes is one token of an SMTP command for the SMTP package too', () => {
    for (const [input] of accepted) expect(isAddrSpec(parseEmailAddress(input).address)).toBe(true);
  });

  it('never carries anything but one plain addr-spec out of the check, whatever goes in', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('a', '@', '.', '\r', '\n', ' ', '<', '>', ',', ';', '"', '%', ':', 'ü', '\u0000'),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          fc.emailAddress(),
          fc.tuple(fc.emailAddress(), hostile).map(([a, b]) => a + b),
        ),
        (input) => {
          const verdict = readEmailAddress(input);
          if (verdict.ok)
            expect(verdict.value.address).toMatch(/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9.-]+$/);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('reads again what it gave out', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (input) => {
        const verdict = readEmailAddress(input);
        if (verdict.ok) expect(readEmailAddress(verdict.value.address)).toEqual(verdict);
      }),
    );
  });
});

describe('a phone number', () => {
  it.each([
    '+44 7400 123456',
    '\u202a+44 7400 123456\u202c',
    '\u202d+447400123456\u202c',
    '\ufeff+44 7400 123456',
    'tel:+44-7400-123456',
    'TEL:+447400123456',
    '(+44) 7400 123456',
    '(+44) (0)7400 123456',
    '+44\u00a07400\u202f123456',
    '＋４４ ７４００ １２３４５６',
    '+44‑7400‑123456',
    '+44 (0) 7400-123.456',
  ])('is read however it was pasted: %s', (input) => {
    expect(parsePhone(input).number).toBe('+447400123456');
  });

  it.each(['tel:', '(+44)', '+44 7400 123456 ext. 5', 'call +447400123456', '+'.repeat(1_000_000)])(
    'is refused where it is none: %.30s',
    (input) => {
      expect(() => parsePhone(input)).toThrow(expect.objectContaining({ code: 'invalid_phone' }));
    },
  );
});

describe("a site's name", () => {
  it.each(['A$$AP', "$& $` $'", '$1', '{site}'])('stands before a text as it is written: %s', (name) => {
    expect(withPrefix({ id: 'a', name }, 'sms', 'Hello')).toBe(`${name}: Hello`);
  });
});
