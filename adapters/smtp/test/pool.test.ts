import { expect, it } from 'vitest';
import { smtp } from '../src/index.ts';
import { readSettings } from '../src/smtp-settings.ts';
import { outgoing, sending } from './support/fixtures.ts';
import { faultyServer, transportTo } from './support/opened.ts';

const accepted = { outcome: 'accepted' };

it('mails one after the other share a connection, up to maxMessages', async () => {
  const server = await faultyServer();
  const transport = transportTo(server, { maxMessages: 3 });
  for (let mail = 0; mail < 7; mail += 1)
    expect(await transport.send(outgoing(), sending())).toMatchObject(accepted);
  expect(server.mails).toHaveLength(7);
  expect(server.connections).toBe(3);
});

it('mails at once use maxConnections at most, and all leave', async () => {
  const server = await faultyServer();
  const transport = transportTo(server, { maxConnections: 2 });
  const results = await Promise.all(Array.from({ length: 20 }, () => transport.send(outgoing(), sending())));
  expect(results).toEqual(Array(20).fill(expect.objectContaining(accepted)));
  expect(server.mails).toHaveLength(20);
  expect(server.connections).toBe(2);
});

it('an idle connection that the server has closed is replaced without a failed attempt', async () => {
  const server = await faultyServer();
  const transport = transportTo(server);
  await transport.send(outgoing(), sending());
  server.faults = { mail: 'drop' };
  const closed = server.reaches('mail').then(() => {
    server.faults = {};
  });
  expect(await transport.send(outgoing(), sending())).toMatchObject(accepted);
  await closed;
  expect([server.mails.length, server.connections]).toEqual([2, 2]);
});

it('an idle connection that answers 421 is replaced, once: a new one that does so too is a result', async () => {
  const server = await faultyServer();
  const transport = transportTo(server);
  await transport.send(outgoing(), sending());
  server.faults = { mail: { replyThenDrop: '421 4.4.2 Idle for too long' } };
  expect(await transport.send(outgoing(), sending())).toMatchObject({
    outcome: 'retry',
    failure: { code: '421 4.4.2' },
  });
  expect([server.mails.length, server.connections]).toEqual([1, 2]);
});

it('a kept connection that breaks once the body is on its way is not tried again here', async () => {
  const server = await faultyServer();
  const transport = transportTo(server);
  await transport.send(outgoing(), sending());
  server.faults = { dot: 'drop' };
  expect(await transport.send(outgoing(), sending())).toMatchObject({ outcome: 'unknown' });
  expect([server.mails.length, server.connections]).toEqual([1, 1]);
});

it('a connection is not used again after a mail that was refused', async () => {
  const server = await faultyServer({ rcpt: '550 5.1.1 Who?' });
  const transport = transportTo(server);
  await transport.send(outgoing(), sending());
  server.faults = {};
  expect(await transport.send(outgoing(), sending())).toMatchObject(accepted);
  expect(server.connections).toBe(2);
});

it('an unused connection is closed after idleMs', async () => {
  const server = await faultyServer();
  await transportTo(server, { idleMs: 50 }).send(outgoing(), sending());
  await server.emptied();
  expect(server.commands.at(-1)).toBe('QUIT');
});

it('an unused connection is closed soon where the server counts connections over all processes', () => {
  const host = '127.0.0.1';
  expect(readSettings({ host }).idleMs).toBe(60_000);
  expect(readSettings({ host, maxConcurrent: 20 }).idleMs).toBe(100);
  expect(readSettings({ host, maxConcurrent: 20, idleMs: 50 }).idleMs).toBe(50);
  expect(smtp({ host, maxConcurrent: 20 }).maxConcurrent).toBe(20);
  expect(smtp({ host })).not.toHaveProperty('maxConcurrent');
});

it('close ends idle connections with QUIT, and a later send opens one again', async () => {
  const server = await faultyServer();
  const transport = transportTo(server);
  await transport.send(outgoing(), sending());
  await transport.close();
  expect(server.commands.at(-1)).toBe('QUIT');
  await server.emptied();
  expect(await transport.send(outgoing(), sending())).toMatchObject(accepted);
  expect(server.connections).toBe(2);
});

it('close lets a mail under way end, and its connection with it', async () => {
  const server = await faultyServer({ dot: 'stall' });
  const transport = transportTo(server);
  const stalled = server.reaches('dot');
  const under = transport.send(outgoing(), sending());
  await stalled;
  await transport.close();
  server.resumeAll('250 2.0.0 Ok');
  expect(await under).toMatchObject(accepted);
  await server.emptied();
  expect(server.commands.at(-1)).toBe('QUIT');
});
