import { afterEach, describe, it } from 'vitest';
import { keepTogether, openSlots, outlive } from './support/slots.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

describe('what goes on at once over two processes', () => {
  it('is never more than the limit, and everything is sent', async () => {
    await keepTogether(await openSlots(cleanups));
  }, 120_000);

  it('may be as much again when a process that had all of it was killed', async () => {
    await outlive(await openSlots(cleanups));
  }, 120_000);
});
