import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Authority, StreamOptions } from '../src/index.ts';
import { base, ConsoleFixture, consoleFixture, everything, origin } from './support/console-fixture.ts';
import { EventReader } from './support/event-reader.ts';

let f: ConsoleFixture;
const sites = [{ id: 'other', name: 'Other' }];
beforeEach(async () => {
  f = await consoleFixture({}, { sites });
});
afterEach(() => f.handler.close());

async function stream(as: Authority = everything, signal?: AbortSignal): Promise<EventReader> {
  const init = signal ? { signal } : {};
  const response = await f.handler(new Request(`${origin}${base}/api/events`, init), as);
  expect(response.status).toBe(200);
  const reader = new EventReader(response.body);
  expect(await reader.next()).toEqual({ kind: 'hello' });
  return reader;
}

const open = async (streams: StreamOptions) => {
  f = await consoleFixture({ streams });
};

describe('the stream', () => {
  it('is one that no proxy holds back and no cache keeps', async () => {
    const { headers } = await f.raw('api/events');
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store, no-transform');
    expect(headers.get('x-accel-buffering')).toBe('no');
  });

  it('tells what becomes of a message, and nothing of what is in it', async () => {
    const reader = await stream();
    const id = await f.mail({ subject: 'Private' });
    await f.t.deliverAll();
    const told = [await reader.next(), await reader.next(), await reader.next()];
    expect(told).toMatchObject([
      { kind: 'message', id, type: 'queued', status: 'queued' },
      { kind: 'message', id, type: 'sending', status: 'sending' },
      { kind: 'message', id, type: 'sent', status: 'sent' },
    ]);
    expect(told[2]).toEqual({
      ...{ kind: 'message', type: 'sent', id, channel: 'email', origin: 'sys', status: 'sent' },
      consumerId: 'c1',
    });
  });

  it('tells of the sender, and of pauses', async () => {
    const reader = await stream();
    await f.t.messaging.sms.sender.set('Acme');
    expect(await reader.next()).toEqual({ kind: 'sender', type: 'created', channel: 'sms' });
    f.t.sms.fail('paused');
    await f.t.messaging.sms.send({ to: 'c1', text: 'T' });
    await f.t.deliverAll();
    const until = '2030-01-01T12:00:30.000Z';
    const kinds: unknown[] = [];
    for (let event = await reader.next(); kinds.length < 10; event = await reader.next()) {
      kinds.push(event);
      if (JSON.stringify(event).includes('paused')) break;
    }
    expect(kinds).toContainEqual({
      ...{ kind: 'paused', channel: 'sms', until, failureClass: 'configuration', failureCode: '535 5.7.8' },
    });
    f.t.messaging.resume('sms');
    const rest = [await reader.next(), await reader.next()];
    expect(rest).toContainEqual({ kind: 'resumed', channel: 'sms' });
  });

  it('tells of its own site only', async () => {
    const other = await stream({ ...everything, site: 'other' });
    await f.mail();
    await f.t.messaging.forSite('other').sms.sender.set('Other');
    expect(await other.next()).toEqual({ kind: 'sender', type: 'created', channel: 'sms' });
  });

  it('gives a sign of life', async () => {
    await open({ heartbeatMs: 5 });
    const reader = await stream();
    expect(await reader.block()).toBe(': here');
    expect(await reader.block()).toBe(': here');
  });

  it('ends after its time, so that the user is authorised anew', async () => {
    await open({ lifetimeMs: 5 });
    expect(await (await stream()).next()).toBeUndefined();
  });

  it('is refused to a user who has as many as allowed, until one ends', async () => {
    await open({ perUser: 2, total: 3 });
    const first = await stream();
    const leaving = new AbortController();
    await stream(everything, leaving.signal);
    const third = await f.call('GET', 'events');
    expect([third.status, third.body]).toMatchObject([429, { error: { code: 'too_many_streams' } }]);
    await stream({ ...everything, user: { id: 'u2', name: 'Bo' } });
    const fourth = await f.call('GET', 'events', { as: { ...everything, user: { id: 'u3', name: 'Cy' } } });
    expect(fourth.status).toBe(429);
    await first.cancel();
    await stream();
    leaving.abort();
    await stream();
  });

  it('of a reader who does not read is cut off', async () => {
    const reader = await stream();
    for (let n = 0; n < 600; n += 1) await f.mail();
    let events = 0;
    while ((await reader.next()) !== undefined) events += 1;
    expect(events).toBeGreaterThan(400);
    expect(events).toBeLessThan(600);
  });

  it('listens to the service only while somebody listens to it', async () => {
    const { messaging } = f.t;
    const on = messaging.on.bind(messaging);
    let listening = 0;
    messaging.on = (type, listener) => {
      const stop = on(type, listener);
      listening += 1;
      return () => {
        listening -= 1;
        stop();
      };
    };
    const own = new ConsoleFixture(f.t, {});
    const atRest = listening;
    const response = await own.raw('api/events');
    expect(listening).toBeGreaterThan(atRest + 10);
    await response.body?.cancel();
    expect(listening).toBe(atRest);
    own.handler.close();
    expect(listening).toBe(0);
  });

  it('ends when the console is closed', async () => {
    const reader = await stream();
    f.handler.close();
    expect(await reader.next()).toBeUndefined();
  });
});
