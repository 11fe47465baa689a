import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { noCounts } from '../src/model/status-counts.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let t: TestMessaging;
beforeEach(async () => {
  t = await testMessaging();
});

async function mail(domain: string, times = 1): Promise<string> {
  let id = '';
  for (let n = 0; n < times; n += 1) {
    t.advance(1);
    ({ id } = await t.messaging.email.send({
      to: { address: `jo${n}@${domain}` },
      subject: 'Hi',
      text: 'Hello',
    }));
  }
  return id;
}

describe('statistics', () => {
  it('answers the largest groups, and what the others are in sum', async () => {
    await mail('b.example', 2);
    await mail('a.example', 3);
    await mail('d.example');
    await mail('c.example');
    await t.deliverAll();
    const { groups, others, countedBackTo } = await t.messaging.email.statistics({ by: 'domain', limit: 2 });
    expect(groups).toEqual([
      { key: 'a.example', counts: { ...noCounts, sent: 3 } },
      { key: 'b.example', counts: { ...noCounts, sent: 2 } },
    ]);
    expect(others).toEqual({ groups: 2, counts: { ...noCounts, sent: 2 } });
    expect(countedBackTo).toBeUndefined();
  });

  it('answers every hour, the ones without messages included, oldest first', async () => {
    t.advance(hour - (t.now.getTime() % hour) + 10 * minute);
    await mail('a.example');
    t.advance(2 * hour);
    await mail('a.example', 2);
    const from = new Date(t.now.getTime() - 2.5 * hour);
    const { groups, from: since } = await t.messaging.email.statistics({ by: 'hour', from });
    expect(groups.map(({ counts }) => counts.queued)).toEqual([0, 1, 0, 2]);
    expect(since).toEqual(new Date(groups[0]?.key ?? ''));
    expect(since.getTime() % hour).toBe(0);
    expect((await t.messaging.email.statistics({ by: 'hour' })).groups).toHaveLength(49);
  });

  it('counts by template, those without one together', async () => {
    await t.messaging.email.templates.save({ id: 'hi', name: 'Greeting', subject: 'Hi', text: 'Hello' });
    await t.messaging.email.send({ to: { address: 'jo@a.example' }, template: 'hi' });
    await mail('a.example', 2);
    const { groups } = await t.messaging.email.statistics({ by: 'template' });
    expect(groups).toEqual([
      { counts: { ...noCounts, queued: 2 } },
      { key: 'hi', name: 'Greeting', counts: { ...noCounts, queued: 1 } },
    ]);
  });

  it('refuses what cannot be counted', async () => {
    const { email, sms } = t.messaging;
    await expect(sms.statistics({ by: 'domain' })).rejects.toMatchObject({ code: 'unsupported' });
    const ago = (ms: number) => new Date(t.now.getTime() - ms);
    for (const from of [ago(-1_000), ago(7 * day + 1_000)])
      await expect(email.statistics({ by: 'hour', from })).rejects.toMatchObject({
        code: 'invalid_argument',
        details: { field: 'from' },
      });
    await email.statistics({ by: 'template', from: ago(366 * day) });
    await expect(email.statistics({ by: 'sender' as never })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
    await expect(email.statistics({ by: 'hour', limit: 101 })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  });
});

describe('outcomes', () => {
  it('tell what was handed over in the last days, bounced and was complained of', async () => {
    const first = await mail('a.example', 4);
    await t.deliverAll();
    const failure = { class: 'recipient', message: 'No such mailbox' } as const;
    await t.messaging.report({ messageId: first, type: 'undelivered', at: t.now, attempt: 1, failure });
    t.advance(2 * day);
    const second = await mail('b.example');
    await t.deliverAll();
    await t.messaging.report({ messageId: second, type: 'complained', at: t.now, attempt: 1 });
    expect(await t.messaging.email.outcomes()).toEqual({ sent: 5, bounced: 1, complained: 1 });
    expect(await t.messaging.email.outcomes(1)).toEqual({ sent: 1, bounced: 0, complained: 1 });
    expect(await t.messaging.sms.outcomes()).toEqual({ sent: 0, bounced: 0, complained: 0 });
    for (const days of [0, 32, 1.5])
      await expect(t.messaging.email.outcomes(days)).rejects.toMatchObject({ details: { field: 'days' } });
  });

  it('are kept for 31 days, whatever window the alerts have', async () => {
    await mail('a.example');
    await t.deliverAll();
    t.advance(29 * day);
    await t.deliverAll();
    expect((await t.messaging.email.outcomes(30)).sent).toBe(1);
    t.advance(3 * day);
    await mail('a.example');
    await t.deliverAll();
    expect((await t.messaging.email.outcomes(31)).sent).toBe(1);
  });
});
