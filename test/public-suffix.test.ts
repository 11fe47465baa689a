import { describe, expect, test } from 'vitest';
import { isPublicSuffix, registrableDomain } from '../src/model/public-suffix.ts';

describe('public suffixes', () => {
  test.each([
    ['example.com', 'example.com'],
    ['a.b.Example.co.uk', 'example.co.uk'],
    ['shop.github.io', 'shop.github.io'],
    ['github.io', undefined],
    ['co.uk', undefined],
    ['localhost', undefined],
    ['192.0.2.1', undefined],
  ])('the registrable domain of %s is %s', (name, registrable) => {
    expect(registrableDomain(name)).toBe(registrable);
  });

  test.each([
    ['co.uk', true],
    ['CO.UK', true],
    ['github.io', true],
    ['example.com', false],
    ['www.github.io', false],
  ])('whether %s is a public suffix: %s', (name, answer) => {
    expect(isPublicSuffix(name)).toBe(answer);
  });
});
