import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Messaging } from 'postern';
import type { Transport } from 'postern/adapter';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { serverDatabase } from './support/databases.ts';
import type { FunctionPlan, FunctionTells } from './support/function-process.ts';

const script = fileURLToPath(new URL('support/function-process.ts', import.meta.url));
const text = { to: { address: '+447400123456' }, text: 'Hello' };

describe('deliverDue() in a function that is frozen', () => {
  let database: Awaited<ReturnType<typeof serverDatabase>>;
  let child: ChildProcess;

  beforeEach(async () => {
    database = await serverDatabase();
    await database.query('create table handed (message text, who text)');
    await database.query('create table seen (number bigserial, message text, type text, who text)');
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await database.close();
  });

  const begin = async (freezes?: FunctionPlan['freezes']) => {
    const plan: FunctionPlan = { url: database.url, ...(freezes ? { freezes } : {}) };
    child = fork(script, [JSON.stringify(plan)], {
      execArgv: ['--import', 'tsx', '--conditions=@postern/source'],
    });
    await told('ready');
  };
  /** Its next word. */
  const told = async (what: FunctionTells) => {
    const [word] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    expect(word).toBe(what);
  };
  const call = async () => {
    const ended = told('ended');
    child.send('call');
    await ended;
  };
  /** What a host's network and server do meanwhile. */
  const breakItsConnections = () =>
    database.query(
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'function'",
    );

  /** Another function, in this process. */
  const another = () => {
    const { storage, queue } = postgres(database.source);
    const sms: Transport<'sms'> = {
      ...{ name: 'gateway', channel: 'sms', defaultSender: { address: 'Acme' } },
      capabilities: { handOverTimeoutMs: 30_000 },
      async send({ id }) {
        await database.query('insert into handed (message, who) values ($1, $2)', [id, 'another']);
        return { outcome: 'accepted' };
      },
    };
    const messaging = new Messaging({
      ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), storage, queue, sms },
      delivery: {
        ...{ leaseMs: 1_000, unknown: { sms: 'resend' } },
        retry: { firstDelayMs: 20, maxDelayMs: 20 },
      },
    });
    messaging.subscribe('crm', async ({ message, event }) => {
      await database.query('insert into seen (message, type, who) values ($1, $2, $3)', [
        ...[message.id, event.type, 'another'],
      ]);
    });
    return messaging;
  };
  const rows = async (statement: string) => (await database.query(statement)).map(Object.values);
  const seen = () => rows('select type, who from seen order by number');

  it('hands a message over that it had only claimed no second time, and gives its next call, on connections that broke meanwhile, what is due', async () => {
    const other = another();
    await other.deliverDue();
    await begin('before the hand-over');
    const { id } = await other.sms.send(text);
    child.send('call');
    await told('freezing');
    await expect
      .poll(async () => {
        await other.deliverDue();
        return rows('select who from handed');
      })
      .toEqual([['another']]);
    await breakItsConnections();
    const ended = Promise.race([once(child, 'message'), once(child, 'exit')]);
    child.kill('SIGCONT');
    expect(['ended', 'failed']).toContain((await ended)[0]);
    expect(await rows('select who from handed')).toEqual([['another']]);
    const types = async () => (await other.sms.get(id)).events.map(({ type }) => type);
    expect(await types()).toEqual(['queued', 'sending', 'lost', 'sending', 'sent']);
    await other.sms.send(text);
    await call();
    expect(await rows('select who from handed')).toEqual([['another'], ['function']]);
    expect(await types()).toEqual(['queued', 'sending', 'lost', 'sending', 'sent']);
  });

  it('hands no event out after one that it was frozen with: another has the subscription by then', async () => {
    const other = another();
    await other.deliverDue();
    await begin('in the subscriber');
    await other.sms.send(text);
    child.send('call');
    await told('freezing');
    await expect
      .poll(async () => {
        await other.deliverDue();
        return (await seen()).length;
      })
      .toBe(4);
    const ended = told('ended');
    child.kill('SIGCONT');
    await ended;
    expect(await seen()).toEqual([
      ['queued', 'function'],
      ['queued', 'another'],
      ['sending', 'another'],
      ['sent', 'another'],
    ]);
    expect(await other.subscriptions.list()).toMatchObject([{ name: 'crm', waiting: 0, parked: 0 }]);
    await other.sms.send(text);
    await call();
    expect((await seen()).slice(4)).toEqual([
      ['queued', 'function'],
      ['sending', 'function'],
      ['sent', 'function'],
    ]);
  });

  it('does its work in the first call after connections broke between two', async () => {
    const other = another();
    await begin();
    await call();
    for (let turn = 0; turn < 3; turn += 1) {
      await other.sms.send(text);
      child.kill('SIGSTOP');
      const ended = told('ended');
      // What it is called by wakes it: it reads that first.
      child.send('call');
      const broken = await breakItsConnections();
      expect(broken.length).toBeGreaterThan(0);
      child.kill('SIGCONT');
      await ended;
      expect(await rows('select who from handed')).toHaveLength(turn + 1);
    }
  });
});
