import { describe, expect, it } from 'vitest';
import { openProvider, outgoing, sending, transportTo, under } from './support/fixtures.ts';
import { error, type Fault, problem, said } from './support/provider.ts';

describe('a message that Twilio takes', () => {
  it('is accepted under its id, with the status it has there', async () => {
    const provider = await openProvider();
    const result = await transportTo(provider).send(outgoing(), sending());
    const [message] = provider.standIn.messages;
    expect(result).toEqual({ outcome: 'accepted', providerId: message?.sid, response: 'Twilio: queued' });
    expect(message).toMatchObject({ to: '+33612345678', from: 'Acme', body: outgoing().text });
  });

  it('names the callback URL where there is one', async () => {
    const provider = await openProvider();
    const transport = transportTo(provider);
    const callbackUrl = 'https://acme.example/messaging/twilio?m=msg_1&a=2';
    await transport.send(outgoing(), sending({ callbackUrl }));
    await transport.send(outgoing(), sending());
    expect(provider.calls.map(({ parameters }) => parameters.get('StatusCallback'))).toEqual([
      callbackUrl,
      null,
    ]);
  });

  const service = `MG${'0a'.repeat(16)}`;
  const other = `MG${'0b'.repeat(16)}`;
  it.each([
    ['Acme', undefined, { From: 'Acme' }],
    ['+15017122661', undefined, { From: '+15017122661' }],
    ['12345', undefined, { From: '12345' }],
    [service, undefined, { MessagingServiceSid: service }],
    ['Acme', service, { From: 'Acme', MessagingServiceSid: service }],
    [other, service, { MessagingServiceSid: other }],
  ])('comes from %s, with the service %s', async (sender, messagingServiceSid, expected) => {
    const provider = await openProvider();
    const options = messagingServiceSid ? { messagingServiceSid } : {};
    await transportTo(provider, options).send(outgoing({ from: { address: sender } }), sending());
    const [call] = provider.calls;
    const { From, MessagingServiceSid } = Object.fromEntries(call?.parameters ?? []);
    expect({ From, MessagingServiceSid }).toEqual({
      From: undefined,
      MessagingServiceSid: undefined,
      ...expected,
    });
  });

  it('but failed at once is rejected: no callback would tell of it', async () => {
    const failed = { sid: `SM${'0'.repeat(32)}`, status: 'failed', error_code: 30006 };
    const { result } = await under({ status: 201, body: failed });
    expect(result).toMatchObject({ outcome: 'rejected', failure: { class: 'recipient', code: '30006' } });
  });
});

describe('what Twilio answers decides, by its code before its HTTP status', () => {
  it.each<[string, Fault, object]>([
    ['opted out', error(400, 21610), { outcome: 'rejected', failure: { class: 'opted_out', code: '21610' } }],
    [
      'a bad number',
      error(400, 21211),
      { outcome: 'rejected', failure: { class: 'recipient', code: '21211' } },
    ],
    ['blocked', error(400, 21408), { outcome: 'rejected', failure: { class: 'blocked', code: '21408' } }],
    [
      'sender and recipient do not fit',
      error(400, 21612),
      { outcome: 'rejected', failure: { class: 'sender' } },
    ],
    ['too long', error(400, 21617), { outcome: 'rejected', failure: { class: 'content', code: '21617' } }],
    [
      'an unknown refusal',
      error(400, 29999),
      { outcome: 'rejected', failure: { class: 'content', code: '29999' } },
    ],
    [
      'the wrong token',
      error(401, 20003),
      { outcome: 'paused', failure: { class: 'configuration', code: '20003' } },
    ],
    [
      'a sender that is not ours',
      error(400, 21606),
      { outcome: 'paused', failure: { class: 'configuration' } },
    ],
    ['a full queue', error(429, 21611), { outcome: 'retry', failure: { class: 'temporary', code: '21611' } }],
    [
      'an error of theirs',
      error(500, 20500),
      { outcome: 'unknown', failure: { class: 'ambiguous', code: '20500' } },
    ],
    [
      'unavailable',
      error(503, 20503),
      { outcome: 'unknown', failure: { class: 'ambiguous', code: '20503' } },
    ],
    [
      'RFC 9457',
      problem(400, 21211),
      { outcome: 'rejected', failure: { class: 'recipient', code: '21211' } },
    ],
    [
      'an HTML 502',
      { status: 502 },
      { outcome: 'unknown', failure: { class: 'ambiguous', code: 'HTTP 502' } },
    ],
    [
      'an HTML 403',
      { status: 403 },
      { outcome: 'paused', failure: { class: 'configuration', code: 'HTTP 403' } },
    ],
    [
      'an HTML 404',
      { status: 404 },
      { outcome: 'paused', failure: { class: 'configuration', code: 'HTTP 404' } },
    ],
    ['a redirect', { status: 302, headers: { Location: '/elsewhere' } }, { outcome: 'paused' }],
  ])('%s', async (_name, fault, expected) => {
    const { result, asked } = await under(fault);
    expect(result).toMatchObject(expected);
    expect(asked).toBe(1);
    expect(JSON.stringify(result)).not.toContain(said);
  });
});

describe('too many requests pause the channel', () => {
  it.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['7', 7_000],
    ['Mon, 23 Nov 2026 09:31:00 GMT', 60_000],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['99999999', 3_600_000],
    ['soon', undefined],
  ])('with Retry-After %s for %s ms', async (retryAfter, afterMs) => {
    const headers = retryAfter === undefined ? undefined : { 'Retry-After': retryAfter };
    const clock = () => new Date('2026-11-23T09:30:00Z');
    const { result } = await under(error(429, 20429, headers), { clock });
    expect(result).toEqual({
      outcome: 'paused',
      failure: { class: 'throttled', code: '20429', message: 'Twilio asks to send more slowly.' },
      ...(afterMs === undefined ? {} : { afterMs }),
    });
  });

  it('also where a proxy says so, without a code', async () => {
    const { result } = await under({ status: 429, headers: { 'Retry-After': '2' } });
    expect(result).toMatchObject({
      outcome: 'paused',
      failure: { class: 'throttled', code: 'HTTP 429' },
      afterMs: 2_000,
    });
  });
});
