import { type ErrorRule, noteText } from 'postern/adapter';

/** As sentences name it. */
export const provider = 'Brevo';

/** https://developers.brevo.com/docs/how-it-works. Brevo's code decides; without a known one, the HTTP status. */
export const errorRules: readonly ErrorRule[] = [
  {
    codes: ['unauthorized', 'permission_denied'],
    class: 'configuration',
    hint: noteText({
      code: 'check_allowed_ips',
      options: ['apiKey'],
      provider,
      place: 'Security, Authorised IPs',
    }),
  },
  {
    codes: ['account_under_validation'],
    class: 'configuration',
    hint: noteText({ code: 'account_under_review', provider }),
  },
  {
    codes: ['not_enough_credits'],
    status: ['402'],
    class: 'configuration',
    hint: noteText({ code: 'no_credit', provider }),
  },
  {
    codes: [
      ...[
        'invalid_parameter',
        'missing_parameter',
        'out_of_range',
        'duplicate_parameter',
        'duplicate_request',
      ],
      ...['bad_request', 'unprocessable_entity', 'not_acceptable'],
    ],
    class: 'content',
  },
  {
    codes: ['document_not_found', 'method_not_allowed'],
    class: 'configuration',
    hint: noteText({ code: 'check_options', options: ['baseUrl'] }),
  },
];
