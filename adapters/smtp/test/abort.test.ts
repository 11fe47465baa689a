import { expect, it } from 'vitest';
import type { Stage } from './support/faulty-server.ts';
import { outgoing, sending } from './support/fixtures.ts';
import { faultyServer, transportTo } from './support/opened.ts';

const large = { text: 'x'.repeat(20_000_000) };

it.each<[Stage, object, object]>([
  ['connect', {}, { outcome: 'retry', failure: { class: 'network', code: 'EABORT' } }],
  ['ehlo', {}, { outcome: 'retry', failure: { class: 'network' } }],
  ['mail', {}, { outcome: 'retry', failure: { class: 'network' } }],
  ['data', {}, { outcome: 'retry', failure: { class: 'network' } }],
  ['body', large, { outcome: 'retry', failure: { class: 'network' } }],
  ['dot', {}, { outcome: 'unknown', failure: { class: 'ambiguous', code: 'EABORT' } }],
])(
  'a hand-over that stalls at %s ends when it is aborted, and the connection with it',
  async (stage, changes, expected) => {
    const server = await faultyServer({ [stage]: 'stall' });
    const transport = transportTo(server);
    const abort = new AbortController();
    const stalled = server.reaches(stage);
    const result = transport.send(outgoing(changes), sending({ signal: abort.signal }));
    await stalled;
    abort.abort();
    expect(await result).toMatchObject(expected);
    server.faults = {};
    server.resumeAll();
    await server.emptied();
    expect(server.mails).toEqual([]);
  },
);

it('an abort before the hand-over opens no connection', async () => {
  const server = await faultyServer();
  const result = await transportTo(server).send(outgoing(), sending({ signal: AbortSignal.abort() }));
  expect(result).toMatchObject({ outcome: 'retry', failure: { class: 'network' } });
  expect(server.connections).toBe(0);
});

it('an abort frees its connection for the next mail, and one that waits for it is aborted where it stands', async () => {
  const server = await faultyServer({ dot: 'stall' });
  const transport = transportTo(server, { maxConnections: 1 });
  const [first, second] = [new AbortController(), new AbortController()];
  const stalled = server.reaches('dot');
  const stuck = transport.send(outgoing(), sending({ signal: first.signal }));
  await stalled;
  const waiting = transport.send(outgoing(), sending({ signal: second.signal }));
  const next = transport.send(outgoing(), sending());
  second.abort();
  expect(await waiting).toMatchObject({ outcome: 'retry', failure: { class: 'network', code: 'EABORT' } });
  server.faults = {};
  first.abort();
  expect(await stuck).toMatchObject({ outcome: 'unknown' });
  expect(await next).toMatchObject({ outcome: 'accepted' });
  expect(server.connections).toBe(2);
});
