import { domainToUnicode } from 'node:url';

/** The scripts in everyday use (UAX 31, table 5), each alone. */
const scripts = [
  ...['Latin', 'Arabic', 'Armenian', 'Bengali', 'Cyrillic', 'Devanagari', 'Ethiopic', 'Georgian', 'Greek'],
  ...[
    'Gujarati',
    'Gurmukhi',
    'Hebrew',
    'Kannada',
    'Khmer',
    'Lao',
    'Malayalam',
    'Myanmar',
    'Oriya',
    'Sinhala',
  ],
  ...['Tamil', 'Telugu', 'Thaana', 'Thai', 'Tibetan'],
];
/** What Japanese, Korean and Chinese are written in. */
const together = [
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Hangul'],
  ['Han', 'Bopomofo'],
];
/** Digits, hyphens and marks belong to any script. */
function writingsOf(): readonly RegExp[] {
  return [...scripts.map((script) => [script]), ...together].map((names) => {
    const classes = ['Common', 'Inherited', ...names].map((name) => `\\p{scx=${name}}`);
    return new RegExp(`^[${classes.join('')}]+$`, 'u');
  });
}
/** Made for the first domain that needs them: building them takes longer than any other line of this library's import. */
let writings: readonly RegExp[] | undefined;

/**
 * Text with its domains as people write them: `bücher.example` for `xn--bcher-kva.example`. To be read only: DNS and SMTP take the
 * other. A label whose letters are of several scripts (UTS 39, section 5.2, "highly restrictive", without its mixtures with Latin)
 * stays as it is: it may look like another domain.
 */
export function readableDomain(text: string): string {
  return text.replace(/(?<![\w-])xn--[a-z0-9-]+/gi, (label) => {
    const shown = domainToUnicode(label);
    writings ??= writingsOf();
    return writings.some((writing) => writing.test(shown)) ? shown : label;
  });
}

/**
 * An e-mail address with its domain as people write it, by {@link readableDomain}. What stands before the last `@` is a name like
 * any other and stays, also where it begins with `xn--`; so does what is no e-mail address. To be read only.
 */
export function readableAddress(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  return at === 0 ? address : address.slice(0, at) + readableDomain(address.slice(at));
}
