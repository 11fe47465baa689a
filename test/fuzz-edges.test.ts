import { memoryTransport } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { consoleHandler, messagingConsole } from '../adapters/console/src/index.ts';
import { builtApp, consoleFixture, people } from '../adapters/console/test/support/console-fixture.ts';
import { sampleCalls } from '../adapters/console/test/support/sample-calls.ts';
import { outcomeOf, recordOf, runs } from './support/fuzz/check.ts';
import {
  type Edge,
  exported,
  factories,
  forAdapters,
  functions,
  madeByMessaging,
  requests,
  textFunctions,
} from './support/fuzz/edge-samples.ts';
import { canary, hostileText, isLarge } from './support/fuzz/hostile.ts';
import { argumentsOf, type Plan, plans, told } from './support/fuzz/spoil.ts';

const { messaging } = await testMessaging();
const app = builtApp();
afterAll(() => app.remove());

const consoleOptions = () => ({
  ...{ authorize: () => null, basePath: '/messaging', publicPath: '/office', secret: 'x'.repeat(32) },
  ...{ origin: 'https://app.example', frameAncestors: ['https://app.example'], requestsPerMinute: 100 },
  ...{ streams: { perUser: 1, total: 1, heartbeatMs: 1, lifetimeMs: 1 }, onError() {} },
  appFolder: app.folder,
});
const consoles: Readonly<Record<string, Edge>> = {
  messagingConsole: { call: messagingConsole, sample: () => [messaging, consoleOptions()] },
  consoleHandler: { call: consoleHandler, sample: () => [messaging, consoleOptions()] },
};

const edges = { ...functions, ...requests, ...factories, ...consoles };

describe('every exported function', () => {
  it('is called with what is hostile, or is not for hosts', () => {
    const all = Object.entries(exported).filter(([, one]) => typeof one === 'function');
    const known = [functions, requests, textFunctions].flatMap(Object.keys);
    expect([...known, ...forAdapters, ...madeByMessaging].sort()).toEqual(all.map(([name]) => name).sort());
  });

  it.each(Object.keys(edges))('%s takes its sample', async (name) => {
    const { call, sample } = edges[name] ?? expect.fail();
    expect(await outcomeOf(name, () => Reflect.apply(call, undefined, [...sample()]))).toBe(
      name === 'smtp by url' ? 'refused' : 'taken',
    );
  });

  it.each(Object.keys(edges))('%s takes what is hostile, or refuses it with a sentence', async (name) => {
    const { call, sample } = edges[name] ?? expect.fail();
    await fc.assert(
      fc.asyncProperty(plans(sample), async (plan) => {
        if (name in requests && holdsLarge(plan)) return;
        const args = argumentsOf(plan, sample);
        await outcomeOf(told(name, plan), () => Reflect.apply(call, undefined, args));
      }),
      runs(60),
    );
  });

  it.each(Object.entries(textFunctions))('%s takes any text', async (name, call) => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        expect(await outcomeOf(name, () => call(text))).toBe('taken');
      }),
      runs(40),
    );
  });
});

describe('every call of the console', () => {
  const withoutStreams = sampleCalls().filter(({ name }) => name !== 'events');

  it.each(withoutStreams)('$name answers, and records nothing that it refuses', async (call) => {
    const f = await consoleFixture(
      { requestsPerMinute: 1_000_000, appFolder: app.folder },
      { consumers: people, email: memoryTransport({ channel: 'email' }) },
    );
    const sample = () => [structuredClone(call.body ?? {}), 'msg_1', { term: 'x', limit: '1' }, 'email'];
    const { status: usual } = await f.call(
      call.method,
      call.path,
      call.body === undefined ? {} : { body: call.body },
    );
    expect([401, 403, 405]).not.toContain(usual);
    await fc.assert(
      fc.asyncProperty(plans(sample), async (plan) => {
        if (holdsLarge(plan)) return;
        const [body, id, query, channel] = argumentsOf(plan, sample);
        const path = call.path.replace('msg_none', part(id)).replace(/^email/, part(channel));
        const search = path.includes('?') ? path.split('?')[0] : path;
        const before = await recordOf(f.t);
        let status = 0;
        await outcomeOf(told(call.name, plan), async () => {
          const answer = await f.call(call.method, `${search}?${searchOf(query)}`, {
            ...(call.method === 'GET' || call.form ? {} : { body: jsonOf(body) }),
            ...(call.form ? { headers: { 'content-type': 'application/x-www-form-urlencoded' } } : {}),
          });
          status = answer.status;
          if (status >= 500) throw new Error(`${status}: ${answer.text}`);
          if (status >= 400) expect(answer.text).not.toContain(canary);
        });
        if (status >= 400) expect(await recordOf(f.t)).toEqual(before);
      }),
      runs(25),
    );
    expect(f.errors).toEqual([]);
  });
});

function holdsLarge(plan: Plan): boolean {
  if ('only' in plan) return plan.only.some(isLarge);
  return typeof plan.put !== 'string' && isLarge(plan.put);
}

/** As it would come over the wire; what has no JSON comes as text. */
function jsonOf(value: unknown): string {
  return textOf(() => JSON.stringify(value));
}

function textOf(make: () => unknown): string {
  try {
    return String(make());
  } catch {
    return canary;
  }
}

function part(value: unknown): string {
  return encodeURIComponent(textOf(() => value).toWellFormed()) || 'none';
}

function searchOf(value: unknown): string {
  try {
    return String(new URLSearchParams(value as Record<string, string>));
  } catch {
    return part(value);
  }
}
