import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { MessagingError } from '../errors.ts';
import { present } from './present.ts';
import { searchUnseen } from './search-text.ts';

/** A number that was read, and what is known of it. */
export interface PhoneNumber {
  /** E.164. */
  readonly number: string;
  readonly country?: string;
  /** Set where the number is no mobile's: it may not receive SMS. */
  readonly warning?: string;
}

/**
 * Reads a number in any usual form; without `+` it is taken as one of `country` (ISO 3166-1 alpha-2).
 * @throws MessagingError `invalid_phone`
 */
export function parsePhone(input: string, country?: string): PhoneNumber {
  const typed = typeof input === 'string' && input.length <= longest ? plain(input) : '';
  const parsed = parsePhoneNumberFromString(typed, { ...defaultCountry(country), extract: false });
  if (!parsed?.isValid() || parsed.ext) {
    throw new MessagingError(
      'invalid_phone',
      country
        ? 'The phone number is not valid: write it with its country, such as +44 7400 123456, or as it is dialled at home.'
        : 'The phone number is not valid: write it with a + and its country, such as +44 7400 123456.',
    );
  }
  const type = parsed.getType();
  const mobile = type === undefined || type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
  return present({
    number: parsed.number,
    country: parsed.country,
    warning: mobile ? undefined : 'This is not a mobile number: it may not receive SMS.',
  });
}

/** Characters, whatever stands around the digits. */
const longest = 250;
const unseen = new RegExp(`[${searchUnseen}]`, 'g');

/** As it is pasted out of address books, links and web pages: marks of direction, `tel:`, a country in brackets, wide digits. */
function plain(input: string): string {
  return input
    .normalize('NFKC')
    .replace(unseen, '')
    .trim()
    .replace(/^(?:tel|sms|callto):(?:\/\/)?/i, '')
    .replace(/^\(\s*(\+\s*\d{1,3})\s*\)/, (_all, country: string) => `${country} `);
}

function defaultCountry(country: string | undefined): { defaultCountry?: CountryCode } {
  if (country === undefined) return {};
  if (typeof country !== 'string' || !isSupportedCountry(country)) {
    throw new MessagingError('invalid_config', 'A country is two capitals, such as GB.');
  }
  return { defaultCountry: country };
}
