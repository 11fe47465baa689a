import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { openProvider, outgoing, sending, transportTo } from './support/fixtures.ts';

/** The SDK is CommonJS, whose modules node lists. */
const isLoaded = () =>
  Object.keys(createRequire(import.meta.url).cache).some((file) =>
    /[\\/]twilio[\\/]lib[\\/]rest[\\/]/.test(file),
  );

it('the SDK is loaded by the first hand-over, not by the set-up or a callback', async () => {
  const provider = await openProvider();
  const transport = transportTo(provider);
  const callback = {
    method: 'POST',
    url: 'https://acme.example/',
    headers: new Headers(),
    body: new Uint8Array(),
  };
  expect(await transport.webhook(callback)).toEqual({ kind: 'refused' });
  expect(isLoaded()).toBe(false);
  await transport.send(outgoing(), sending());
  expect(isLoaded()).toBe(true);
});
