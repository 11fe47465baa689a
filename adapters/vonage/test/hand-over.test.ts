import { describe, expect, it } from 'vitest';
import { type VonageRefusal, vonageError, vonageRefusals } from '../src/testing/index.ts';
import { correlation, openStandIn, sending, sms, transportTo, under } from './support/fixtures.ts';

const callbackUrl = 'https://acme.example/messaging/callback/sms/vonage?c=handle';

describe('an SMS', () => {
  it('is handed over with its handle and where to report to', async () => {
    const standIn = await openStandIn();
    const result = await transportTo(standIn).send(sms(), sending({ callbackUrl }));
    expect(standIn.http.calls[0]?.json()).toEqual({
      channel: 'sms',
      message_type: 'text',
      to: '33612345678',
      from: 'Acme',
      text: 'Acme: your parcel is at the door.',
      client_ref: correlation,
      webhook_url: callbackUrl,
      webhook_version: 'v1',
    });
    expect(result).toEqual({ outcome: 'accepted', providerId: standIn.messages[0]?.message_uuid });
  });

  it('asks for no reports where they could not be verified, or there is no URL', async () => {
    const standIn = await openStandIn();
    const { signatureSecret: _, ...account } = standIn.options;
    const deaf = transportTo({ options: account } as typeof standIn);
    await deaf.send(sms(), sending({ callbackUrl }));
    await transportTo(standIn).send(sms(), sending());
    for (const call of standIn.http.calls) expect(call.json()).not.toHaveProperty('webhook_url');
  });

  it('comes from a number without its +', async () => {
    const standIn = await openStandIn();
    await transportTo(standIn).send(sms({ from: { address: '+15017122661' } }), sending());
    expect(standIn.messages[0]?.from).toBe('15017122661');
  });

  it('is the same byte for byte when it is handed over again; only its token is new', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    for (const attempt of [1, 1]) await transport.send(sms(), sending({ attempt }));
    const [one, other] = standIn.http.calls;
    expect(one?.body.toString()).toBe(other?.body.toString());
    expect(one?.headers.get('authorization')).not.toBe(other?.headers.get('authorization'));
  });

  it('that is longer than Vonage takes is refused', async () => {
    const standIn = await openStandIn();
    expect(await transportTo(standIn).send(sms({ text: 'x'.repeat(1_001) }), sending())).toMatchObject({
      outcome: 'rejected',
      failure: { class: 'content', code: 'text' },
    });
  });
});

describe('a refusal is told by its title', () => {
  const table: Readonly<Record<VonageRefusal, readonly [string, string, string]>> = {
    'You did not provide correct credentials.': ['paused', 'configuration', 'HTTP 401'],
    'The credentials provided do not have access to the requested product': [
      'paused',
      'configuration',
      'HTTP 401',
    ],
    'Low balance': ['paused', 'configuration', 'low-balance'],
    'The request body did not contain valid JSON': ['rejected', 'content', 'HTTP 422'],
    'Unsupported channel': ['rejected', 'content', 'unsupported-channel'],
    'Invalid channel parameters': ['rejected', 'content', 'invalid-channel-parameters'],
    'Invalid sender': ['rejected', 'sender', 'invalid-sender'],
    'Invalid recipient': ['rejected', 'recipient', 'invalid-recipient'],
    'Invalid message type': ['rejected', 'content', 'invalid-message-type'],
    'Invalid params': ['rejected', 'content', 'invalid-params'],
    'Invalid client reference': ['rejected', 'content', 'invalid-client-reference'],
    'Rate Limit Hit': ['paused', 'throttled', 'rate-limit-hit'],
    'Internal error': ['unknown', 'ambiguous', 'internal-error'],
  };

  it.each(vonageRefusals)('%s', async (title) => {
    const [outcome, failureClass, code] = table[title];
    const { result, taken } = await under(vonageError(title));
    expect(result).toMatchObject({ outcome, failure: { class: failureClass, code } });
    expect(taken).toBe(0);
  });

  it.each([
    ['to', 'recipient'],
    ['from', 'sender'],
    ['text', 'content'],
    ['hush', 'content'],
  ])('or by the parameter that is wrong: %s', async (parameter, failureClass) => {
    const { result } = await under(vonageError('Invalid params', { parameter }));
    expect(result).toMatchObject({ outcome: 'rejected', failure: { class: failureClass } });
    expect(JSON.stringify(result)).not.toContain('hush');
  });

  it.each([
    [401, 'paused', 'configuration'],
    [402, 'paused', 'configuration'],
    [403, 'paused', 'configuration'],
    [404, 'paused', 'configuration'],
    [422, 'rejected', 'content'],
    [429, 'paused', 'throttled'],
    [500, 'unknown', 'ambiguous'],
    [502, 'unknown', 'ambiguous'],
  ])('else by its status: %i', async (status, outcome, failureClass) => {
    const page = await under({ status, body: '<html>Said to +33612345678</html>' });
    const titled = await under({ status, body: { title: 'Said to +33612345678' } });
    for (const { result } of [page, titled]) {
      expect(result).toMatchObject({ outcome, failure: { class: failureClass, code: `HTTP ${status}` } });
      expect(JSON.stringify(result)).not.toContain('Said');
    }
  });

  it('which says what to do where that is known', async () => {
    const messageOf = async (title: VonageRefusal) => {
      const { result } = await under(vonageError(title));
      return 'failure' in result ? result.failure.message : '';
    };
    expect(await messageOf('Low balance')).toBe(
      'Vonage takes no messages with these settings. Top up the account at Vonage: it has no credit left, or has to be paid for.',
    );
    expect(await messageOf('Invalid sender')).toBe(
      'This sender cannot reach this recipient. A name as sender does not work in every country: use a number of yours for this one.',
    );
    expect(await messageOf('You did not provide correct credentials.')).toBe(
      'Vonage takes no messages with these settings. Check "applicationId" and "privateKey", and the permissions at Vonage, under "Capabilities, Messages".',
    );
  });

  it('unless the host knows better', async () => {
    const errors = [{ codes: ['invalid-sender'], class: 'configuration' as const }];
    expect((await under(vonageError('Invalid sender'), { errors })).result).toMatchObject({
      outcome: 'paused',
    });
  });
});

it('too many requests pause the channel, as long as Vonage says', async () => {
  const { result } = await under(vonageError('Rate Limit Hit', { headers: { 'Retry-After': '7' } }));
  expect(result).toMatchObject({ outcome: 'paused', failure: { class: 'throttled' }, afterMs: 7_000 });
  expect((await under(vonageError('Rate Limit Hit'))).result).not.toHaveProperty('afterMs');
});

describe('an answer that is lost or cannot be read leaves the message unknown, and it is tried once', () => {
  it.each([
    ['stall', 'ETIMEDOUT'],
    ['stall within', 'ETIMEDOUT'],
    ['break', 'ECONNRESET'],
    ['break within', 'ECONNRESET'],
    ['reset', 'ECONNRESET'],
    ['endless', 'EMSGSIZE'],
    [{ garbled: '' }, 'EBADANSWER'],
    [{ garbled: '<html>Accepted</html>' }, 'EBADANSWER'],
    [{ garbled: '{}' }, 'EBADANSWER'],
    [{ garbled: '{"message_uuid":""}' }, 'EBADANSWER'],
  ] as const)('%o', async (fault, code) => {
    const timeoutMs = code === 'ETIMEDOUT' ? 200 : 20_000;
    const { result, taken, asked } = await under(fault, { timeoutMs });
    expect(result).toMatchObject({ outcome: 'unknown', failure: { class: 'ambiguous', code } });
    expect([taken, asked]).toEqual([1, 1]);
  });
});

it('where nobody listens nothing has left: it is tried again', async () => {
  const standIn = await openStandIn();
  await standIn.http.unplug();
  expect(await transportTo(standIn).send(sms(), sending())).toMatchObject({
    outcome: 'retry',
    failure: { class: 'network', code: 'ECONNREFUSED' },
  });
  await standIn.http.plug();
});
