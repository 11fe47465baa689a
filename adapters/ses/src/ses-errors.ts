import { type ErrorRule, noteText } from 'postern/adapter';

/** As sentences name it. */
export const provider = 'Amazon SES';

/** In the sandbox it is the one or the other. */
const notVerified = `${noteText({ code: 'sender_not_set_up', provider })} ${noteText({ code: 'recipient_not_set_up', provider })}`;

/**
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html and …/CommonErrors.html; some of the latter bear `Exception` at
 * their ends, and some do not.
 */
export const errorRules: readonly ErrorRule[] = [
  { codes: either('TooManyRequests', 'Throttling', 'RequestLimitExceeded'), class: 'throttled' },
  {
    codes: either('LimitExceeded'),
    class: 'throttled',
    hint: noteText({ code: 'quota_used_up', provider }),
  },
  {
    codes: either('AccountSuspended'),
    class: 'configuration',
    hint: noteText({ code: 'account_suspended', provider }),
  },
  {
    codes: either('SendingPaused'),
    class: 'configuration',
    hint: noteText({ code: 'sending_paused', provider }),
  },
  { codes: either('MailFromDomainNotVerified'), class: 'sender', hint: notVerified },
  { codes: ['MessageRejected'], class: 'content', hint: notVerified },
  { codes: either('BadRequest', 'Validation', 'InvalidParameterValue', 'ValidationError'), class: 'content' },
  {
    codes: either('NotFound'),
    class: 'configuration',
    hint: noteText({ code: 'check_options', options: ['configurationSet', 'topics', 'region'] }),
  },
  // Of SNS: the credentials may not subscribe, or there is no such topic.
  {
    codes: ['InvalidParameter', 'AuthorizationError'],
    class: 'configuration',
    hint: noteText({
      code: 'check_permissions',
      options: ['topics', 'credentials'],
      provider: 'Amazon SNS',
    }),
  },
  {
    codes: either('ExpiredToken', 'RequestExpired', 'RequestTimeTooSkewed', 'TokenRefreshRequired'),
    class: 'configuration',
    hint: noteText({ code: 'credentials_expired' }),
  },
  {
    codes: [
      ...either(
        'AccessDenied',
        'UnrecognizedClient',
        'InvalidSignature',
        'IncompleteSignature',
        'NotAuthorized',
      ),
      ...either(
        'SignatureDoesNotMatch',
        'InvalidClientTokenId',
        'MissingAuthenticationToken',
        'OptInRequired',
      ),
    ],
    class: 'configuration',
    hint: noteText({ code: 'check_permissions', options: ['credentials', 'region'], provider }),
  },
  // Of identities: another process was quicker.
  { codes: either('AlreadyExists', 'ConcurrentModification'), class: 'temporary' },
];

function either(...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [name, `${name}Exception`]);
}
