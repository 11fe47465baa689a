import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pigeon as createPigeon } from '../src/pigeon.ts';
import { refusal } from '../src/pigeon-stand-in.ts';
import { context, openPigeon, outgoing, token, webhookSecret } from './support/open-pigeon.ts';

let pigeon: Awaited<ReturnType<typeof openPigeon>>;
beforeEach(async () => {
  pigeon = await openPigeon({ timeoutMs: 500 });
});
afterEach(async () => {
  await pigeon.transport.close?.();
  await pigeon.standIn.http.close();
});

type Intercept = typeof pigeon.standIn.http.intercept;

/** Hands one message over while Pigeon goes wrong so. */
async function sendWhile(intercept: Intercept) {
  pigeon.standIn.http.intercept = intercept;
  const message = outgoing();
  const result = await pigeon.transport.send(message, context());
  for (const secret of [token, webhookSecret, message.to.address, message.text, 'quote +44'])
    expect(JSON.stringify(result)).not.toContain(secret);
  return result;
}

it('hands over the text, who it is from and for, and its handle as the reference', async () => {
  const message = outgoing({ from: { address: '+447400999999' } });
  const result = await pigeon.transport.send(message, context({ correlation: 'h-7-1' }));
  const { id, ...taken } = pigeon.standIn.messages[0] ?? { id: '' };
  expect(result).toEqual({ outcome: 'accepted', providerId: id });
  expect(taken).toEqual({
    from: '+447400999999',
    to: message.to.address,
    text: message.text,
    reference: 'h-7-1',
  });
});

describe('each error that Pigeon documents', () => {
  it.each([
    [401, 'unauthorized', 'paused', 'configuration'],
    [402, 'out_of_credit', 'paused', 'configuration'],
    [422, 'invalid_number', 'rejected', 'recipient'],
    [422, 'number_not_in_service', 'rejected', 'recipient'],
    [422, 'recipient_opted_out', 'rejected', 'opted_out'],
    [422, 'carrier_filtered', 'rejected', 'blocked'],
    [422, 'sender_not_allowed', 'rejected', 'sender'],
    [422, 'text_too_long', 'rejected', 'content'],
    [503, 'overloaded', 'retry', 'temporary'],
    [500, 'internal', 'unknown', 'ambiguous'],
  ])('%i %s: %s, %s', async (status, code, outcome, of) => {
    const result = await sendWhile(() => refusal(status, code));
    expect(result).toMatchObject({ outcome, failure: { class: of, code } });
    expect(pigeon.standIn.messages).toEqual([]);
  });

  it('says what to do where a hint is known, and lets the host overrule it', async () => {
    const refuse = () => refusal(402, 'out_of_credit');
    expect(await sendWhile(refuse)).toMatchObject({
      failure: { message: expect.stringContaining('Top up') },
    });
    const own = await openPigeon({ errors: [{ codes: ['out_of_credit'], class: 'temporary' }] });
    own.standIn.http.intercept = refuse;
    expect(await own.transport.send(outgoing(), context())).toMatchObject({ outcome: 'retry' });
    await own.transport.close?.();
    await own.standIn.http.close();
  });
});

it('waits as long as a 429 says, and pauses without a time where it says none', async () => {
  const tooFast = (headers?: Readonly<Record<string, string>>) => () =>
    refusal(429, 'too_many_requests', headers);
  expect(await sendWhile(tooFast({ 'retry-after': '17' }))).toMatchObject({
    outcome: 'paused',
    failure: { class: 'throttled' },
    afterMs: 17_000,
  });
  expect(await sendWhile(tooFast())).toMatchObject({ outcome: 'paused', failure: { class: 'throttled' } });
  expect(await sendWhile(tooFast())).not.toHaveProperty('afterMs');
});

describe('what leaves it open whether Pigeon took the message', () => {
  it.each<[string, Intercept, number]>([
    ['an HTML page from a proxy', () => ({ status: 502, body: '<h1>Bad Gateway</h1>' }), 0],
    ['a success that cannot be read', () => ({ garbled: '<h1>Welcome</h1>' }), 1],
    ['a success without the id', () => ({ status: 202, body: { queued: true } }), 0],
    ['a connection that is reset before the answer', () => 'reset', 1],
    ['a connection that breaks within the answer', () => 'break within', 1],
    ['no answer in time', () => 'stall', 1],
    ['half an answer in time', () => 'stall within', 1],
  ])('%s', async (_what, intercept, taken) => {
    expect(await sendWhile(intercept)).toMatchObject({ outcome: 'unknown' });
    expect(pigeon.standIn.messages).toHaveLength(taken);
  });
});

it('verifies its token', async () => {
  await expect(pigeon.transport.verify?.()).resolves.toBeUndefined();
  const wrong = await openPigeon({ token: 'another', baseUrl: `${pigeon.standIn.http.url}/v1` });
  await expect(wrong.transport.verify?.()).rejects.toMatchObject({ code: 'transport_misconfigured' });
  await wrong.transport.close?.();
  await wrong.standIn.http.close();
});

it('refuses options that cannot work by their names, never by what they were', () => {
  const open = () => createPigeon({ token: 'with a space', from: 'Acme' });
  expect(open).toThrow(/^pigeon: token/);
  expect(open).not.toThrow('with a space');
});
