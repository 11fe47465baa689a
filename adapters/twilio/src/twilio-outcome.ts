import { type ErrorRule, type ProviderFailures, providerFailures } from 'postern/adapter';

const nameOnly = 'A name as sender does not work in every country: use a number of yours for this one.';
const country = 'Allow the country in the Twilio console, under Messaging, Geo permissions.';
const start = 'They can allow it again by sending START.';
const callback = 'The public URL must be one that Twilio can call.';

/** https://www.twilio.com/docs/api/errors. */
export const errorRules: readonly ErrorRule[] = [
  { codes: [21610], class: 'opted_out', hint: start },
  { codes: [21211, 21214, 21614, 21635, 30005, 30006], class: 'recipient' },
  { codes: [21408], class: 'blocked', hint: country },
  { codes: [30004, 30007, 30450], class: 'blocked' },
  { codes: [21612], class: 'sender', hint: nameOnly },
  {
    codes: [20003, 10001, 20005, 30002],
    class: 'configuration',
    hint: 'Check the account and its credentials.',
  },
  { codes: [21212, 21601, 21606, 21608, 21659, 21660], class: 'configuration', hint: 'Check the sender.' },
  { codes: [30032, 30034, 30042], class: 'configuration', hint: 'Check how the sender is registered.' },
  { codes: [21609], class: 'configuration', hint: callback },
  { codes: Array.from({ length: 10 }, (_, last) => 35_110 + last), class: 'configuration' },
  { codes: [21602, 21617], class: 'content' },
  { codes: [20429], class: 'throttled' },
  { codes: [21611, 30001, 30036], class: 'temporary' },
  { codes: [30003, 30008, 30500], class: 'undelivered' },
  { codes: [20500, 20503], class: 'ambiguous' },
];

/** What Twilio's failures mean; a host's own rules are looked at first. */
export function failuresBy(errors: readonly ErrorRule[]): ProviderFailures {
  return providerFailures({ provider: 'Twilio', channel: 'sms', rules: [...errors, ...errorRules] });
}
