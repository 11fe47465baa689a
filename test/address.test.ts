import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEmailAddress, readEmailAddress } from '../src/model/address.ts';

const accepted: readonly (readonly [string, string])[] = [
  ['jo@acme.test', 'jo@acme.test'],
  ['Jo.Smith+news@ACME.Example', 'Jo.Smith+news@acme.example'],
  ["o'brien_x-y@mail.acme.co.uk", "o'brien_x-y@mail.acme.co.uk"],
  ['jo@bücher.example', 'jo@xn--bcher-kva.example'],
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
  ['a public suffix', 'jo@co.uk'],
  ['a hosting suffix', 'jo@github.io'],
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
