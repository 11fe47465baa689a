import { describe, expect, it } from 'vitest';
import { openProvider, outgoing, sending, transportTo } from './support/fixtures.ts';
import { error, type Fault } from './support/provider.ts';

const key = { apiKey: `SK${'c'.repeat(32)}`, apiSecret: 'of-the-key' };

it('asks for the account', async () => {
  const provider = await openProvider();
  await transportTo(provider).verify();
  expect(provider.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `GET /2010-04-01/Accounts/AC${'0'.repeat(32)}.json`,
  ]);
});

it('asks for something else with an API key, which may not see the account', async () => {
  const provider = await openProvider(key);
  const transport = transportTo(provider);
  await transport.verify();
  expect(await transport.send(outgoing(), sending())).toMatchObject({ outcome: 'accepted' });
  const wrong = transportTo(provider, { apiSecret: 'another' });
  await expect(wrong.verify()).rejects.toMatchObject({
    code: 'transport_misconfigured',
    details: { code: '20003' },
  });
});

describe('says whether somebody has to mend the settings, or to wait', () => {
  it.each<[string, Fault, string]>([
    ['wrong credentials', error(401, 20003), 'transport_misconfigured'],
    ['a closed account', error(403, 20005), 'transport_misconfigured'],
    ['no Twilio there', { status: 404 }, 'transport_misconfigured'],
    ['a suspended account', { status: 200, body: { status: 'suspended' } }, 'transport_misconfigured'],
    ['too many requests', error(429, 20429), 'transport_unavailable'],
    ['an HTML 502', { status: 502 }, 'transport_unavailable'],
    ['garbage', { garbled: 'Hello' }, 'transport_unavailable'],
    ['an answer about no account', { status: 200, body: {} }, 'transport_unavailable'],
    ['silence', 'stall', 'transport_unavailable'],
    ['a broken connection', 'break', 'transport_unavailable'],
  ])('%s', async (_name, fault, code) => {
    const provider = await openProvider();
    provider.fault = fault;
    await expect(transportTo(provider, { timeoutMs: 300 }).verify()).rejects.toMatchObject({ code });
  });

  it('and never speaks of a message', async () => {
    const provider = await openProvider();
    provider.fault = { status: 502 };
    await expect(transportTo(provider).verify()).rejects.toThrow('Twilio did not answer as it should.');
  });

  it('a server that is not there', async () => {
    const provider = await openProvider();
    await provider.unplug();
    await expect(transportTo(provider).verify()).rejects.toMatchObject({
      code: 'transport_unavailable',
      details: { class: 'network', code: 'ECONNREFUSED' },
    });
    await provider.plug();
  });
});

it('the wrong auth token is told from a right one by Basic authentication', async () => {
  const provider = await openProvider();
  const transport = transportTo(provider, { authToken: 'wrong' });
  await expect(transport.verify()).rejects.toMatchObject({ code: 'transport_misconfigured' });
  expect(await transport.send(outgoing(), sending())).toMatchObject({ outcome: 'paused' });
  expect(provider.standIn.messages).toEqual([]);
});
