import { inspect } from 'node:util';
import { isMessagingError } from 'postern/adapter';
import type { HttpFault } from 'postern/testing';
import { describe, expect, it } from 'vitest';
import { type VonageOptions, vonage } from '../src/index.ts';
import { vonageError } from '../src/testing/index.ts';
import { openStandIn, otherKey, sending, sms, transportTo } from './support/fixtures.ts';

const applicationId = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab';

async function right(): Promise<VonageOptions> {
  return { ...(await openStandIn()).options, sender: 'Acme' };
}

function refusal(options: object): string {
  try {
    vonage(options as VonageOptions);
  } catch (error) {
    if (isMessagingError(error) && error.code === 'invalid_config') return error.message;
    throw error;
  }
  throw new Error('expected invalid_config');
}

describe('options that cannot work are refused, by name and without their values', () => {
  it.each<[string, object]>([
    ['applicationId', { applicationId: undefined }],
    ['applicationId', { applicationId: 'hush' }],
    ['privateKey', { privateKey: undefined }],
    ['privateKey', { privateKey: 'hush' }],
    ['privateKey', { privateKey: '-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----' }],
    ['signatureSecret', { signatureSecret: '' }],
    ['sender', { sender: undefined }],
    ['sender', { sender: 'Acme hush' }],
    ['sender', { sender: '1234' }],
    ['baseUrl', { baseUrl: 'http://api.nexmo.com' }],
    ['name', { name: 'two words' }],
  ])('%s (%#)', async (path, options) => {
    const message = refusal({ ...(await right()), ...options });
    expect(message).toMatch(new RegExp(`^@postern/vonage: ${path}:`));
    expect(message).not.toContain('hush');
  });

  it('also options that nobody reads', async () => {
    expect(refusal({ ...(await right()), apiSecret: 'x' })).toContain('"apiSecret"');
  });
});

it.each(['Acme', '24Acme', '+15017122661', '15017122661', '12345'])(
  '%s can be the sender',
  async (sender) => {
    expect(vonage({ ...(await right()), sender }).defaultSender).toEqual({ address: sender });
  },
);

it('declares what it can, with and without the secret', async () => {
  const { signatureSecret, ...without } = await right();
  expect(vonage(without)).toMatchObject({
    name: 'vonage',
    channel: 'sms',
    capabilities: { handOverTimeoutMs: 31_000, reportsDelivery: false },
  });
  expect(vonage(without)).not.toHaveProperty('webhook');
  const given = { name: 'vonage-us', rate: { perSecond: 10, burst: 3 }, maxConcurrent: 20 };
  expect(vonage({ ...without, ...given, ...(signatureSecret ? { signatureSecret } : {}) })).toMatchObject({
    ...given,
    capabilities: { reportsDelivery: true },
    webhook: expect.any(Function),
  });
});

describe('a sender that a person gives', () => {
  it.each([
    ['Acme', { kind: 'alphanumeric', value: 'Acme' }],
    ['Acme24', { kind: 'alphanumeric', value: 'Acme24' }],
    ['Acme 24', { refused: expect.stringContaining('no spaces') }],
    ['Acme & Sons', { refused: expect.any(String) }],
    ['AcmeLimited1', { refused: expect.any(String) }],
    ['Żabka', { refused: expect.any(String) }],
    ['+33 6 12 34 56 78', undefined],
    ['12345', undefined],
  ])('%s', async (value, read) => {
    expect(vonage(await right()).readSender(value)).toEqual(read);
  });
});

describe('verify', () => {
  it.each<[string, HttpFault, string]>([
    ['wrong credentials', vonageError('You did not provide correct credentials.'), 'transport_misconfigured'],
    [
      'an application without Messages',
      vonageError('The credentials provided do not have access to the requested product'),
      'transport_misconfigured',
    ],
    ['no credit', vonageError('Low balance'), 'transport_misconfigured'],
    ['no Vonage there', { status: 404 }, 'transport_misconfigured'],
    ['too many requests', vonageError('Rate Limit Hit'), 'transport_unavailable'],
    ['an HTML 502', { status: 502, body: '<html>' }, 'transport_unavailable'],
    ['a success', { status: 202, body: { message_uuid: 'x' } }, 'transport_unavailable'],
    ['silence', 'stall', 'transport_unavailable'],
  ])('says of %s what to do', async (_name, fault, code) => {
    const standIn = await openStandIn({ intercept: () => fault });
    await expect(transportTo(standIn, { timeoutMs: 300 }).verify()).rejects.toMatchObject({ code });
  });

  it('tells another application, another key, and a clock that is wrong', async () => {
    const standIn = await openStandIn();
    const privateKey = otherKey();
    const now = Date.now();
    for (const options of [
      { applicationId: applicationId.replace('a', 'b') },
      { privateKey },
      { clock: () => new Date(now - 600_000) },
      { clock: () => new Date(now + 600_000) },
    ]) {
      const transport = transportTo(standIn, options);
      await expect(transport.verify()).rejects.toMatchObject({ code: 'transport_misconfigured' });
      expect(await transport.send(sms(), sending())).toMatchObject({ outcome: 'paused' });
    }
    expect(standIn.messages).toEqual([]);
  });
});

it('key, secret, number and text are in nothing that can be printed', async () => {
  const said = { status: 422, body: { title: 'hush-text', detail: 'hush-text' } };
  const standIn = await openStandIn({ intercept: () => said });
  const transport = transportTo(standIn, { signatureSecret: 'hush-secret' });
  const message = sms({ text: 'hush-text' });
  const seen: unknown[] = [transport, await transport.send(message, sending())];
  standIn.http.intercept = () => ({ status: 401, body: { title: 'hush-text' } });
  seen.push(await transport.verify().catch((thrown) => [thrown, String(thrown), thrown.cause]));
  await standIn.http.unplug();
  seen.push(await transport.send(message, sending()));
  seen.push(await transport.verify().catch((thrown) => [thrown, String(thrown), thrown.cause]));
  await standIn.http.plug();
  const printed = seen
    .map((one) => inspect(one, { depth: 10, showHidden: true }) + JSON.stringify(one))
    .join('\n');
  const lines = standIn.options.privateKey.split('\n');
  for (const secret of ['hush', message.to.address.slice(1), lines[1] ?? 'x', 'Bearer'])
    expect(printed).not.toContain(secret);
});
