import type { TestMessaging } from '@postern/memory/testing';
import type { Parameters as Runs } from 'fast-check';
import { channels } from 'postern';
import { expect } from 'vitest';
import { canary } from './hostile.ts';
import { watched } from './watch.ts';

/** What a call may take of the processor, its threads and the collector included. */
const mostCpuMs = 1_500;
/** Far beyond that by the clock: the machine may be busy. */
const hangsAfterMs = 10_000;
/** What a call may leave behind; the large values are larger. */
const mostBytes = 64_000_000;

/** `POSTERN_FUZZ_RUNS` times as many runs; `POSTERN_FUZZ_SEED` for those of a failure. */
export function runs<T>(numRuns: number): Runs<T> {
  const { POSTERN_FUZZ_RUNS: times = '1', POSTERN_FUZZ_SEED: seed } = process.env;
  return { numRuns: numRuns * Number(times), ...(seed === undefined ? {} : { seed: Number(seed) }) };
}

/** Calls, and holds a refusal to its form. Whatever else is thrown fails the test. `name`: what is told of a call that never ends. */
export async function outcomeOf(name: string, call: () => unknown): Promise<'taken' | 'refused'> {
  const began = process.cpuUsage();
  const bytes = bytesInUse();
  const refusal = await watched(name, () => refusalWithin(hangsAfterMs, call));
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1_000).toBeLessThan(mostCpuMs);
  expect(bytesInUse() - bytes).toBeLessThan(mostBytes);
  if (refusal === undefined) return 'taken';
  if (!(refusal instanceof Error) || refusal.name !== 'MessagingError') throw refusal;
  expect(refusal.message).toMatch(/^[A-Z"@a-z].{8,}[.?!]$/s);
  expect(`${refusal.message} ${JSON.stringify(refusal)}`).not.toContain(canary);
  return 'refused';
}

/** What a call throws; `undefined` where it throws nothing. A call that never ends is told by name, and not by a test that does not end either. */
async function refusalWithin(ms: number, call: () => unknown): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The call has not ended after ${ms} ms.`)), ms);
  });
  try {
    await Promise.race([(async () => call())(), hung]);
    return undefined;
  } catch (error) {
    return error ?? 'nothing';
  } finally {
    clearTimeout(timer);
  }
}

function bytesInUse(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** How much a site's record holds of everything. */
export async function recordOf({ storage, messaging }: TestMessaging): Promise<unknown> {
  const site = messaging.site.id;
  return Promise.all(
    channels.map(async (channel) => ({
      messages: await storage.messages.counts(site, channel),
      sender: (await storage.senders.find(site, channel))?.revision,
      templates: (await storage.templates.list(site, channel)).map(({ updatedAt }) => updatedAt),
      suppressions: (await storage.suppressions.list({ site, channel, limit: 1_000 })).length,
    })),
  );
}
