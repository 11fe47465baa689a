import { describe, expect, it } from 'vitest';
import { errorRules, failuresBy } from '../src/twilio-outcome.ts';
import { openProvider, outgoing, sending, transportTo } from './support/fixtures.ts';
import { error } from './support/provider.ts';

const { failureOf, outcomeOf } = failuresBy([]);

/** The table of the specification, as codes. */
const table: readonly [outcome: string, failureClass: string, codes: readonly number[]][] = [
  ['rejected', 'opted_out', [21610]],
  ['rejected', 'recipient', [21211, 21214, 21614, 21635, 30005, 30006]],
  ['rejected', 'blocked', [30004, 30007, 30450, 21408]],
  ['rejected', 'sender', [21612]],
  ['paused', 'configuration', [20003, 10001, 20005, 30002, 21212, 21601, 21606, 21608, 21659, 21660]],
  ['paused', 'configuration', [30032, 30034, 30042, 35110, 35111, 35114, 35119]],
  ['rejected', 'content', [21617, 21602]],
  ['paused', 'throttled', [20429]],
  ['retry', 'temporary', [21611, 30001, 30036]],
  ['rejected', 'temporary', [30003, 30008, 30500]],
  ['unknown', 'ambiguous', [20500, 20503]],
];

describe.each(table)('%s as %s', (outcome, failureClass, codes) => {
  it.each(codes)('%i, whatever the HTTP status', (code) => {
    for (const status of [400, 429, 500]) {
      const result = outcomeOf({ kind: 'refused', status, code });
      expect([result.outcome, result.failure.class, result.failure.code]).toEqual([
        outcome,
        failureClass,
        `${code}`,
      ]);
    }
  });
});

describe('without a known code the HTTP status decides', () => {
  it.each([
    [429, 'paused throttled'],
    [401, 'paused configuration'],
    [403, 'paused configuration'],
    [404, 'paused configuration'],
    [301, 'paused configuration'],
    [400, 'rejected content'],
    [422, 'rejected content'],
    [408, 'unknown ambiguous'],
    [500, 'unknown ambiguous'],
    [502, 'unknown ambiguous'],
    [504, 'unknown ambiguous'],
    [600, 'unknown ambiguous'],
  ])('%i: %s', (status, expected) => {
    for (const code of [undefined, 99_999]) {
      const fault = { kind: 'refused', status, ...(code === undefined ? {} : { code }) } as const;
      const { outcome, failure } = outcomeOf(fault);
      expect(`${outcome} ${failure.class}`).toBe(expected);
      expect(failure.code).toBe(code === undefined ? `HTTP ${status}` : '99999');
    }
  });
});

it('Retry-After counts for what may be tried again, not for settings that somebody has to mend', () => {
  const after = (status: number, code: number) =>
    outcomeOf({ kind: 'refused', status, code, retryAfterMs: 5_000 });
  expect(after(429, 20429)).toMatchObject({ outcome: 'paused', afterMs: 5_000 });
  expect(after(429, 21611)).toMatchObject({ outcome: 'retry', afterMs: 5_000 });
  expect(after(401, 20003)).not.toHaveProperty('afterMs');
  expect(after(503, 20503)).not.toHaveProperty('afterMs');
});

it('what can be done is said where it is known', () => {
  const hintOf = (code: number) => outcomeOf({ kind: 'refused', status: 400, code }).failure.message;
  expect(hintOf(21612)).toBe(
    'This sender cannot reach this recipient. A name as sender does not work in every country: use a number of yours for this one.',
  );
  expect(hintOf(21408)).toMatch(/ Allow the country at Twilio, under "Messaging, Geo permissions"\.$/);
  expect(hintOf(21609)).toMatch(/ The public URL must be one that Twilio can call\.$/);
  expect(failureOf(21610).message).toMatch(/ They can allow it again by sending START\.$/);
});

it('no code stands in two rules', () => {
  const codes = errorRules.flatMap((rule) => rule.codes ?? []);
  expect(new Set(codes).size).toBe(codes.length);
});

describe('a report that a message did not arrive', () => {
  it.each([
    [30005, 'recipient'],
    [21610, 'opted_out'],
    [30007, 'blocked'],
    [30034, 'configuration'],
    [30003, 'temporary'],
    [30008, 'temporary'],
    [30500, 'temporary'],
    [12345, 'temporary'],
    [20500, 'temporary'],
    [undefined, 'temporary'],
  ])('with %s is a failure of class %s', (code, failureClass) => {
    expect(failureOf(code)).toMatchObject({ class: failureClass, ...(code ? { code: `${code}` } : {}) });
  });
});

it('a host can give a code or a status another meaning', async () => {
  const provider = await openProvider();
  const transport = transportTo(provider, {
    errors: [
      { codes: [30007, 21606], class: 'content', hint: 'Ask the marketing team.' },
      { status: ['503'], class: 'temporary' },
    ],
  });
  provider.fault = error(400, 21606);
  expect(await transport.send(outgoing(), sending())).toMatchObject({
    outcome: 'rejected',
    failure: { class: 'content', message: 'Twilio does not take this message. Ask the marketing team.' },
  });
  provider.fault = { status: 503, headers: { 'Retry-After': '3' } };
  expect(await transport.send(outgoing(), sending())).toMatchObject({ outcome: 'retry', afterMs: 3_000 });
  provider.fault = { status: 500 };
  expect(await transport.send(outgoing(), sending())).toMatchObject({ outcome: 'unknown' });
});
