import { type ErrorRule, noteText } from 'postern/adapter';

/** As sentences name it. */
export const provider = 'Resend';

/** https://resend.com/docs/api-reference/errors. */
export const errorRules: readonly ErrorRule[] = [
  // One name for two things, told apart by the status: the domain is not verified, or the account may only mail itself yet.
  {
    codes: ['validation_error_403'],
    class: 'sender',
    hint: noteText({ code: 'domain_not_set_up', provider }),
  },
  {
    codes: ['missing_api_key', 'restricted_api_key', 'invalid_api_key'],
    class: 'configuration',
    hint: noteText({ code: 'check_permissions', options: ['apiKey'], provider }),
  },
  {
    codes: ['monthly_quota_exceeded', 'daily_quota_exceeded'],
    class: 'throttled',
    hint: noteText({ code: 'quota_used_up', provider }),
  },
  { codes: ['rate_limit_exceeded'], class: 'throttled' },
  // The same request under the same key: that one, or this one, may be taken.
  { codes: ['concurrent_idempotent_requests', 'invalid_idempotent_request'], class: 'ambiguous' },
  { codes: ['invalid_from_address', 'invalid_access'], class: 'sender' },
  { codes: ['security_error'], class: 'blocked' },
  { codes: ['application_error', 'internal_server_error'], class: 'ambiguous' },
  { codes: ['suppressed'], class: 'recipient' },
];
