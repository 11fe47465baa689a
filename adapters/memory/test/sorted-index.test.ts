import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SortedIndex } from '../src/sorted-index.ts';

const steps = fc.array(
  fc.record({ action: fc.constantFrom('add', 'delete', 'shift'), value: fc.integer({ min: 0, max: 30 }) }),
  { maxLength: 200 },
);

it('holds the same as a list that is sorted after each step', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: -1, max: 31 }), (all, end) => {
      const index = new SortedIndex<number>((a, b) => a - b);
      const model = new Set<number>();
      for (const { action, value } of all) {
        const given = action === 'shift' ? (index.first ?? value) : value;
        if (action === 'add') {
          index.add(given);
          model.add(given);
        } else {
          index.delete(given);
          model.delete(given);
        }
        const backwards = [...model].sort((a, b) => b - a);
        expect(index.first).toBe(backwards.at(-1));
        expect([...index.backwards()]).toEqual(backwards);
        expect([...index.backwards(end)]).toEqual(backwards.filter((one) => one < end));
      }
    }),
  );
});

it('gives room free again that was taken from the front', () => {
  const index = new SortedIndex<number>((a, b) => a - b);
  for (let value = 0; value < 5_000; value += 1) index.add(value);
  for (let value = 0; value < 4_000; value += 1) index.delete(value);
  index.add(100);
  expect(index.first).toBe(100);
  expect([...index.backwards()]).toHaveLength(1_001);
});

it('looks at few of 100,000 values to find a place', () => {
  let compared = 0;
  const index = new SortedIndex<number>((a, b) => {
    compared += 1;
    return a - b;
  });
  for (let value = 0; value < 100_000; value += 1) index.add(value * 2);
  const counting = (step: () => void) => {
    compared = 0;
    step();
    return compared;
  };
  expect(counting(() => index.add(200_000))).toBeLessThanOrEqual(2);
  expect(counting(() => index.add(77_777))).toBeLessThanOrEqual(20);
  expect(counting(() => index.delete(77_777))).toBeLessThanOrEqual(20);
  expect(counting(() => index.first)).toBe(0);
  expect(counting(() => index.backwards(100_001).next())).toBeLessThanOrEqual(20);
});
