import { testMessaging } from '@postern/memory/testing';
import { expect, it } from 'vitest';

it('says who put an address on the list and took it off, in this channel alone', async () => {
  const { messaging } = await testMessaging({ topics: [{ id: 'news', name: 'News' }] });
  const { suppressions, preferences } = messaging.email;
  const jo = 'Jo@People.example';
  await suppressions.add({ address: jo, source: 'ada' });
  await suppressions.delete(jo, { actor: 'ben', reason: 'manual' });
  await preferences.set(jo, { topics: { news: false }, actor: 'recipient' });
  await suppressions.add({ address: 'other@people.example', source: 'ada' });
  const said = (await suppressions.history(jo)).map(({ action, actor, detail }) => [action, actor, detail]);
  expect(said).toEqual([
    ['preferences.changed', 'recipient', 'out of news'],
    ['suppression.removed', 'ben', 'manual'],
    ['suppression.added', 'ada', 'manual'],
  ]);
  await expect(suppressions.history('nobody')).rejects.toMatchObject({ code: 'invalid_address' });
});
