import { inspect } from 'node:util';
import { isMessagingError } from 'postern';
import { describe, expect, it } from 'vitest';
import { mailgun } from '../src/index.ts';
import { mailgunError } from '../src/testing/index.ts';
import { openStandIn, outgoing, sending, transportTo } from './support/fixtures.ts';

const right = { apiKey: 'hush-key', webhookSigningKey: 'hush-signing' };

describe('options', () => {
  it.each<[string, object]>([
    ['apiKey', { apiKey: undefined }],
    ['apiKey', { apiKey: 'hush two words' }],
    ['webhookSigningKey', { webhookSigningKey: '' }],
    ['region', { region: 'hush' }],
    ['domain', { domain: 'hush' }],
    ['domain', { domain: 'HUSH.example' }],
    ['replayWindowMs', { replayWindowMs: 1 }],
    ['codeSender', { codeSender: { address: 'hush' } }],
    ['dmarc', { dmarc: 'hush' }],
    ['baseUrl', { baseUrl: 'http://hush.example' }],
    ['rate', { rate: { perSecond: 0, burst: 1 } }],
    ['endpoint', { endpoint: 'hush' }],
  ])('%s is checked, and never repeated', (name, change) => {
    const caught = (() => {
      try {
        return mailgun({ ...right, ...change });
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
    const transport = mailgun({ ...right, name: 'second', rate, maxConcurrent: 3, timeoutMs: 5_000 });
    expect(transport).toMatchObject({ name: 'second', rate, maxConcurrent: 3, channel: 'email' });
    expect(transport.capabilities.handOverTimeoutMs).toBe(6_000);
    expect(mailgun({ apiKey: 'x' }).name).toBe('mailgun');
  });

  it('the region says where the API is, unless "baseUrl" does', async () => {
    const asked: string[] = [];
    // Nothing leaves: each connection is refused by the agent.
    const agent = {
      addRequest(request: NodeJS.EventEmitter, { host }: { host: string }) {
        asked.push(host);
        process.nextTick(() => request.emit('error', new Error('no')));
      },
    };
    for (const options of [
      {},
      { region: 'us' },
      { region: 'eu' },
      { region: 'eu', baseUrl: 'https://mailgun.acme.example' },
    ]) {
      const transport = mailgun({ ...right, ...options, agent } as unknown as Parameters<typeof mailgun>[0]);
      await transport.verify().catch(() => {});
    }
    expect(asked).toEqual([
      'api.mailgun.net',
      'api.mailgun.net',
      'api.eu.mailgun.net',
      'mailgun.acme.example',
    ]);
  });

  it('with a domain for all, no sender’s domain is set up', async () => {
    const standIn = await openStandIn();
    expect(transportTo(standIn, { domain: 'mg.acme.example' }).senders).toBeUndefined();
    const codeSender = { address: 'codes@acme.example' };
    expect(transportTo(standIn, { codeSender }).senders).toMatchObject({ codeSentBy: 'us', codeSender });
  });
});

describe('verify', () => {
  it('asks for the domains, or for the one that is named', async () => {
    const standIn = await openStandIn({ dns: () => false });
    await transportTo(standIn).verify();
    const transport = transportTo(standIn, { domain: 'mg.acme.example' });
    await expect(transport.verify()).rejects.toMatchObject({ code: 'transport_misconfigured' });
    const headers = {
      Authorization: `Basic ${Buffer.from(`api:${standIn.options.apiKey}`).toString('base64')}`,
    };
    const body = new URLSearchParams({ name: 'mg.acme.example' });
    await fetch(`${standIn.options.baseUrl}/v4/domains`, { method: 'POST', headers, body });
    await expect(transport.verify()).rejects.toMatchObject({
      code: 'transport_misconfigured',
      details: { state: 'unverified' },
    });
  });

  it.each([
    ['a wrong key', { status: 401, body: 'Forbidden' }, 'transport_misconfigured'],
    ['too many requests', mailgunError(429, 'no'), 'transport_unavailable'],
    ['an HTML 502', { status: 502, body: '<html/>' }, 'transport_unavailable'],
    ['no Mailgun there', { status: 405, body: '<html/>' }, 'transport_misconfigured'],
    ['garbage', { garbled: 'Mailgun Magnificent API' }, 'transport_unavailable'],
    ['silence', 'stall' as const, 'transport_unavailable'],
  ])('says whether somebody has to mend the settings, or to wait: %s', async (_name, fault, code) => {
    const standIn = await openStandIn();
    standIn.http.intercept = () => fault;
    await expect(transportTo(standIn, { timeoutMs: 300 }).verify()).rejects.toMatchObject({ code });
  });
});

it('keys, addresses and texts are in nothing that can be printed', async () => {
  const standIn = await openStandIn({ apiKey: right.apiKey });
  const transport = transportTo(standIn, right);
  const message = outgoing({ text: 'hush-text', to: { address: 'hush@customer.example' } });
  const seen: unknown[] = [transport];
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
    await caught(() => transport.registerWebhook('https://acme.example/hook'));
  };
  await all();
  standIn.http.intercept = () => mailgunError(400, 'hush-said');
  await all();
  await standIn.http.unplug();
  await all();
  await standIn.http.plug();
  expect(seen.length).toBeGreaterThan(12);
  const printed = seen
    .map((one) => inspect(one, { depth: 10, showHidden: true }) + JSON.stringify(one))
    .join('\n');
  for (const secret of ['hush', Buffer.from(`api:${right.apiKey}`).toString('base64')]) {
    expect(printed).not.toContain(secret);
  }
});
