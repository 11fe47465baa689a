import { inspect } from 'node:util';
import { expect, it, vi } from 'vitest';
import { openProvider, outgoing, sending, transportTo } from './support/fixtures.ts';

it('the environment changes nothing, and nothing is printed', async () => {
  const provider = await openProvider();
  const printed = vi.spyOn(console, 'log').mockReturnValue();
  const environment = {
    TWILIO_ACCOUNT_SID: `AC${'f'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'of the environment',
    TWILIO_EDGE: 'sydney',
    TWILIO_REGION: 'au1',
    TWILIO_LOG_LEVEL: 'debug',
    TWILIO_CA_BUNDLE: '/nowhere.pem',
    HTTP_PROXY: 'http://127.0.0.1:9',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    const transport = transportTo(provider);
    expect(await transport.send(outgoing(), sending())).toMatchObject({ outcome: 'accepted' });
    await transport.verify();
    await transport.find(outgoing(), new Date(), new AbortController().signal);
    expect(printed).not.toHaveBeenCalled();
  } finally {
    vi.unstubAllEnvs();
    printed.mockRestore();
  }
});

it('credentials, number and text are in nothing that can be printed', async () => {
  const provider = await openProvider();
  const secrets = { authToken: 'hush-token', apiKey: `SK${'c'.repeat(32)}`, apiSecret: 'hush-secret' };
  const transport = transportTo(provider, secrets);
  const message = outgoing({ text: 'hush-text' });
  const seen: unknown[] = [transport, await transport.send(message, sending())];
  const caught = async (task: () => Promise<unknown>) => {
    try {
      seen.push(await task());
    } catch (thrown) {
      seen.push(thrown, String(thrown), thrown instanceof Error ? thrown.cause : undefined);
    }
  };
  await caught(() => transport.verify());
  await caught(() => transport.find(message, new Date(), new AbortController().signal));
  await provider.unplug();
  seen.push(await transport.send(message, sending()));
  await caught(() => transport.verify());
  await provider.plug();
  expect(seen.length).toBeGreaterThan(8);
  const printed = seen
    .map((one) => inspect(one, { depth: 10, showHidden: true }) + JSON.stringify(one))
    .join('\n');
  const login = Buffer.from(`${secrets.apiKey}:${secrets.apiSecret}`).toString('base64');
  for (const secret of ['hush', login, message.to.address, secrets.apiKey])
    expect(printed).not.toContain(secret);
});
