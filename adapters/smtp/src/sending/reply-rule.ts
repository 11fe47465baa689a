import type { FailureClass } from 'postern/adapter';

/** What a reply answered. `greeting` to `auth` concern the session, the others one mail; `content` is the reply after the final dot. */
export const smtpStages = [
  'greeting',
  'hello',
  'starttls',
  'auth',
  'sender',
  'recipient',
  'data',
  'content',
] as const;
/** One of {@link smtpStages}. */
export type SmtpStage = (typeof smtpStages)[number];

/** What a refusal can be about. */
export const replyClasses = [
  'recipient',
  'blocked',
  'content',
  'sender',
  'configuration',
  'throttled',
  'temporary',
  'network',
] as const satisfies readonly FailureClass[];
/** One of {@link replyClasses}. */
export type ReplyClass = (typeof replyClasses)[number];

/** What a reply means. A rule fits where everything it names fits; the first that fits decides. */
export interface ReplyRule {
  readonly stages?: readonly SmtpStage[];
  /** The first digits of the reply code: `'550'`, or `'5'` for every refusal. */
  readonly reply?: string;
  /** The first parts of the enhanced status code (RFC 3463), any of these: `'5.7.1'`, or `'5.7'` for every matter of policy. */
  readonly status?: readonly string[];
  /** What its words say: only where large hosts use fixed ones, and to tell that it is not about the recipient. */
  readonly says?: RegExp;
  readonly outcome: 'rejected' | 'retry' | 'paused';
  readonly class: ReplyClass;
  /** It may be about the address, or about anything else: only a second one on another day suppresses. Default: it is not. */
  readonly unclear?: true;
}
