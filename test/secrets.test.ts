import { describe, expect, it } from 'vitest';
import { Secrets } from '../src/secrets/secrets.ts';

const first = 'a'.repeat(32);
const second = 'b'.repeat(32);

describe('secrets', () => {
  it('open what they sealed, for the same context only', () => {
    const secrets = new Secrets(first);
    const sealed = secrets.seal('row 1', 'Grüße');
    expect(sealed).not.toContain('Gr');
    expect(secrets.open('row 1', sealed)).toBe('Grüße');
    expect(() => secrets.open('row 2', sealed)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
  });

  it('refuse what was changed', () => {
    const secrets = new Secrets(first);
    const sealed = secrets.seal('row', 'text');
    const flipped = sealed.slice(0, -3) + (sealed.at(-3) === 'A' ? 'B' : 'A') + sealed.slice(-2);
    expect(() => secrets.open('row', flipped)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
  });

  it('are replaced by naming the new one before the old', () => {
    const old = new Secrets(first);
    const both = new Secrets([second, first]);
    expect(both.open('row', old.seal('row', 'text'))).toBe('text');
    expect(both.verifyMac('code', ['1'], old.mac('code', ['1']))).toBe(true);
    expect(() => old.open('row', both.seal('row', 'text'))).toThrow();
    expect(old.verifyMac('code', ['1'], both.mac('code', ['1']))).toBe(false);
  });

  it('tell parts apart that would read the same joined', () => {
    const secrets = new Secrets(first);
    expect(secrets.verifyMac('code', ['ab', 'c'], secrets.mac('code', ['a', 'bc']))).toBe(false);
    expect(secrets.verifyMac('other', ['a'], secrets.mac('code', ['a']))).toBe(false);
    expect(secrets.verifyMac('code', ['a'], '')).toBe(false);
  });

  it.each([
    ['too short', 'short'],
    ['empty', []],
    ['one of several too short', [first, 'short']],
  ])('that are %s are refused', (_what, secret) => {
    expect(() => new Secrets(secret)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
  });
});
