import { type Failure, type FailureClass, present, type SendResult } from 'postern/adapter';

/** What an error of Twilio's is about, and with that what is done; see the table in the README. */
export const errorClasses = [
  'opted_out',
  'recipient',
  'blocked',
  'sender',
  'content',
  'configuration',
  'throttled',
  'temporary',
  'undelivered',
  'ambiguous',
] as const;
/** One of {@link errorClasses}. */
export type ErrorClass = (typeof errorClasses)[number];

/** What an error means. A rule fits by one of its codes or statuses; the first that fits decides. */
export interface ErrorRule {
  /** Error codes of Twilio's, any of these. */
  readonly codes?: readonly number[];
  /** The first digits of an HTTP status, any of these: `'429'`, or `'5'` for every server error. Not of reports. */
  readonly status?: readonly string[];
  readonly class: ErrorClass;
  /** What to do about it, for people; one sentence. */
  readonly hint?: string;
}

const nameOnly = 'A name as sender does not work in every country: use a number of yours for this one.';
const country = 'Allow the country in the Twilio console, under Messaging, Geo permissions.';
const start = 'They can allow it again by sending START.';
const callback = 'The public URL must be one that Twilio can call.';

/** https://www.twilio.com/docs/api/errors. The option `errors` is looked at before these. */
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
  // Codes come and go: without a known one the HTTP status has to do.
  { status: ['429'], class: 'throttled' },
  { status: ['401', '403'], class: 'configuration', hint: 'Check the account and its credentials.' },
  // No such account, or no Twilio at that address; redirects are not followed.
  { status: ['404', '405', '3'], class: 'configuration', hint: 'Check the account and "baseUrl".' },
  { status: ['408', '5'], class: 'ambiguous' },
  { status: ['4'], class: 'content' },
];

interface Meaning {
  readonly outcome: Exclude<SendResult['outcome'], 'accepted'>;
  readonly class: FailureClass;
  readonly sentence: string;
}

const meanings: Readonly<Record<ErrorClass, Meaning>> = {
  opted_out: {
    outcome: 'rejected',
    class: 'opted_out',
    sentence: 'The recipient does not want messages from this sender.',
  },
  recipient: { outcome: 'rejected', class: 'recipient', sentence: 'This number cannot receive SMS.' },
  blocked: {
    outcome: 'rejected',
    class: 'blocked',
    sentence: 'Twilio or a carrier blocks this message.',
  },
  sender: {
    outcome: 'rejected',
    class: 'sender',
    sentence: 'This sender cannot reach this recipient.',
  },
  content: { outcome: 'rejected', class: 'content', sentence: 'Twilio does not take this message.' },
  configuration: {
    outcome: 'paused',
    class: 'configuration',
    sentence: 'Twilio takes no messages with these settings.',
  },
  throttled: { outcome: 'paused', class: 'throttled', sentence: 'Twilio asks to send more slowly.' },
  temporary: {
    outcome: 'retry',
    class: 'temporary',
    sentence: 'The queue at Twilio is full, or the message waited there too long.',
  },
  undelivered: {
    outcome: 'rejected',
    class: 'temporary',
    sentence: 'The phone could not be reached, or the carrier gave no reason: it may work later.',
  },
  ambiguous: {
    outcome: 'unknown',
    class: 'ambiguous',
    sentence: 'Twilio did not say whether it took the message.',
  },
};

/** How a request went wrong, in what can be decided by: codes, never a message text. */
export type TwilioFault =
  /** Twilio answered, and it was no success. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code?: number;
      readonly retryAfterMs?: number;
    }
  /** No answer that can be read. `sent`: the other side may have got the request. */
  | { readonly kind: 'broken'; readonly code: string; readonly sent: boolean };

/** Every result but `accepted`. */
export type NotTaken = Exclude<SendResult, { readonly outcome: 'accepted' }>;

/** What a fault says of the message: certain where Twilio answered, or where nothing had left; else `unknown`. */
export function outcomeOf(fault: TwilioFault, rules: readonly ErrorRule[] = errorRules): NotTaken {
  if (fault.kind === 'broken') return outcomeOfBreak(fault.code, fault.sent);
  const { status, code, retryAfterMs } = fault;
  const rule = ruleFor(rules, present({ status, code }));
  const { outcome } = meanings[rule.class];
  const failure = failureBy(rule, code === undefined ? `HTTP ${status}` : `${code}`);
  if (outcome === 'rejected' || outcome === 'unknown') return { outcome, failure };
  const asked = rule.class === 'configuration' ? undefined : retryAfterMs;
  return present({ outcome, failure, afterMs: asked });
}

function outcomeOfBreak(code: string, sent: boolean): NotTaken {
  if (sent) return { outcome: 'unknown', failure: failureBy({ class: 'ambiguous' }, code) };
  if (tlsCode.test(code)) {
    const message =
      'Twilio cannot be used with these settings: its certificate is not trusted, or it is no TLS server.';
    return { outcome: 'paused', failure: { class: 'configuration', code, message } };
  }
  const message = 'Twilio could not be reached.';
  return { outcome: 'retry', failure: { class: 'network', code, message } };
}

/** OpenSSL's verification results and Node's TLS codes: waiting does not mend a certificate. */
const tlsCode = /CERT|^ERR_TLS_|^ERR_SSL_|^UNABLE_TO_|HOSTNAME_MISMATCH|^EPROTO$/;

/** Why a message that Twilio took did not arrive. Never `ambiguous`: that it did not is certain. */
export function failureOf(code: number | undefined, rules: readonly ErrorRule[] = errorRules): Failure {
  const rule = code === undefined ? undefined : rules.find((one) => one.codes?.includes(code));
  const known = rule && rule.class !== 'ambiguous' ? rule : { class: 'undelivered' as const };
  return failureBy(known, code === undefined ? undefined : `${code}`);
}

function ruleFor(
  rules: readonly ErrorRule[],
  { code, status }: { readonly code?: number; readonly status: number },
): ErrorRule {
  const byCode = code === undefined ? undefined : rules.find((one) => one.codes?.includes(code));
  const byStatus = () => rules.find((one) => one.status?.some((digits) => `${status}`.startsWith(digits)));
  return byCode ?? byStatus() ?? { class: 'ambiguous' };
}

function failureBy({ class: of, hint }: ErrorRule, code: string | undefined): Failure {
  const { class: failureClass, sentence } = meanings[of];
  return present({
    class: failureClass,
    code,
    message: hint === undefined ? sentence : `${sentence} ${hint}`,
  });
}
