import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memory, memoryConsumers } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { postgres } from '@postern/postgres';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { MessagingConfig } from '../src/index.ts';
import { defineTemplate } from '../src/templates/define-template.ts';
import { outcomeOf, recordOf, runs } from './support/fuzz/check.ts';
import { samples } from './support/fuzz/samples.ts';
import { argumentsOf, largePlans, plans, readsForMinutes, told } from './support/fuzz/spoil.ts';
import { methodsOf, type PublicMethod } from './support/fuzz/surface.ts';

/** Called without anything; what they do is tested elsewhere. */
const takeNothing = [
  ...['email.templates.list', 'sms.templates.list', 'email.templates.drafts', 'sms.templates.drafts'],
  ...['email.overview', 'sms.overview'],
  ...['email.sender.find', 'email.sender.get', 'email.sender.domain'],
  ...['email.senders.list', 'sms.senders.list'],
  ...['email.transports', 'sms.transports', 'email.sender.delete', 'sms.sender.find', 'sms.sender.get'],
  ...['sms.sender.delete', 'start', 'stop', 'rotateSecret', 'subscriptions.list', 'webhooks.list', 'health'],
];

const template = { id: 'welcome', text: 'Hello {{ name }}', schema: z.object({ name: z.string() }) };

async function messagingOn(
  wiring: Pick<MessagingConfig, 'storage' | 'queue'>,
  id: string,
): Promise<TestMessaging> {
  const t = await testMessaging({
    ...wiring,
    site: { id, name: 'Test' },
    publicUrl: 'https://acme.example/messaging',
    topics: [{ id: 'news', name: 'News' }],
    consumers: memoryConsumers([{ id: 'c1', name: 'Jo', email: 'jo@acme.example', phone: '+447400123456' }]),
    templates: [
      defineTemplate({ ...template, channel: 'email', subject: 'Hi' }),
      defineTemplate({ ...template, channel: 'sms' }),
    ],
  });
  t.dns.set('acme.example', 'MX', [{ exchange: 'mx.acme.example', priority: 1 }]);
  return t;
}

function methodOf({ messaging }: TestMessaging, name: string): PublicMethod {
  const method = methodsOf(messaging).find((one) => one.name === name);
  if (!method) throw new Error('It is gone.');
  return method;
}

const names = methodsOf((await testMessaging()).messaging).map(({ name }) => name);

describe('every public method', () => {
  it('has a sample of what it takes, or takes nothing', () => {
    expect(names.length).toBeGreaterThan(60);
    expect([...Object.keys(samples), ...takeNothing].sort()).toEqual([...names].sort());
  });
});

const directory = await mkdtemp(join(tmpdir(), 'postern-fuzz-'));
const stored = postgres({ directory });
const storages = { memory: memory(), PGlite: { storage: stored.storage, queue: stored.queue } };

// Once for the whole file: what is closed after one kind is closed for the other.
beforeAll(async () => {
  await stored.migrate();
});
afterAll(async () => {
  await stored.close();
  await rm(directory, { recursive: true, force: true });
});

describe.each(['memory', 'PGlite'] as const)('on %s', (kind) => {
  it.each(names.filter((name) => !takeNothing.includes(name)))(
    '%s takes what is hostile, or refuses it with a sentence and records nothing',
    async (name) => {
      const sample = samples[name];
      const t = await messagingOn(storages[kind], name);
      const method = methodOf(t, name);
      await fc.assert(
        fc.asyncProperty(plans(sample), async (plan) => {
          const args = argumentsOf(plan, sample);
          if (readsForMinutes(name, args)) return;
          // Anew each time: a call that failed may have recorded something, and shrinking goes on from there.
          const before = await recordOf(t);
          const outcome = await outcomeOf(told(name, plan), () => method.call(...args));
          if (outcome === 'refused') expect(await recordOf(t)).toEqual(before);
        }),
        runs(kind === 'memory' ? 40 : 12),
      );
    },
  );
});

// What is drawn meets few of these pairs.
describe('every place of what a method takes', () => {
  it.each(Object.entries(samples))(
    '%s: neither walks nor copies what is far too large',
    async (name, sample) => {
      const t = await messagingOn(storages.memory, `${name}-large`);
      const method = methodOf(t, name);
      for (const plan of largePlans(sample)) {
        const args = argumentsOf(plan, sample);
        if (readsForMinutes(name, args)) continue;
        await outcomeOf(told(name, plan), () => method.call(...args));
      }
    },
  );
});
