import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allowedFrom,
  canMove,
  isFinal,
  messageStatuses,
  replaceableBy,
  reportedStatus,
  reportedStatuses,
} from '../src/model/status.ts';

const status = fc.constantFrom(...messageStatuses);
const report = fc.constantFrom(...reportedStatuses);

describe('statuses', () => {
  it('end the same whatever the order and repetition of the reports', () => {
    const apply = (
      start: (typeof messageStatuses)[number],
      reports: readonly (typeof reportedStatuses)[number][],
    ) => reports.reduce((now, to) => (replaceableBy(to).includes(now) ? to : now), start);
    fc.assert(
      fc.property(
        status,
        fc
          .array(report, { maxLength: 6 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }),
            ),
          ),
        (start, [once, shuffledTwice]) => {
          expect(apply(start, shuffledTwice)).toBe(apply(start, once));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('let reports make only legal moves', () => {
    for (const to of reportedStatuses)
      for (const from of replaceableBy(to)) expect(canMove(from, to)).toBe(true);
  });

  it('let people make only legal moves', () => {
    for (const from of allowedFrom.cancel) expect(canMove(from, 'canceled')).toBe(true);
    for (const from of allowedFrom.reschedule) expect(canMove(from, 'scheduled')).toBe(true);
    for (const from of allowedFrom.retry) expect(canMove(from, 'queued')).toBe(true);
  });

  it('never leave what arrived, and never go back from the end by themselves', () => {
    expect(messageStatuses.filter((to) => canMove('undelivered', to))).toEqual([]);
    expect(messageStatuses.filter((to) => canMove('delivered', to))).toEqual(['undelivered']);
    expect(messageStatuses.filter((to) => canMove('sent', to))).toEqual([
      'delivered',
      'undelivered',
      'failed',
    ]);
    expect(messageStatuses.filter((one) => !isFinal(one))).toEqual(['scheduled', 'queued', 'sending']);
  });

  it('take opens, clicks and delays for events, not for statuses', () => {
    expect((['opened', 'clicked', 'complained', 'delayed'] as const).map(reportedStatus)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
