import { describe, expect, it } from 'vitest';
import { restAfter } from '../src/messages/background.ts';

describe('the background', () => {
  it('works a third of the time at first, and four fifths of it where there is always more to do', () => {
    const rests = Array.from({ length: 100 }, (_, steps) => restAfter(steps));
    expect([rests[0], rests.at(-1)]).toEqual([2, 0.25]);
    expect(rests).toEqual([...rests].sort((a, b) => b - a));
  });
});
