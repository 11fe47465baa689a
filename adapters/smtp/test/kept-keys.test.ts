import { generateKeyPairSync } from 'node:crypto';
import { afterEach, expect, it, vi } from 'vitest';
import { KeptKeys } from '../src/dkim/kept-keys.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const signingKeys = [{ selector: 's', algorithm: 'ed25519' as const, privateKey }];

function kept(max = 2) {
  const loads: string[] = [];
  const keys = new KeptKeys({ max, keepMs: 1000 });
  const use = (place: string, text = 'text') =>
    keys.of(place, text, () => {
      loads.push(`${place} ${text}`);
      return signingKeys;
    });
  return { keys, use, loads };
}

afterEach(() => vi.useRealTimers());

it('a document is parsed once, and again when it says something else', () => {
  const { use, loads } = kept();
  for (const text of ['one', 'one', 'two', 'two', 'one']) expect(use('acme', text)).toBe(signingKeys);
  expect(loads).toEqual(['acme one', 'acme two', 'acme one']);
});

it('beyond the bound the one used longest ago goes', () => {
  const { use, loads } = kept(2);
  for (const place of ['a', 'b', 'a', 'c', 'a', 'b']) use(place);
  expect(loads).toEqual(['a text', 'b text', 'c text', 'b text']);
});

it('what is not used goes after a while, what is used stays', () => {
  vi.useFakeTimers();
  const { use, loads } = kept();
  use('idle');
  for (const _ of [1, 2, 3]) {
    use('busy');
    vi.advanceTimersByTime(900);
  }
  use('busy');
  use('idle');
  expect(loads).toEqual(['idle text', 'busy text', 'idle text']);
});

it('what is forgotten is parsed anew, and what cannot be parsed is not kept', () => {
  const { keys, use, loads } = kept();
  for (const place of ['a', 'b']) use(place);
  keys.forget('a');
  for (const place of ['a', 'b']) use(place);
  keys.forgetAll();
  use('b');
  expect(loads).toEqual(['a text', 'b text', 'a text', 'b text']);
  const damaged = () => {
    throw new TypeError('no key');
  };
  expect(() => keys.of('c', 'text', damaged)).toThrow('no key');
  expect(use('c')).toBe(signingKeys);
});
