import { inspect } from 'node:util';
import { isMessagingError } from 'postern/adapter';
import type { HttpFault } from 'postern/testing';
import { describe, expect, it } from 'vitest';
import { type SendGridOptions, sendgrid } from '../src/index.ts';
import { sendgridError } from '../src/testing/index.ts';
import { mail, openStandIn, registering, senderOf, sending, transportTo } from './support/fixtures.ts';

const right: SendGridOptions = { apiKey: 'SG.hush' };

function refusal(options: object): string {
  try {
    sendgrid(options as SendGridOptions);
  } catch (error) {
    if (isMessagingError(error) && error.code === 'invalid_config') return error.message;
    throw error;
  }
  throw new Error('expected invalid_config');
}

/** Of RSA, which SendGrid does not use. */
const rsa =
  'MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==';

describe('options that cannot work are refused, by name and without their values', () => {
  it.each<[string, object]>([
    ['apiKey', { apiKey: undefined }],
    ['apiKey', { apiKey: 'SG.hush and more' }],
    ['verificationKey', { verificationKey: 'hush' }],
    ['verificationKey', { verificationKey: '' }],
    ['verificationKey', { verificationKey: rsa }],
    ['codeSender.address', { codeSender: { address: 'hush' } }],
    ['codeSender.name', { codeSender: { address: 'a@acme.example', name: '' } }],
    ['baseUrl', { baseUrl: 'http://api.sendgrid.com/v3' }],
    ['name', { name: 'two words' }],
    ['timeoutMs', { timeoutMs: 0 }],
  ])('%s (%#)', (path, options) => {
    const message = refusal({ ...right, ...options });
    expect(message).toMatch(new RegExp(`^@postern/sendgrid: ${path}:`));
    expect(message).not.toContain('hush');
  });

  it('also options that nobody reads', () => {
    expect(refusal({ ...right, region: 'eu' })).toContain('"region"');
  });
});

it('declares what it can, with and without the key of the webhook', async () => {
  expect(sendgrid(right)).toMatchObject({
    name: 'sendgrid',
    channel: 'email',
    capabilities: { handOverTimeoutMs: 31_000, reportsDelivery: false },
    senders: { codeSentBy: 'us' },
  });
  expect(sendgrid(right)).not.toHaveProperty('webhook');
  expect(sendgrid(right).senders).not.toHaveProperty('codeSender');
  const given = { name: 'sendgrid-eu', rate: { perSecond: 10, burst: 3 }, maxConcurrent: 20 };
  const codeSender = { address: 'codes@acme.example', name: 'Codes' };
  const { verificationKey } = (await openStandIn()).options;
  expect(sendgrid({ ...right, ...given, codeSender, verificationKey })).toMatchObject({
    ...given,
    capabilities: { reportsDelivery: true },
    senders: { codeSender },
    webhook: expect.any(Function),
  });
});

describe('verify', () => {
  it.each<[string, HttpFault, string]>([
    ['a key that is none', sendgridError(401, 'authorization required'), 'transport_misconfigured'],
    ['a key that may do nothing', sendgridError(403, 'access forbidden'), 'transport_misconfigured'],
    ['no SendGrid there', { status: 404 }, 'transport_misconfigured'],
    ['too many requests', sendgridError(429, 'too many requests'), 'transport_unavailable'],
    ['an HTML 502', { status: 502, body: '<html>' }, 'transport_unavailable'],
    ['garbage', { garbled: 'Hello' }, 'transport_unavailable'],
    ['silence', 'stall', 'transport_unavailable'],
  ])('says of %s what to do', async (_name, fault, code) => {
    const standIn = await openStandIn({ intercept: () => fault });
    await expect(transportTo(standIn, { timeoutMs: 300 }).verify()).rejects.toMatchObject({ code });
  });

  it('misses the permission to send', async () => {
    const standIn = await openStandIn({ scopes: ['whitelabel.read'] });
    await expect(transportTo(standIn).verify()).rejects.toMatchObject({
      code: 'transport_misconfigured',
      message: expect.stringContaining('"Mail Send"'),
    });
  });
});

it('key, address and text are in nothing that can be printed', async () => {
  const standIn = await openStandIn({ intercept: () => sendgridError(400, 'hush-text', 'hush field') });
  const transport = transportTo(standIn, { apiKey: standIn.options.apiKey });
  const message = mail({ text: 'hush-text' });
  const seen: unknown[] = [transport, await transport.send(message, sending())];
  const caught = async (task: () => Promise<unknown>) => {
    seen.push(await task().catch((thrown) => [thrown, String(thrown), thrown.cause]));
  };
  await caught(() => transport.verify());
  await caught(() => transport.registerWebhook('https://acme.example/'));
  await caught(() => transport.senders.register(senderOf('hush@acme.example'), registering()));
  await standIn.http.unplug();
  await caught(() => transport.send(message, sending()));
  await standIn.http.plug();
  const printed = seen.map((one) => inspect(one, { depth: 10, showHidden: true }) + JSON.stringify(one));
  for (const secret of ['hush', message.to.address, standIn.options.apiKey])
    expect(printed.join('\n')).not.toContain(secret);
});
