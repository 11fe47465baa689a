import { type ErrorRule, noteText } from 'postern/adapter';

/** As sentences name it. */
export const provider = 'Mailgun';

/** What stands in events: https://documentation.mailgun.com/docs/mailgun/user-manual/events. Enhanced codes: RFC 3463, and RFC 7505 for 5.1.10. */
export const eventRules: readonly ErrorRule[] = [
  { codes: ['suppress-bounce', 605, '5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10'], class: 'recipient' },
  { codes: ['suppress-unsubscribe', 'suppress-complaint', 606, 607], class: 'opted_out' },
  {
    codes: ['espblock', 'blacklisted', ...Array.from({ length: 31 }, (_, detail) => `5.7.${detail}`)],
    class: 'blocked',
  },
  { codes: ['rejected'], class: 'content', hint: noteText({ code: 'see_provider_log', provider }) },
];

/** Mailgun has no error codes: https://documentation.mailgun.com/docs/mailgun/api-reference/mg-api-overview. */
export const statusRules: readonly ErrorRule[] = [
  {
    status: ['401', '403'],
    class: 'configuration',
    hint: noteText({ code: 'check_allowed_ips', options: ['apiKey', 'region'], provider }),
  },
  { status: ['402'], class: 'configuration', hint: noteText({ code: 'no_credit', provider }) },
];

/** Of a sender's own domain, others' mails do go. A domain is in one region. */
export const ownDomain: readonly ErrorRule[] = [
  {
    status: ['404'],
    class: 'sender',
    hint: `${noteText({ code: 'domain_not_set_up', provider })} ${noteText({ code: 'check_options', options: ['region'] })}`,
  },
];

/** Before its domain is verified. */
export const unready: readonly ErrorRule[] = [
  { status: ['403'], class: 'sender', hint: noteText({ code: 'code_sender_unverified', provider }) },
];
