import { Agent } from 'node:http';
import { isMessagingError } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { type TwilioOptions, twilio } from '../src/index.ts';
import { readSettings } from '../src/twilio-settings.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const service = `MG${'0'.repeat(32)}`;
const right: TwilioOptions = { accountSid, authToken: 'hush-token', sender: 'Acme' };

function refusal(options: object): string {
  try {
    twilio(options as TwilioOptions);
  } catch (error) {
    if (isMessagingError(error) && error.code === 'invalid_config') return error.message;
    throw error;
  }
  throw new Error('expected invalid_config');
}

describe('options that cannot work are refused, by name and without their values', () => {
  it.each<[string, object]>([
    ['accountSid', { accountSid: undefined }],
    ['accountSid', { accountSid: 'AChush' }],
    ['accountSid', { accountSid: `SK${'0'.repeat(32)}` }],
    ['authToken', { authToken: undefined }],
    ['authToken', { authToken: '' }],
    ['authToken', { authToken: 'hush\r\nhush' }],
    ['apiKey', { apiKey: accountSid, apiSecret: 'hush' }],
    ['apiSecret', { apiKey: `SK${'0'.repeat(32)}` }],
    ['apiSecret', { apiSecret: 'hush' }],
    ['sender', { sender: undefined }],
    ['sender', { sender: 'Acme hush Limited' }],
    ['sender', { sender: '1234' }],
    ['sender', { sender: '+0123456789' }],
    ['sender', { sender: 'MGhush-and-more' }],
    ['messagingServiceSid', { messagingServiceSid: accountSid }],
    ['baseUrl', { baseUrl: 'api.twilio.com' }],
    ['baseUrl', { baseUrl: 'http://api.twilio.com' }],
    ['baseUrl', { baseUrl: 'https://user:hush@api.twilio.com' }],
    ['baseUrl', { baseUrl: 'https://api.twilio.com/?hush' }],
    ['name', { name: 'two words' }],
    ['rate.burst', { rate: { perSecond: 1, burst: 0 } }],
    ['maxConcurrent', { maxConcurrent: 0.5 }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['errors.0.class', { errors: [{ codes: [21610], class: 'hush' }] }],
    ['errors.0.status.0', { errors: [{ status: ['6'], class: 'content' }] }],
    ['errors.0', { errors: [{ class: 'content' }] }],
    ['agent', { agent: {} }],
    ['clock', { clock: new Date() }],
  ])('%s (%#)', (path, options) => {
    const message = refusal({ ...right, ...options });
    expect(message).toMatch(new RegExp(`^@postern/twilio: ${path}:`));
    expect(message).not.toContain('hush');
  });

  it('also options that nobody reads', () => {
    expect(refusal({ ...right, region: 'ie1' })).toContain('"region"');
    expect(refusal({ ...right, errors: [{ code: 21610, codes: [1], class: 'content' }] })).toContain(
      '"code"',
    );
  });
});

it.each(['Acme', 'Acme 24', '+15017122661', '12345', '123456', service])('%s can be the sender', (sender) => {
  expect(twilio({ ...right, sender }).defaultSender).toEqual({ address: sender });
});

it('has a name and limits where a host gives them', () => {
  expect(twilio(right)).toMatchObject({ name: 'twilio', channel: 'sms' });
  expect(twilio(right)).not.toHaveProperty('rate');
  expect(twilio(right)).not.toHaveProperty('maxConcurrent');
  const given = { name: 'twilio-eu', rate: { perSecond: 0.5, burst: 3 }, maxConcurrent: 20 };
  expect(twilio({ ...right, ...given })).toMatchObject(given);
});

it('a Messaging Service alone is the sender', () => {
  expect(twilio({ accountSid, authToken: 'x', messagingServiceSid: service }).defaultSender).toEqual({
    address: service,
  });
});

it.each([
  'https://api.dublin.ie1.twilio.com',
  'http://127.0.0.1:4010',
  'http://[::1]:4010',
  'http://localhost:4010',
])('the API can be at %s', (baseUrl) => {
  expect(readSettings({ ...right, baseUrl }).baseUrl.origin).toBe(baseUrl);
});

it('declares what it can: reports, no recognition of repeats, and the time of one request and a little', () => {
  expect(twilio(right).capabilities).toEqual({
    handOverTimeoutMs: 35_000,
    reportsDelivery: true,
  });
  expect(twilio({ ...right, timeoutMs: 10_000, agent: new Agent() }).capabilities.handOverTimeoutMs).toBe(
    15_000,
  );
});
