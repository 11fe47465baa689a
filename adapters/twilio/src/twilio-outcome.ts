import { type ErrorRule, noteText, type ProviderFailures, providerFailures } from 'postern/adapter';

/** As sentences name it. */
export const provider = 'Twilio';

/** https://www.twilio.com/docs/api/errors. */
export const errorRules: readonly ErrorRule[] = [
  { codes: [21610], class: 'opted_out', hint: noteText({ code: 'opt_in_by_start' }) },
  { codes: [21211, 21214, 21614, 21635, 30005, 30006], class: 'recipient' },
  {
    codes: [21408],
    class: 'blocked',
    hint: noteText({ code: 'country_not_allowed', provider, place: 'Messaging, Geo permissions' }),
  },
  { codes: [30004, 30007, 30450], class: 'blocked' },
  { codes: [21612], class: 'sender', hint: noteText({ code: 'name_unfit_for_country' }) },
  {
    codes: [20003, 10001, 20005, 30002],
    class: 'configuration',
    hint: noteText({ code: 'check_credentials' }),
  },
  {
    codes: [21212, 21601, 21606, 21608, 21659, 21660],
    class: 'configuration',
    hint: noteText({ code: 'check_sender' }),
  },
  {
    codes: [30032, 30034, 30042],
    class: 'configuration',
    hint: noteText({ code: 'check_sender_registration' }),
  },
  { codes: [21609], class: 'configuration', hint: noteText({ code: 'public_url_uncallable', provider }) },
  { codes: Array.from({ length: 10 }, (_, last) => 35_110 + last), class: 'configuration' },
  { codes: [21602, 21617], class: 'content' },
  { codes: [20429], class: 'throttled' },
  { codes: [21611, 30001, 30036], class: 'temporary' },
  { codes: [30003, 30008, 30500], class: 'undelivered' },
  { codes: [20500, 20503], class: 'ambiguous' },
];

/** What Twilio's failures mean; a host's own rules are looked at first. */
export function failuresBy(errors: readonly ErrorRule[]): ProviderFailures {
  return providerFailures({ provider, channel: 'sms', rules: [...errors, ...errorRules] });
}
