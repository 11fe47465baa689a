import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DkimAlgorithm, dkimRecord, type SigningKey } from '../src/dkim/dkim.ts';
import { signMail } from '../src/dkim/signature.ts';
import { verified } from './support/receiver.ts';

const key = (selector: string, algorithm: DkimAlgorithm): SigningKey => {
  const { privateKey } =
    algorithm === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ed25519');
  return { selector, algorithm, privateKey };
};
const keys = [key('first', 'rsa'), key('second', 'ed25519'), key('third', 'rsa')];
const records = keys.map((one) => ({
  purpose: 'dkim' as const,
  type: 'TXT' as const,
  name: `${one.selector}._domainkey.acme.example`,
  value: dkimRecord(one),
}));

async function signed(mail: string, by = keys) {
  const raw = await signMail(Buffer.from(mail, 'latin1'), 'acme.example', by);
  // As it arrives: SMTP ends every mail with a line end.
  const arrived = raw.toString('latin1').endsWith('\r\n') ? raw : Buffer.concat([raw, Buffer.from('\r\n')]);
  const received = { from: 'hello@acme.example', to: ['ada@example.org'], raw: arrived };
  return { text: raw.toString('latin1'), verdict: await verified(received, records) };
}

const passes = keys.map(({ selector }) => ({ selector, domain: 'acme.example', result: 'pass' }));
const head = 'From: hello@acme.example\r\nTo: ada@example.org\r\nSubject: Hi\r\n\r\n';

it('every mail verifies, whatever its white space, empty lines and 8-bit bytes', async () => {
  const piece = fc.constantFrom(
    ' ',
    '\t',
    '  ',
    ' \t ',
    '\r\n',
    '\r\n\r\n',
    'a',
    'Gr\xc3\xbc\xdfe',
    '.',
    '=',
    ':',
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  const folded = fc
    .array(fc.constantFrom(' ', '\t', '  ', '\r\n ', '\r\n\t ', 'b', ':', '\xe9'), { maxLength: 12 })
    // A line of white space alone would end the head for some readers.
    .map((pieces) => pieces.join('x'));
  await fc.assert(
    fc.asyncProperty(text, folded, async (body, value) => {
      const mail = `From: hello@acme.example\r\nSUBJECT \t:${value}\r\nX-Other: ${value}\r\nList-Id:${value}\r\n\r\n${body}`;
      const { verdict } = await signed(mail);
      expect(verdict.signatures).toEqual(passes);
    }),
    { numRuns: 150 },
  );
});

describe('a signature', () => {
  it.each([
    ['an empty body', head],
    ['a body of empty lines', `${head}\r\n\r\n\r\n`],
    ['a body of one space', `${head} `],
    ['white space on the last line', `${head}a\r\n \t`],
    ['no line end at the end', `${head}a`],
  ])('covers %s', async (_what, mail) => {
    expect((await signed(mail)).verdict.signatures).toEqual(passes);
  });

  it.each([
    ['the body', (text: string) => text.replace('Good morning', 'Good evening')],
    ['a field', (text: string) => text.replace('Subject: Hi', 'Subject: Ho')],
    ['the last field of two', (text: string) => text.replace('List-Id: two', 'List-Id: one')],
  ])('fails where %s was changed', async (_what, change) => {
    const mail = `List-Id: one\r\nList-Id: two\r\n${head}Good morning.\r\n`;
    const raw = await signMail(Buffer.from(mail), 'acme.example', keys);
    const changed = Buffer.from(change(raw.toString('latin1')), 'latin1');
    expect(changed).not.toEqual(raw);
    const { signatures } = await verified({ from: '', to: [], raw: changed }, records);
    expect(signatures.map(({ result }) => result)).not.toContain('pass');
    expect(signatures).toHaveLength(keys.length);
  });

  it('stands in front of the mail, in the order of the keys, in lines that every server takes', async () => {
    const long = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.example`;
    const raw = await signMail(Buffer.from(head), long, keys);
    const lines = raw.toString().split('\r\n');
    expect(raw.toString().match(/s=\w+/g)).toEqual(['s=first', 's=second', 's=third']);
    expect(raw.toString().endsWith(head)).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(998);
  });

  it('takes a time in proportion to the body, whatever is in it', async () => {
    const run = ' '.repeat(2_000_000);
    const body = `${run}x${'\r\n'.repeat(1_000_000)}x${`${run}\r\n`.repeat(2)}`;
    expect((await signed(head + body)).verdict.signatures).toEqual(passes);
  });
});

it('a mail does not come out of signing without the signature of every key', async () => {
  const unfit: SigningKey = {
    selector: 'unfit',
    algorithm: 'rsa',
    privateKey: generateKeyPairSync('x25519').privateKey,
  };
  await expect(signMail(Buffer.from(head), 'acme.example', [...keys, unfit])).rejects.toThrow();
});
