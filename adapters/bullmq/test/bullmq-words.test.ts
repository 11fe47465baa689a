import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordLater, wordsNow } from '../src/bullmq-words.ts';

const year = 366 * 86_400_000;
const now = Date.parse('2030-01-01T12:00:00Z');

describe('a wake-up for later', () => {
  it('comes a little early, never late, with its time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: year }), (ahead) => {
        const { data, opts } = wordLater(now + ahead, now);
        expect(data.at).toBe(now + ahead);
        expect(opts.delay).toBeLessThanOrEqual(ahead);
        expect(opts.delay).toBeGreaterThanOrEqual(Math.min(ahead - 16, ahead * (15 / 16)) - 1);
      }),
    );
  });

  it('is shared: whatever is scheduled, hour after hour, there are about a thousand at most', () => {
    const waiting = new Map<string, number>();
    let most = 0;
    for (let time = now; time < now + 20 * 86_400_000; time += 3_600_000) {
      for (let n = 0; n < 300; n += 1) {
        // As many of the next second as of the next year.
        const { opts } = wordLater(time + Math.ceil(year ** Math.random()), time);
        waiting.set(opts.jobId, time + opts.delay);
      }
      for (const [id, at] of waiting) if (at <= time) waiting.delete(id);
      most = Math.max(most, waiting.size);
    }
    expect(most).toBeGreaterThan(100);
    expect(most).toBeLessThan(1_100);
  });
});

describe('wake-ups for now', () => {
  it.each([
    [1, 1],
    [10, 1],
    [11, 2],
    [100_000, 8],
  ])('of %i messages are %i, each by a name of its own', (messages, count) => {
    const words = wordsNow(messages);
    expect(new Set(words.map(({ opts }) => opts.jobId)).size).toBe(count);
  });
});
