import type { Consumer } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { memoryConsumers } from '../src/index.ts';

const people: Consumer[] = [
  { id: 'c1', name: 'Łukasz Żak', email: 'lukasz@example.com', phone: '+48 601 234 567' },
  { id: 'c2', name: 'Joanna Doe', email: 'jo@example.com' },
  { id: 'c3', name: 'Mary Jones', phone: '+33612345678' },
  { id: 'c4', name: 'Banjo Smith', email: 'smith@example.com', phone: '06 12-34 99 99' },
];

describe('a directory over a list', () => {
  const directory = memoryConsumers(people);
  const search = async (term: string, more: { reachableBy?: 'email' | 'sms'; limit?: number } = {}) =>
    (await directory.search('acme', { term, limit: 10, ...more })).map(({ id }) => id);

  it('gets one consumer, or several, by id', async () => {
    expect(await directory.find('acme', 'c2')).toEqual(people[1]);
    expect(await directory.find('acme', 'c9')).toBeUndefined();
    expect(await directory.findMany?.('acme', ['c3', 'c9', 'c1'])).toEqual([people[0], people[2]]);
  });

  it('finds parts of names and addresses, without case and accents', async () => {
    expect(await search('LUKASZ ZAK')).toEqual(['c1']);
    expect(await search('żak')).toEqual(['c1']);
    expect(await search('smith@')).toEqual(['c4']);
    expect(await search('nobody')).toEqual([]);
    expect(await search('  ')).toEqual([]);
  });

  it('puts what begins with the term before words that do, and these before the rest', async () => {
    expect(await search('jo')).toEqual(['c2', 'c3', 'c4']);
    expect(await search('jo', { limit: 2 })).toEqual(['c2', 'c3']);
  });

  it('finds numbers however they are written', async () => {
    expect(await search('601234567')).toEqual(['c1']);
    expect(await search('+48 60 12')).toEqual(['c1']);
    expect(await search('(06) 12.34')).toEqual(['c4']);
    expect(await search('612 34')).toEqual(['c4', 'c3']);
    expect(await search('+')).toEqual([]);
  });

  it('leaves out whom the channel does not reach', async () => {
    expect(await search('jo', { reachableBy: 'email' })).toEqual(['c2', 'c4']);
    expect(await search('jo', { reachableBy: 'sms' })).toEqual(['c3', 'c4']);
  });
});

it('shows changes of the list at once, and gives copies', async () => {
  const list: Consumer[] = [{ id: 'c1', name: 'Jo' }];
  const directory = memoryConsumers(list);
  const before = await directory.find('acme', 'c1');
  list.pop();
  expect(before).toEqual({ id: 'c1', name: 'Jo' });
  expect(await directory.find('acme', 'c1')).toBeUndefined();
});

it('keeps sites apart by a function', async () => {
  const bySite: Readonly<Record<string, readonly Consumer[]>> = { acme: people };
  const directory = memoryConsumers((site) => bySite[site] ?? []);
  expect(await directory.find('acme', 'c1')).toEqual(people[0]);
  expect(await directory.find('other', 'c1')).toBeUndefined();
  expect(await directory.search('other', { term: 'jo', limit: 10 })).toEqual([]);
});
