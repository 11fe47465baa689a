import { domainToASCII } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readableAddress, readableDomain } from '../src/index.ts';

describe('a domain that is shown', () => {
  it.each([
    'bücher.example',
    'почта.рф',
    'ελλάδα.gr',
    '例え.テスト',
    'ひらがなカタカナ漢字.example',
    '한국漢字.example',
    'ㄅㄆ漢.example',
    'देवनागरी-7.example',
    'việt-nam.example',
    'почта.bücher.example',
  ])('is as people write it where each label is of one writing: %s', (domain) => {
    const ascii = domainToASCII(domain);
    expect(ascii).toMatch(/xn--/);
    expect(readableDomain(ascii)).toBe(domain);
  });

  it.each([
    ['Latin and Cyrillic', 'pаypal.example'],
    ['Latin and Greek', 'gοοgle.example'],
    ['Latin and Han', 'abc漢字.example'],
    ['Cyrillic and Greek', 'почтаελ.example'],
    ['Hiragana and Hangul', 'ひ한.example'],
    ['a script that is in no everyday use', 'ᚠᚢᚦ.example'],
  ])('keeps a label that is mixed of %s', (_, domain) => {
    const ascii = domainToASCII(domain);
    expect(ascii).toMatch(/^xn--/);
    expect(readableDomain(ascii)).toBe(ascii);
  });

  it('is made readable label by label, in the midst of a sentence', () => {
    const mixed = domainToASCII('pаypal.bücher.example');
    expect(readableDomain(`Mail from x@${mixed}, again.`)).toBe(
      `Mail from x@${mixed.split('.')[0]}.bücher.example, again.`,
    );
  });

  it('keeps what no domain can be', () => {
    expect(readableDomain('xn--a-ecp.ru xn--0 axn--bcher-kva.example')).toBe(
      'xn--a-ecp.ru xn--0 axn--bcher-kva.example',
    );
  });
});

describe('an address that is shown', () => {
  it.each([
    ['jo@xn--bcher-kva.example', 'jo@bücher.example'],
    ['xn--bcher-kva@xn--bcher-kva.example', 'xn--bcher-kva@bücher.example'],
    ['a.xn--bcher-kva+b@people.example', 'a.xn--bcher-kva+b@people.example'],
    ['"x@xn--bcher-kva.example"@xn--p1ai', '"x@xn--bcher-kva.example"@рф'],
    ['xn--bcher-kva', 'xn--bcher-kva'],
    ['+447400123456', '+447400123456'],
    ['', ''],
  ])('has the domain as people write it, and the rest as it is: %s', (address, shown) => {
    expect(readableAddress(address)).toBe(shown);
  });
});
