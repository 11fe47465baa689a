import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { startServer } from './support/server.ts';
import type { WebhookProcess } from './support/webhook-process.ts';

const [messages, kills] = [80, 3];
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** Takes a post, answers an error, answers nothing, or breaks the connection; keeps what it took, first times only. */
async function failingReceiver() {
  const told = new Map<string, string[]>();
  const known = new Set<string>();
  const counts = { posts: 0, repeated: 0 };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString('utf8');
    new Webhook(secret).verify(raw, request.headers as Record<string, string>);
    counts.posts += 1;
    const chance = Math.random();
    if (chance < 0.02) return;
    if (chance < 0.05) return void request.socket.destroy();
    if (chance < 0.1) return void response.writeHead(500).end();
    const { type, data } = JSON.parse(raw);
    if (known.has(data.eventId)) counts.repeated += 1;
    else told.set(data.message.id, [...(told.get(data.message.id) ?? []), type]);
    known.add(data.eventId);
    // Taken, and the answer is lost.
    if (chance < 0.13) return void request.socket.destroy();
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { told, counts, url: `http://127.0.0.1:${port}/` };
}

it('a webhook that fails at random, posted to by processes that are killed, gets each event, in order for a message', {
  timeout: 180_000,
}, async () => {
  const server = await startServer();
  cleanups.push(() => server.remove());
  const { told, counts, url } = await failingReceiver();
  const { migrate, storage, queue, close } = postgres({ connectionString: server.url });
  cleanups.push(close);
  await migrate();
  const messaging = new Messaging({
    ...{ storage, queue, site: { id: 'acme', name: 'Acme' }, secret: 'a secret of thirty-two characters' },
    sms: memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } }),
  });
  const plan: WebhookProcess = { url: server.url, webhook: { id: 'crm', url, secret } };
  const begin = async (): Promise<ChildProcess> => {
    const script = fileURLToPath(new URL('./support/webhook-process.ts', import.meta.url));
    const args = ['--import', 'tsx', '--conditions=@postern/source', script, JSON.stringify(plan)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    cleanups.push(() => child.kill('SIGKILL'));
    await Promise.race([child.stdout && once(child.stdout, 'data'), once(child, 'exit')]);
    expect(child.exitCode, 'it has started').toBeNull();
    return child;
  };

  const running = await Promise.all([begin(), begin()]);
  const sending = (async () => {
    for (let index = 0; index < messages; index += 1)
      await messaging.sms.send({ to: { address: '+447400123456' }, text: `Message ${index}` });
  })();
  for (let turn = 0; turn < kills; turn += 1) {
    const before = counts.posts;
    // In the middle of it, as long as there is something left to post.
    await expect.poll(() => counts.posts > before || told.size === messages, { timeout: 30_000 }).toBe(true);
    running[turn % 2]?.kill('SIGKILL');
    running[turn % 2] = await begin();
  }
  await sending;
  const left = async () => {
    // What failed is let go again, since nobody here waits for hours.
    await storage.subscriptions.retry('webhook/acme/crm');
    const [inbox] = await storage.subscriptions.list();
    const { queued, sending: underWay } = await storage.messages.counts('acme', 'sms');
    return queued + underWay + (inbox?.waiting ?? 0) + (inbox?.parked ?? 0);
  };
  await expect.poll(left, { timeout: 120_000, interval: 300 }).toBe(0);
  expect(told.size).toBe(messages);
  for (const [id, types] of told) {
    const recorded = (await storage.messages.find({ site: 'acme', id }))?.events ?? [];
    expect([id, types]).toEqual([id, recorded.map(({ type }) => `message.${type}`)]);
  }
  expect(counts.repeated).toBeGreaterThan(0);
});
