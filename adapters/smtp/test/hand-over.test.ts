import type { FailureClass, Outgoing } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import type { SmtpTimeouts } from '../src/index.ts';
import { type Fault, type Stage, stages } from './support/faulty-server.ts';
import { outgoing, sending } from './support/fixtures.ts';
import { faultyServer, transportTo } from './support/opened.ts';

/** Too large for the buffers between the two ends: it cannot have left while the server does not read. */
const large: Partial<Outgoing> = { text: 'x'.repeat(20_000_000) };
const small: Partial<Outgoing> = {};

/** The time-out that ends a silence at each stage, alone made short: so it is seen to be that one. */
const shortAt: Partial<Record<Stage, SmtpTimeouts>> = {
  connect: { greetingMs: 300 },
  ehlo: { connectionMs: 300 },
  mail: { commandMs: 300 },
  rcpt: { commandMs: 300 },
  data: { commandMs: 300 },
  body: { dataMs: 300 },
  dot: { dataMs: 300 },
};

function timeoutsFor(faults: Partial<Record<Stage, Fault>>): SmtpTimeouts {
  const [stage] = stages.filter((one) => faults[one] === 'stall');
  return (stage && shortAt[stage]) ?? {};
}

type Case = readonly [what: string, Partial<Record<Stage, Fault>>, Expected, Partial<Outgoing>];
type Expected = readonly ['rejected' | 'retry' | 'paused' | 'unknown', FailureClass, code?: string];

describe.each([['PIPELINING'], []])('a server with extensions %s', (...extensions) => {
  const cases: readonly Case[] = [
    ['greets with 421', { connect: '421 4.3.2 Too busy' }, ['retry', 'network', '421 4.3.2'], small],
    ['greets with 554', { connect: '554 No service for you' }, ['paused', 'configuration', '554'], small],
    ['closes before it greets', { connect: 'drop' }, ['retry', 'network', 'ECONNECTION'], small],
    ['never greets', { connect: 'stall' }, ['retry', 'network', 'ETIMEDOUT'], small],
    ['closes at EHLO', { ehlo: 'drop' }, ['retry', 'network', 'ECONNECTION'], small],
    ['is silent at EHLO', { ehlo: 'stall' }, ['retry', 'network', 'ETIMEDOUT'], small],
    ['refuses the sender', { mail: '550 5.1.8 Not you' }, ['rejected', 'sender', '550 5.1.8'], small],
    ['defers the sender', { mail: '451 4.3.0 Later' }, ['retry', 'temporary', '451 4.3.0'], small],
    [
      'wants a login at MAIL',
      { mail: '530 5.7.0 Authenticate first' },
      ['paused', 'configuration', '530 5.7.0'],
      small,
    ],
    ['closes at MAIL', { mail: 'drop' }, ['retry', 'network', 'ECONNECTION'], small],
    ['is silent at MAIL', { mail: 'stall' }, ['retry', 'network', 'ETIMEDOUT'], small],
    ['refuses the recipient', { rcpt: '550 5.1.1 Who?' }, ['rejected', 'recipient', '550 5.1.1'], small],
    ['refuses by policy', { rcpt: '550 5.7.1 Blocked' }, ['rejected', 'blocked', '550 5.7.1'], small],
    [
      'defers the recipient',
      { rcpt: '450 4.2.1 Too many messages' },
      ['retry', 'throttled', '450 4.2.1'],
      small,
    ],
    [
      'closes with 421 at RCPT',
      { rcpt: { replyThenDrop: '421 4.7.0 Slow down' } },
      ['retry', 'throttled', '421 4.7.0'],
      small,
    ],
    ['closes at RCPT', { rcpt: 'drop' }, ['retry', 'network', 'ECONNECTION'], small],
    ['is silent at RCPT', { rcpt: 'stall' }, ['retry', 'network', 'ETIMEDOUT'], small],
    ['refuses DATA', { data: '554 5.7.1 No' }, ['rejected', 'blocked', '554 5.7.1'], small],
    ['closes at DATA', { data: 'drop' }, ['retry', 'network', 'ECONNECTION'], small],
    ['is silent at DATA', { data: 'stall' }, ['retry', 'network', 'ETIMEDOUT'], small],
    ['closes in the middle of the body', { body: 'drop' }, ['retry', 'network'], large],
    ['stops reading the body', { body: 'stall' }, ['retry', 'network', 'ETIMEDOUT'], large],
    [
      'refuses in the middle of the body',
      { body: '552 5.3.4 Too large' },
      ['rejected', 'content', '552 5.3.4'],
      large,
    ],
    [
      'says yes in the middle of the body',
      { body: '250 2.0.0 Ok' },
      ['retry', 'network', 'EPROTOCOL'],
      large,
    ],
    ['refuses the mail', { dot: '550 5.7.1 Spam' }, ['rejected', 'blocked', '550 5.7.1'], small],
    [
      'refuses the mail without a status',
      { dot: '554 Transaction failed' },
      ['rejected', 'content', '554'],
      small,
    ],
    ['defers the mail', { dot: '451 4.3.0 Greylisted' }, ['retry', 'temporary', '451 4.3.0'], small],
    [
      'ends with 421 after the mail',
      { dot: { replyThenDrop: '421 4.3.2 Bye' } },
      ['retry', 'temporary', '421 4.3.2'],
      small,
    ],
    ['closes after the mail', { dot: 'drop' }, ['unknown', 'ambiguous', 'ECONNECTION'], small],
    ['is silent after the mail', { dot: 'stall' }, ['unknown', 'ambiguous', 'ETIMEDOUT'], small],
  ];

  it.each(cases)('that %s', async (_what, faults, [outcome, failureClass, code], changes) => {
    const server = await faultyServer(faults, extensions);
    const transport = transportTo(server, { timeouts: timeoutsFor(faults) });
    const result = await transport.send(outgoing(changes), sending());
    expect(result).toMatchObject({ outcome, failure: { class: failureClass, ...(code ? { code } : {}) } });
    expect(server.mails).toEqual([]);
    expect(server.connections).toBe(1);
  });
});

it('the time for commands ends with the envelope: an answer to the mail may take longer', async () => {
  const server = await faultyServer({ dot: 'stall' });
  const timeouts = { commandMs: 300 };
  const stalled = server.reaches('dot');
  const slow = transportTo(server, { timeouts }).send(outgoing(), sending());
  await stalled;
  // Another mail that begins now and runs into its time-out tells that as much time has passed.
  const silent = await faultyServer({ mail: 'stall' });
  expect(await transportTo(silent, { timeouts }).send(outgoing(), sending())).toMatchObject({
    outcome: 'retry',
  });
  server.resumeAll('250 2.0.0 Ok');
  expect(await slow).toMatchObject({ outcome: 'accepted' });
});
