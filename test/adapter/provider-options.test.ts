import { Agent } from 'node:http';
import {
  credentialOption,
  invalidOption,
  isMessagingError,
  providerOptions,
  readProviderOptions,
} from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const schema = z.strictObject({
  ...providerOptions({ name: 'acme', baseUrl: 'https://api.acme.example/v3' }),
  apiKey: credentialOption(),
});
const read = (options: object) =>
  readProviderOptions('@postern/acme', schema, { apiKey: 'hush-key', ...options });

function refusal(options: object): string {
  try {
    read(options);
  } catch (error) {
    if (isMessagingError(error) && error.code === 'invalid_config') return error.message;
    throw error;
  }
  return expect.fail('it should be refused');
}

describe('options that cannot work are refused, by name and without their values', () => {
  it.each<[string, object]>([
    ['apiKey', { apiKey: undefined }],
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: 'hush hush' }],
    ['apiKey', { apiKey: 'hush\r\nhush' }],
    ['name', { name: 'two words' }],
    ['rate.burst', { rate: { perSecond: 1, burst: 0 } }],
    ['maxConcurrent', { maxConcurrent: 0.5 }],
    ['baseUrl', { baseUrl: 'api.acme.example' }],
    ['baseUrl', { baseUrl: 'http://api.acme.example' }],
    ['baseUrl', { baseUrl: 'http://127.0.0.1.hush.example' }],
    ['baseUrl', { baseUrl: 'https://user:hush@api.acme.example' }],
    ['baseUrl', { baseUrl: 'https://api.acme.example/?hush' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: 600_001 }],
    ['errors.0.class', { errors: [{ codes: [1], class: 'hush' }] }],
    ['errors.0.status.0', { errors: [{ status: ['6'], class: 'content' }] }],
    ['errors.0', { errors: [{ class: 'content' }] }],
    ['errors.0.codes.0', { errors: [{ codes: [''], class: 'content' }] }],
    ['agent', { agent: {} }],
    ['clock', { clock: new Date() }],
  ])('%s (%#)', (path, options) => {
    const message = refusal(options);
    expect(message).toMatch(new RegExp(`^@postern/acme: ${path}:`));
    expect(message).not.toContain('hush');
  });

  it('also options that nobody reads, and what is no object', () => {
    expect(refusal({ region: 'eu' })).toContain('"region"');
    expect(() => readProviderOptions('@postern/acme', schema, null)).toThrow(/^@postern\/acme: /);
    expect(invalidOption('@postern/acme', 'apiKey: is needed').message).toBe(
      '@postern/acme: apiKey: is needed.',
    );
  });
});

it('have defaults, and nothing that was not given', () => {
  const settings = read({ agent: undefined, rate: undefined });
  expect(Object.keys(settings).sort()).toEqual(['apiKey', 'baseUrl', 'clock', 'errors', 'name', 'timeoutMs']);
  expect([settings.name, settings.baseUrl.href, settings.timeoutMs, settings.errors]).toEqual([
    'acme',
    'https://api.acme.example/v3',
    30_000,
    [],
  ]);
  const given = {
    name: 'acme-eu',
    maxConcurrent: 3,
    timeoutMs: 5,
    rate: { perSecond: 0.5, burst: 3 },
    agent: new Agent(),
  };
  expect(read(given)).toMatchObject(given);
  expect(read({ baseUrl: 'http://localhost:4010' }).baseUrl.origin).toBe('http://localhost:4010');
  const errors = [{ codes: ['x', 7], status: ['5'], class: 'blocked', hint: 'Ask.' }];
  expect(read({ errors }).errors).toEqual(errors);
});
