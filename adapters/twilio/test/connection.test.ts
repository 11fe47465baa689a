import { Agent as HttpAgent } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { type TwilioOptions, twilio } from '../src/index.ts';
import { closedAfterTest, openProvider, outgoing, sending, transportTo, under } from './support/fixtures.ts';
import type { Fault } from './support/provider.ts';

describe('a hand-over whose answer is lost or cannot be read is unknown, and made once', () => {
  it.each<[Fault, string]>([
    ['stall', 'ETIMEDOUT'],
    ['stall within', 'ETIMEDOUT'],
    ['break', 'ECONNRESET'],
    ['break within', 'ECONNRESET'],
    ['endless', 'EMSGSIZE'],
    [{ garbled: '' }, 'EBADANSWER'],
    [{ garbled: '<html>Created</html>' }, 'EBADANSWER'],
    [{ garbled: '"SM1"' }, 'EBADANSWER'],
    [{ garbled: '{}' }, 'EBADANSWER'],
    [{ garbled: '{"sid":"SM' }, 'EBADANSWER'],
  ])('%o', async (fault, code) => {
    const { result, taken, asked } = await under(fault, { timeoutMs: code === 'ETIMEDOUT' ? 200 : 20_000 });
    expect(result).toEqual({
      outcome: 'unknown',
      failure: { class: 'ambiguous', code, message: 'Twilio did not say whether it took the message.' },
    });
    expect([taken, asked]).toEqual([1, 1]);
  });
});

describe('before the connection stands nothing has left, so the message is tried again', () => {
  /** A server that takes connections and never finishes a TLS handshake. */
  async function deafServer(react: (socket: Socket) => void) {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      react(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closedAfterTest({
      close: async () => {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    });
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const to = (baseUrl: string, options: Partial<TwilioOptions> = {}) =>
    closedAfterTest(
      twilio({ accountSid: `AC${'0'.repeat(32)}`, authToken: 'x', sender: 'Acme', baseUrl, ...options }),
    );

  it('where the TLS handshake takes too long', async () => {
    const transport = to(await deafServer(() => {}), { timeoutMs: 200 });
    expect(await transport.send(outgoing(), sending())).toEqual({
      outcome: 'retry',
      failure: { class: 'network', code: 'ETIMEDOUT', message: 'Twilio could not be reached.' },
    });
  });

  it('where it is broken off', async () => {
    const transport = to(await deafServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    expect(await transport.send(outgoing(), sending())).toMatchObject({
      outcome: 'retry',
      failure: { class: 'network', code: 'ECONNRESET' },
    });
  });

  it('where the worker stops meanwhile', async () => {
    const abort = new AbortController();
    const transport = to(await deafServer((socket) => socket.once('data', () => abort.abort())));
    expect(await transport.send(outgoing(), sending({ signal: abort.signal }))).toMatchObject({
      outcome: 'retry',
      failure: { class: 'network', code: 'EABORT' },
    });
  });

  it('where nobody listens, or the name does not exist', async () => {
    const provider = await openProvider();
    await provider.unplug();
    expect(await transportTo(provider).send(outgoing(), sending())).toMatchObject({
      outcome: 'retry',
      failure: { code: 'ECONNREFUSED' },
    });
    expect(await to('https://nowhere.invalid').send(outgoing(), sending())).toMatchObject({
      outcome: 'retry',
      failure: { class: 'network' },
    });
    await provider.plug();
  });

  it('but where there is no TLS server waiting does not help: the channel pauses', async () => {
    const transport = to(await deafServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect(await transport.send(outgoing(), sending())).toMatchObject({
      outcome: 'paused',
      failure: { class: 'configuration' },
    });
  });
});

it('a connection that was kept and broke is no proof that nothing left', async () => {
  const provider = await openProvider();
  const transport = transportTo(provider);
  await transport.send(outgoing(), sending());
  provider.fault = 'break';
  expect(await transport.send(outgoing(), sending())).toMatchObject({ outcome: 'unknown' });
  expect(provider.standIn.messages).toHaveLength(2);
});

it('connections are made by the agent given, which stays open', async () => {
  const provider = await openProvider();
  const agent = new HttpAgent({ keepAlive: true });
  closedAfterTest({ close: async () => agent.destroy() });
  const connect = vi.spyOn(agent, 'createConnection');
  const transport = transportTo(provider, { agent });
  await transport.send(outgoing(), sending());
  await transport.close();
  await transport.send(outgoing(), sending());
  expect(connect).toHaveBeenCalledOnce();
});
