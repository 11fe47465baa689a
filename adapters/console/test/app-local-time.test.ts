import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLocal, toLocal } from '../app/src/strings/local-time.ts';

const own = process.env.TZ;

function inZone(zone: string): void {
  beforeAll(() => {
    process.env.TZ = zone;
  });
  afterAll(() => {
    if (own === undefined) delete process.env.TZ;
    else process.env.TZ = own;
  });
}

function read(text: string) {
  const time = readLocal(text);
  return [time?.at.toISOString(), time?.skipped, time?.again?.toISOString()];
}

describe('a time of a clock that is put forward and back by an hour', () => {
  inZone('Europe/Berlin');

  it('is one instant on other days, and around the change', () => {
    expect(read('2027-01-15T02:30')).toEqual(['2027-01-15T01:30:00.000Z', false, undefined]);
    expect(read('2027-03-28T01:59')).toEqual(['2027-03-28T00:59:00.000Z', false, undefined]);
    expect(read('2027-03-28T03:00')).toEqual(['2027-03-28T01:00:00.000Z', false, undefined]);
    expect(read('2027-10-31T01:59')).toEqual(['2027-10-30T23:59:00.000Z', false, undefined]);
    expect(read('2027-10-31T03:00')).toEqual(['2027-10-31T02:00:00.000Z', false, undefined]);
  });

  it('is skipped, and means as much later', () => {
    for (const minute of ['00', '30', '59']) {
      const [at, skipped, again] = read(`2027-03-28T02:${minute}`);
      expect([at, skipped, again]).toEqual([`2027-03-28T01:${minute}:00.000Z`, true, undefined]);
      expect(toLocal(new Date(at as string))).toBe(`2027-03-28T03:${minute}`);
    }
  });

  it('comes twice, and means the first', () => {
    for (const minute of ['00', '30', '59']) {
      expect(read(`2027-10-31T02:${minute}`)).toEqual([
        `2027-10-31T00:${minute}:00.000Z`,
        false,
        `2027-10-31T01:${minute}:00.000Z`,
      ]);
    }
  });

  it('is none where nothing is filled in', () => {
    expect(['', '2027-02-31T99:00'].map(readLocal)).toEqual([undefined, undefined]);
  });
});

describe('a time of a clock that is put forward and back by half an hour, in the south', () => {
  inZone('Australia/Lord_Howe');

  it('is skipped or comes twice for half an hour', () => {
    expect(read('2027-10-03T02:15')).toEqual(['2027-10-02T15:45:00.000Z', true, undefined]);
    expect(read('2027-10-03T02:30')).toEqual(['2027-10-02T15:30:00.000Z', false, undefined]);
    expect(read('2027-04-04T01:45')).toEqual(['2027-04-03T14:45:00.000Z', false, '2027-04-03T15:15:00.000Z']);
    expect(read('2027-04-04T01:29')).toEqual(['2027-04-03T14:29:00.000Z', false, undefined]);
  });
});
