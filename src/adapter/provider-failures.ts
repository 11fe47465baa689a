import { MessagingError } from '../errors.ts';
import type { SendResult } from '../interfaces/transport.ts';
import type { Channel, Failure } from '../model/message.ts';
import { noteText } from '../model/notes.ts';
import { present } from '../model/present.ts';
import { isTlsFault } from '../model/tls-fault.ts';
import { type ErrorRule, meaningsOf, statusRules } from './error-rules.ts';
import { NotSent } from './not-sent.ts';
import { ProviderError, type ProviderFault } from './provider-fault.ts';

/** Every result but `accepted`. */
export type NotTaken = Exclude<SendResult, { readonly outcome: 'accepted' }>;

/** Whose failures, and what they mean. */
export interface ProviderFailuresOptions {
  /** As it is called in sentences: `Twilio`. */
  readonly provider: string;
  /** Whose messages they are about: in the words of the channel. */
  readonly channel: Channel;
  /** Looked at in this order, then {@link statusRules}: a host's own first, so that it has the last word. */
  readonly rules: readonly ErrorRule[];
}

/** What a provider's failures mean, from a {@link ProviderError} to a result, a refusal or a report. */
export interface ProviderFailures {
  /** What a fault says of the message: certain where the provider answered, or where nothing had left; else `unknown`. */
  outcomeOf(fault: ProviderFault): NotTaken;
  /** Why a message that the provider took did not arrive. Never `ambiguous`: that it did not is certain. */
  failureOf(code?: string | number): Failure;
  /** For `send`: a {@link ProviderError} becomes its outcome, a {@link NotSent} its result, all else is thrown on. */
  asResult(task: () => Promise<SendResult>): Promise<SendResult>;
  /**
   * For `verify` and `find`. @throws MessagingError `transport_misconfigured` or `transport_unavailable` for a {@link ProviderError}, without
   * a cause: nothing of the request goes along.
   */
  orRefuse<T>(task: () => Promise<T>): Promise<T>;
  /**
   * For a sender's registry. @throws MessagingError `sender_refused` (the sender itself, `details.reason` is `provider`) or
   * `sender_provider_failed` (all else) for a {@link ProviderError}, without a cause.
   */
  orRefuseSender<T>(task: () => Promise<T>): Promise<T>;
}

/**
 * What `verify` throws of a failure, without a cause: nothing of what was sent goes along.
 *
 * @returns `transport_unavailable` where it may pass by itself, else `transport_misconfigured`
 */
export function transportRefusal({ class: of, code, message }: Failure): MessagingError {
  const refusal = passing.includes(of) ? 'transport_unavailable' : 'transport_misconfigured';
  return new MessagingError(refusal, message, { details: { class: of, code } });
}

/** What passes by itself, or may. */
const passing: readonly Failure['class'][] = ['network', 'ambiguous', 'throttled', 'temporary'];

/** What the failures of a provider mean, by its rules. */
export function providerFailures({
  provider,
  channel,
  rules: own,
}: ProviderFailuresOptions): ProviderFailures {
  const rules = [...own, ...statusRules];
  const meanings = meaningsOf(provider, channel);

  const failureBy = ({ class: of, hint }: ErrorRule, code: string | undefined): Failure => {
    const { class: failureClass, sentence } = meanings[of];
    return present({
      class: failureClass,
      code,
      message: hint === undefined ? sentence : `${sentence} ${hint}`,
    });
  };

  const outcomeOfBreak = (code: string, sent: boolean): NotTaken => {
    if (sent) return { outcome: 'unknown', failure: failureBy({ class: 'ambiguous' }, code) };
    const unusable = (why: 'no_credentials' | 'tls_refused'): NotTaken => ({
      outcome: 'paused',
      failure: { class: 'configuration', code, message: noteText({ code: why, provider }) },
    });
    if (code === 'ECREDENTIALS') return unusable('no_credentials');
    if (isTlsFault(code)) return unusable('tls_refused');
    return {
      outcome: 'retry',
      failure: { class: 'network', code, message: noteText({ code: 'provider_unreached', provider }) },
    };
  };

  const outcomeOf = (fault: ProviderFault): NotTaken => {
    if (fault.kind === 'broken') return outcomeOfBreak(fault.code, fault.sent);
    const { status, code, retryAfterMs } = fault;
    const rule = ruleFor(rules, code, status) ?? { class: 'ambiguous' };
    const { outcome } = meanings[rule.class];
    const failure = failureBy(rule, code === undefined ? `HTTP ${status}` : `${code}`);
    if (outcome === 'rejected' || outcome === 'unknown') return { outcome, failure };
    const asked = rule.class === 'configuration' ? undefined : retryAfterMs;
    return present({ outcome, failure, afterMs: asked });
  };

  /** Runs it; of a fault it throws what `refusal` makes of its failure. */
  const orThrow = async <T>(
    task: () => Promise<T>,
    refusal: (failure: Failure) => MessagingError,
  ): Promise<T> => {
    try {
      return await task();
    } catch (error) {
      throw error instanceof ProviderError ? refusal(outcomeOf(error.fault).failure) : error;
    }
  };

  /** Nothing was handed over here, so "taken or not" is not the question. */
  const sentenceOf = ({ class: of, message }: Failure) =>
    of === 'ambiguous' ? `${provider} did not answer as it should.` : message;

  return {
    outcomeOf,
    failureOf(code) {
      const rule = code === undefined ? undefined : ruleOfCode(rules, code);
      const known = rule && rule.class !== 'ambiguous' ? rule : ({ class: 'undelivered' } as const);
      return failureBy(known, code === undefined ? undefined : `${code}`);
    },
    async asResult(task) {
      try {
        return await task();
      } catch (error) {
        if (error instanceof ProviderError) return outcomeOf(error.fault);
        if (error instanceof NotSent) return error.result;
        throw error;
      }
    },
    orRefuse: (task) =>
      orThrow(task, (failure) =>
        transportRefusal(Object.assign({}, failure, { message: sentenceOf(failure) })),
      ),
    orRefuseSender: (task) =>
      orThrow(task, (failure) => {
        const details = { class: failure.class, code: failure.code };
        if (passing.includes(failure.class) || failure.class === 'configuration')
          return new MessagingError('sender_provider_failed', sentenceOf(failure), { details });
        const sentence = `${provider} does not take this sender: check its name, address and domain.`;
        return new MessagingError('sender_refused', sentence, {
          details: { reason: 'provider', ...details },
        });
      }),
  };
}

function ruleOfCode(rules: readonly ErrorRule[], code: string | number): ErrorRule | undefined {
  return rules.find(({ codes }) => codes?.some((one) => `${one}` === `${code}`));
}

function ruleFor(
  rules: readonly ErrorRule[],
  code: string | number | undefined,
  status: number,
): ErrorRule | undefined {
  const byCode = code === undefined ? undefined : ruleOfCode(rules, code);
  return byCode ?? rules.find((one) => one.status?.some((digits) => `${status}`.startsWith(digits)));
}
