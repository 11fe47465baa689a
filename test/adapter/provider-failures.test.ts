import {
  type ErrorClass,
  errorClasses,
  isRefusedWith,
  MessagingError,
  NotSent,
  ProviderError,
  type ProviderFault,
  providerFailures,
  statusRules,
  unreadableAnswer,
} from 'postern/adapter';
import { describe, expect, it } from 'vitest';

const rules = [
  { codes: ['hard_bounce', 300], class: 'recipient' },
  { codes: ['invalid_parameter'], class: 'content' },
  { codes: ['blocked'], class: 'blocked', hint: 'Ask the provider.' },
  { codes: ['deferred'], class: 'ambiguous' },
  { status: ['402'], class: 'configuration', hint: 'Buy credits.' },
] as const;
const failures = providerFailures({ provider: 'Acme', channel: 'email', rules });

const refused = (status: number, code?: string | number): ProviderFault =>
  code === undefined ? { kind: 'refused', status } : { kind: 'refused', status, code };
const outcomeOf = (status: number, code?: string | number) => {
  const { outcome, failure } = failures.outcomeOf(refused(status, code));
  return `${outcome} ${failure.class} ${failure.code}`;
};

describe('what an error means', () => {
  it.each<[number, string | number | undefined, string]>([
    [400, 'invalid_parameter', 'rejected content invalid_parameter'],
    [500, 'invalid_parameter', 'rejected content invalid_parameter'],
    [422, 300, 'rejected recipient 300'],
    [422, '300', 'rejected recipient 300'],
    [400, 'never_heard', 'rejected content never_heard'],
    [402, undefined, 'paused configuration HTTP 402'],
    [429, undefined, 'paused throttled HTTP 429'],
    [401, undefined, 'paused configuration HTTP 401'],
    [403, undefined, 'paused configuration HTTP 403'],
    [404, undefined, 'paused configuration HTTP 404'],
    [301, undefined, 'paused configuration HTTP 301'],
    [400, undefined, 'rejected content HTTP 400'],
    [408, undefined, 'unknown ambiguous HTTP 408'],
    [502, undefined, 'unknown ambiguous HTTP 502'],
    [600, undefined, 'unknown ambiguous HTTP 600'],
  ])('%i %s: %s', (status, code, expected) => {
    expect(outcomeOf(status, code)).toBe(expected);
  });

  it.each<[string, boolean, string]>([
    ['ECONNREFUSED', false, 'retry network'],
    ['ENOTFOUND', false, 'retry network'],
    ['EABORT', false, 'retry network'],
    ['ETIMEDOUT', true, 'unknown ambiguous'],
    ['EBADANSWER', true, 'unknown ambiguous'],
    ['EPROTO', true, 'unknown ambiguous'],
    ['ECREDENTIALS', false, 'paused configuration'],
    ['EPROTO', false, 'paused configuration'],
    ['CERT_HAS_EXPIRED', false, 'paused configuration'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', false, 'paused configuration'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false, 'paused configuration'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false, 'paused configuration'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', false, 'paused configuration'],
    ['HOSTNAME_MISMATCH', false, 'paused configuration'],
  ])('%s, sent %s: %s', (code, sent, expected) => {
    const { outcome, failure } = failures.outcomeOf({ kind: 'broken', code, sent });
    expect([`${outcome} ${failure.class}`, failure.code]).toEqual([expected, code]);
  });

  it('follows from its class, which says whether an address is suppressed and whether it is tried again', () => {
    const told = (of: ErrorClass) =>
      providerFailures({ provider: 'Acme', channel: 'sms', rules: [{ codes: [1], class: of }] }).outcomeOf(
        refused(400, 1),
      );
    expect(
      Object.fromEntries(errorClasses.map((of) => [of, `${told(of).outcome} ${told(of).failure.class}`])),
    ).toEqual({
      opted_out: 'rejected opted_out',
      recipient: 'rejected recipient',
      blocked: 'rejected blocked',
      sender: 'rejected sender',
      content: 'rejected content',
      configuration: 'paused configuration',
      throttled: 'paused throttled',
      temporary: 'retry temporary',
      undelivered: 'rejected temporary',
      ambiguous: 'unknown ambiguous',
    });
  });

  it('is told in the words of provider and channel, with what to do where that is known', () => {
    const sms = providerFailures({ provider: 'Other', channel: 'sms', rules });
    const told = [failures, sms].map((one) => one.outcomeOf(refused(400, 300)).failure.message);
    expect(told).toEqual([
      'This e-mail address cannot receive e-mail.',
      'This phone number cannot receive SMS.',
    ]);
    expect(sms.outcomeOf(refused(400, 'blocked')).failure.message).toBe(
      'Other or a network behind it blocks this message. Ask the provider.',
    );
  });

  it('waits as long as was asked, not for what somebody has to mend', () => {
    const told = (status: number) => failures.outcomeOf({ kind: 'refused', status, retryAfterMs: 5_000 });
    expect(told(429)).toMatchObject({ outcome: 'paused', afterMs: 5_000 });
    for (const status of [401, 503, 400]) expect(told(status)).not.toHaveProperty('afterMs');
    expect(statusRules.every(({ codes }) => codes === undefined)).toBe(true);
  });
});

it('a report that a message did not arrive is certain, whatever its code', () => {
  const classOf = (code?: string | number) => failures.failureOf(code).class;
  expect([classOf('hard_bounce'), classOf('deferred'), classOf('never_heard'), classOf()]).toEqual([
    'recipient',
    'temporary',
    'temporary',
    'temporary',
  ]);
  expect(failures.failureOf()).not.toHaveProperty('code');
});

describe('what a provider’s failure becomes', () => {
  const throwing = (fault: ProviderFault) => async () => {
    throw new ProviderError('Acme', fault);
  };

  it('is a result of a hand-over; what is no failure of the provider’s is thrown on', async () => {
    const taken = { outcome: 'accepted', providerId: 'm1' } as const;
    expect(await failures.asResult(async () => taken)).toBe(taken);
    expect(await failures.asResult(throwing(refused(429)))).toMatchObject({ outcome: 'paused' });
    const stopped = new NotSent('rejected', 'content', 'It holds line breaks.');
    const failure = { class: 'content', message: 'It holds line breaks.' };
    expect(await failures.asResult(() => Promise.reject(stopped))).toEqual({ outcome: 'rejected', failure });
    const bug = async () => {
      throw new TypeError('a bug');
    };
    await expect(failures.asResult(bug)).rejects.toThrow(TypeError);
    await expect(failures.orRefuse(bug)).rejects.toThrow(TypeError);
    await expect(failures.orRefuseSender(bug)).rejects.toThrow(TypeError);
  });

  it.each<[ProviderFault, string, string]>([
    [refused(401), 'transport_misconfigured', 'sender_provider_failed'],
    [refused(404), 'transport_misconfigured', 'sender_provider_failed'],
    [refused(429), 'transport_unavailable', 'sender_provider_failed'],
    [refused(502), 'transport_unavailable', 'sender_provider_failed'],
    [
      { kind: 'broken', code: 'ECONNREFUSED', sent: false },
      'transport_unavailable',
      'sender_provider_failed',
    ],
    [{ kind: 'broken', code: 'ETIMEDOUT', sent: true }, 'transport_unavailable', 'sender_provider_failed'],
    [
      { kind: 'broken', code: 'CERT_HAS_EXPIRED', sent: false },
      'transport_misconfigured',
      'sender_provider_failed',
    ],
    [refused(400, 'invalid_parameter'), 'transport_misconfigured', 'sender_refused'],
    [refused(400), 'transport_misconfigured', 'sender_refused'],
  ])('%o: %s to who verifies, %s to who sets a sender up', async (fault, ofTransport, ofSender) => {
    for (const [call, code] of [
      [failures.orRefuse, ofTransport],
      [failures.orRefuseSender, ofSender],
    ] as const) {
      const error = await call(throwing(fault)).catch((thrown: unknown) => thrown);
      if (!(error instanceof MessagingError)) throw error;
      expect([error.code, error.cause]).toEqual([code, undefined]);
      expect(error.message).not.toContain('the message');
    }
    expect(await failures.orRefuse(async () => 7)).toBe(7);
  });

  it('can be looked at: what is gone already need not be deleted', () => {
    const gone = new ProviderError('Acme', refused(404));
    expect([
      isRefusedWith(gone, 404, 410),
      isRefusedWith(gone, 400),
      isRefusedWith(new Error('x'), 404),
    ]).toEqual([true, false, false]);
    expect(isRefusedWith(unreadableAnswer('Acme'), 404)).toBe(false);
  });
});
