import { inspect } from 'node:util';
import { isMessagingError } from 'postern';
import { describe, expect, it } from 'vitest';
import { postmark } from '../src/index.ts';
import { postmarkError } from '../src/testing/index.ts';
import { openStandIn, outgoing, sending, transportTo } from './support/fixtures.ts';

const right = { serverToken: 'hush-server', accountToken: 'hush-account', webhookToken: 'hush-webhook' };

describe('options', () => {
  it.each<[string, object]>([
    ['serverToken', { serverToken: undefined }],
    ['serverToken', { serverToken: 'hush two words' }],
    ['accountToken', { accountToken: '' }],
    ['webhookToken', { webhookToken: 'hush\n' }],
    ['messageStream', { messageStream: 'hush!' }],
    ['messageStream', { messageStream: `a${'b'.repeat(30)}` }],
    ['sitesShareDomains', { sitesShareDomains: 'hush' }],
    ['baseUrl', { baseUrl: 'http://hush.example' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['rate', { rate: { perSecond: 0, burst: 1 } }],
    ['stream', { stream: 'hush' }],
  ])('%s is checked, and never repeated', (name, change) => {
    const caught = (() => {
      try {
        return postmark({ ...right, ...change });
      } catch (error) {
        return error;
      }
    })();
    expect(isMessagingError(caught)).toBe(true);
    expect(caught).toMatchObject({ code: 'invalid_config', message: expect.stringContaining(name) });
    expect(inspect(caught, { depth: 10 })).not.toContain('hush');
  });

  it('name, limits and the time for a hand-over are what they say', () => {
    const rate = { perSecond: 10, burst: 5 };
    const transport = postmark({ ...right, name: 'second', rate, maxConcurrent: 3, timeoutMs: 5_000 });
    expect(transport).toMatchObject({ name: 'second', rate, maxConcurrent: 3, channel: 'email' });
    expect(transport.capabilities.handOverTimeoutMs).toBe(6_000);
    expect(postmark({ serverToken: 'x' }).name).toBe('postmark');
  });
});

describe('verify', () => {
  it('asks for the server and, with its token, for the account', async () => {
    const standIn = await openStandIn();
    await transportTo(standIn).verify();
    expect(standIn.http.calls.map(({ path }) => path)).toEqual(['/server', '/domains']);
    const wrong = transportTo(standIn, { accountToken: 'wrong' });
    await expect(wrong.verify()).rejects.toMatchObject({
      code: 'transport_misconfigured',
      details: { code: '10' },
    });
  });

  it.each([
    ['a wrong token', postmarkError(401, 10, 'no'), 'transport_misconfigured'],
    ['too many requests', postmarkError(429, 429, 'no'), 'transport_unavailable'],
    ['maintenance', postmarkError(503, 100, 'no'), 'transport_unavailable'],
    ['an HTML 502', { status: 502, body: '<html/>' }, 'transport_unavailable'],
    ['no Postmark there', { status: 404, body: '<html/>' }, 'transport_misconfigured'],
    ['garbage', { garbled: 'Hello' }, 'transport_unavailable'],
    ['silence', 'stall' as const, 'transport_unavailable'],
  ])('says whether somebody has to mend the settings, or to wait: %s', async (_name, fault, code) => {
    const standIn = await openStandIn();
    standIn.http.intercept = () => fault;
    await expect(transportTo(standIn, { timeoutMs: 300 }).verify()).rejects.toMatchObject({ code });
  });
});

it('tokens, addresses and texts are in nothing that can be printed', async () => {
  const standIn = await openStandIn();
  const transport = transportTo(standIn, right);
  const message = outgoing({ text: 'hush-text', to: { address: 'hush@customer.example' } });
  const seen: unknown[] = [transport, await transport.send(message, sending())];
  const caught = async (task: () => Promise<unknown> | undefined) => {
    try {
      seen.push(await task());
    } catch (thrown) {
      seen.push(thrown, String(thrown), thrown instanceof Error ? thrown.cause : undefined);
    }
  };
  const { signal } = new AbortController();
  const all = async () => {
    await caught(() => transport.send(message, sending()));
    await caught(() => transport.verify());
    await caught(() => transport.find(message, new Date(), signal));
    await caught(() => transport.registerWebhook?.('https://acme.example/hook'));
  };
  await all();
  standIn.http.intercept = () => postmarkError(422, 300, 'hush-said');
  await all();
  await standIn.http.unplug();
  await all();
  await standIn.http.plug();
  expect(seen.length).toBeGreaterThan(12);
  expect(
    seen.map((one) => inspect(one, { depth: 10, showHidden: true }) + JSON.stringify(one)).join('\n'),
  ).not.toContain('hush');
});
