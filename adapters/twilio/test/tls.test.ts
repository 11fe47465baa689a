import { readFileSync } from 'node:fs';
import { Agent, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { beforeEach, expect, it } from 'vitest';
import { twilio } from '../src/index.ts';
import { closedAfterTest, outgoing, sending } from './support/fixtures.ts';

const file = (name: string) => readFileSync(new URL(`../../smtp/test/support/${name}`, import.meta.url));
const certificate = file('localhost-cert.pem');
let baseUrl: string;
let answer: 'take' | 'break';

beforeEach(async () => {
  answer = 'take';
  const server = createServer({ key: file('localhost-key.pem'), cert: certificate }, (_request, response) => {
    if (answer === 'break') response.destroy();
    else response.writeHead(201).end(JSON.stringify({ sid: `SM${'1'.repeat(32)}`, status: 'queued' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `https://localhost:${(server.address() as AddressInfo).port}`;
  closedAfterTest({
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
});

const open = (agent?: Agent) =>
  closedAfterTest(
    twilio({
      ...{ accountSid: `AC${'0'.repeat(32)}`, authToken: 'x', sender: 'Acme', baseUrl },
      ...(agent ? { agent } : {}),
    }),
  );

it('a certificate that nobody vouches for pauses the channel, and nothing is sent', async () => {
  expect(await open().send(outgoing(), sending())).toMatchObject({
    outcome: 'paused',
    failure: { class: 'configuration', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  });
  await expect(open().verify()).rejects.toMatchObject({ code: 'transport_misconfigured' });
});

it('an authority of the host is trusted by its agent', async () => {
  const agent = new Agent({ ca: certificate, keepAlive: true });
  closedAfterTest({ close: async () => agent.destroy() });
  expect(await open(agent).send(outgoing(), sending())).toMatchObject({ outcome: 'accepted' });
});

it('a connection that breaks after the handshake leaves the message unknown', async () => {
  answer = 'break';
  const agent = new Agent({ ca: certificate });
  closedAfterTest({ close: async () => agent.destroy() });
  expect(await open(agent).send(outgoing(), sending())).toMatchObject({
    outcome: 'unknown',
    failure: { code: 'ECONNRESET' },
  });
});
