import { describe, expect, it } from 'vitest';
import { Background, restAfter } from '../src/messages/background.ts';

describe('the background', () => {
  it('works a third of the time at first, and four fifths of it where there is always more to do', () => {
    const rests = Array.from({ length: 100 }, (_, steps) => restAfter(steps));
    expect([rests[0], rests.at(-1)]).toEqual([2, 0.25]);
    expect(rests).toEqual([...rests].sort((a, b) => b - a));
  });

  /** Of a list of so many batches. */
  const stepsOf = (batches: number, fill: (step: number) => void = () => undefined) => {
    const seen = { left: batches, atOnce: 0, most: 0 };
    const maintenance = {
      atOnce: 2,
      fillSearch: async () => {
        seen.atOnce += 1;
        seen.most = Math.max(seen.most, seen.atOnce);
        await new Promise((resolve) => setTimeout(resolve, 1));
        seen.atOnce -= 1;
        fill(seen.left);
        if (seen.left === 0) return 0;
        seen.left -= 1;
        return 512;
      },
      tidySearch: async () => false,
      upkeep: async () => undefined,
    };
    return { seen, run: () => new Background(maintenance).run(new AbortController().signal) };
  };

  it('writes one batch at a time where there are few, and two where there is always more', async () => {
    const [few, many] = [stepsOf(9), stepsOf(25)];
    await Promise.all([few.run(), many.run()]);
    expect([few.seen, many.seen]).toEqual([
      { left: 0, atOnce: 0, most: 1 },
      { left: 0, atOnce: 0, most: 2 },
    ]);
  });

  it('ends with what failed, and not before what went on beside it', async () => {
    const one = stepsOf(25, (left) => {
      if (left === 10) throw new Error('away');
    });
    await expect(one.run()).rejects.toThrow('away');
    expect(one.seen.atOnce).toBe(0);
  });
});
