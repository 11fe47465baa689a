import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import type { SendResult } from 'postern';
import { describe, expect, it } from 'vitest';

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

describe('an address that a report puts on the list', () => {
  const jo = 'jo@people.example';
  const mail = { to: { address: 'Jo@People.example' }, subject: 'Hi', text: 'Hello' };
  const rejected: SendResult = {
    outcome: 'rejected',
    failure: { class: 'recipient', code: '550', message: `550 5.1.1 <${jo}>: no such user` },
  };
  const byProvider = { action: 'suppression.added', actor: 'provider' };
  const historyOf = async ({ messaging }: TestMessaging) =>
    (await messaging.email.suppressions.history(jo)).map(({ id, site, channel, subject, ...said }) => said);

  it('has an entry that says when and why, and none for the next of its kind', async () => {
    const t = await testMessaging();
    t.email.answer(() => rejected);
    const { id } = await t.messaging.email.send(mail);
    await t.deliverAll();
    const entry = { ...byProvider, detail: 'bounced', at: t.now };
    expect(await historyOf(t)).toEqual([entry]);
    t.advance(1_000);
    await t.messaging.report({ messageId: id, type: 'complained', at: t.now });
    expect(await historyOf(t)).toEqual([entry]);
    await t.messaging.report({ messageId: id, type: 'unsubscribed', at: t.now });
    const optedOut = { action: 'suppression.added', actor: 'recipient', detail: 'opted_out', at: t.now };
    expect(await historyOf(t)).toEqual([optedOut, entry]);
  });

  it('has it of a complaint too, once however often that is told, and nothing of a delivery', async () => {
    const t = await testMessaging();
    const { id } = await t.messaging.email.send(mail);
    await t.deliverAll();
    await t.messaging.report({ messageId: id, type: 'delivered', at: t.now });
    expect(await historyOf(t)).toEqual([]);
    for (let told = 0; told < 2; told += 1)
      await t.messaging.report({ messageId: id, type: 'complained', at: t.now });
    expect(await historyOf(t)).toEqual([{ ...byProvider, detail: 'complained', at: t.now }]);
  });
});
