import { type ResetHeader, readRetryAfter } from 'postern/adapter';
import { describe, expect, it } from 'vitest';

const now = new Date('2026-11-29T12:00:00Z');
const time = now.getTime();

describe('when a provider may be asked again', () => {
  it.each<[string, number | undefined]>([
    ['120', 120_000],
    ['0', 0],
    ['0.5', 500],
    ['Sun, 29 Nov 2026 12:01:00 GMT', 60_000],
    ['Sun, 29 Nov 2026 11:59:00 GMT', 0],
    ['86400', 3_600_000],
    ['Sun, 29 Nov 2099 12:01:00 GMT', 3_600_000],
    ['99999999999999999999999999999', 3_600_000],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
  ])('Retry-After: %s', (value, ms) => {
    expect(readRetryAfter({ 'retry-after': value }, now)).toBe(ms);
  });

  const seconds: ResetHeader = { name: 'x-sib-ratelimit-reset', holds: 'seconds' };
  const at: ResetHeader = { name: 'x-ratelimit-reset', holds: 'time' };
  it.each<[ResetHeader, string, number | undefined]>([
    [seconds, '17', 17_000],
    [seconds, 'x', undefined],
    [at, `${time / 1000 + 20}`, 20_000],
    [at, `${time + 20_000}`, 20_000],
    [at, `${time / 1000 - 20}`, 0],
    [at, `${time / 1000 + 90_000}`, 3_600_000],
    [at, '2026-11-29', undefined],
  ])('%o of %s', (reset, value, ms) => {
    expect(readRetryAfter({ [reset.name]: value }, now, [reset])).toBe(ms);
  });

  it('by Retry-After first, unless that cannot be read', () => {
    const headers = { 'retry-after': '3', 'x-sib-ratelimit-reset': '17' };
    expect(readRetryAfter(headers, now, [seconds])).toBe(3_000);
    expect(readRetryAfter({ ...headers, 'retry-after': 'soon' }, now, [seconds])).toBe(17_000);
    expect(readRetryAfter({}, now, [seconds, at])).toBe(undefined);
  });
});
