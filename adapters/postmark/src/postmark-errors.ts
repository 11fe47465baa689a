import { type ErrorRule, noteText } from 'postern/adapter';

/** As sentences name it. */
export const provider = 'Postmark';

/** https://postmarkapp.com/developer/api/overview#error-codes, then the types of https://postmarkapp.com/developer/api/bounce-api#bounce-types. */
export const errorRules: readonly ErrorRule[] = [
  {
    codes: [10],
    class: 'configuration',
    hint: noteText({ code: 'check_options', options: ['serverToken', 'accountToken'] }),
  },
  { codes: [100], class: 'temporary' },
  { codes: [400, 401], class: 'sender', hint: noteText({ code: 'sender_not_set_up', provider }) },
  { codes: [405], class: 'configuration', hint: noteText({ code: 'no_credit', provider }) },
  { codes: [406], class: 'recipient', hint: noteText({ code: 'address_held_back', provider }) },
  { codes: [412], class: 'configuration', hint: noteText({ code: 'own_domain_only', provider }) },
  { codes: [413], class: 'configuration', hint: noteText({ code: 'account_suspended', provider }) },
  { codes: [429], class: 'throttled' },
  {
    codes: [1221, 1222, 1226, 1235, 1236],
    class: 'configuration',
    hint: noteText({ code: 'check_options', options: ['messageStream'] }),
  },
  { codes: [300, 402, 403, 409, 411], class: 'content' },
  { codes: ['HardBounce', 'BadEmailAddress'], class: 'recipient' },
  { codes: ['SoftBounce', 'DnsError', 'Transient', 'Unknown'], class: 'undelivered' },
  {
    codes: ['Blocked', 'SpamNotification', 'ManuallyDeactivated', 'Unconfirmed'],
    class: 'blocked',
  },
  { codes: ['DMARCPolicy'], class: 'sender', hint: noteText({ code: 'check_domain_records' }) },
  { codes: ['VirusNotification', 'SMTPApiError', 'TemplateRenderingFailed'], class: 'content' },
];
