import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testMessaging } from '@postern/memory/testing';
import { expect, it, onTestFinished } from 'vitest';
import { messagingConsole } from '../src/index.ts';

const user = { user: { id: 'u1', name: 'Uma' }, can: { view: true } };

it('a server whose pages are closed ends, although a page goes on asking over the connection it kept', async () => {
  const { messaging } = await testMessaging();
  const middleware = messagingConsole(messaging, { authorize: () => user, basePath: '' });
  const server = createServer((req, res) => middleware(req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const streams = new Agent({ keepAlive: true });
  onTestFinished(() => {
    agent.destroy();
    streams.destroy();
  });
  const ask = async (path: string, over: Agent): Promise<IncomingMessage> => {
    const [response] = await once(get({ host: '127.0.0.1', port, path, agent: over }), 'response');
    return response;
  };

  const stream = await ask('/api/events', streams);
  expect(stream.headers.connection).toBe('close');
  stream.resume();
  const kept = await ask('/api/session', agent);
  expect(kept.headers.connection).toBe('keep-alive');

  // It is being read when the service stops: its connection is not idle.
  middleware.close();
  kept.resume();
  await once(kept, 'end');
  const last = await ask('/api/session', agent);
  last.resume();
  expect([last.statusCode, last.headers.connection]).toEqual([503, 'close']);
  await new Promise((resolve) => server.close(resolve));
});
