import { testMessaging } from '@postern/memory/testing';
import type { SuppressionImport } from 'postern';
import { describe, expect, it } from 'vitest';

const topics = [{ id: 'news', name: 'News' }];
const start = async () => {
  const t = await testMessaging({ topics });
  return { ...t, list: t.messaging.email.suppressions };
};

describe('importing a suppression list', () => {
  it('says what it would do, and records nothing at a dry run', async () => {
    const { list, messaging } = await start();
    await list.add({ address: 'there@people.example', reason: 'complained' });
    const csv = [
      'Email;Reason;Topic;Created',
      'Jo@People.example;HardBounce;;2026-01-02',
      'jo@people.example;bounced;;',
      'there@people.example;manual;;',
      'zoe@people.example;unsubscribed;news;2026-01-02 03:04:05',
      ';bounced;;',
      'nobody;;;',
      'a@people.example;eaten by a dog;;',
      'a@people.example;;tips;',
      'a@people.example;bounced;news;',
      'a@people.example;;;02/03/2026',
      'a@people.example;;;2999-01-01',
      '',
    ].join('\r\n');
    const would = { rows: 11, added: 2, known: 2, wrong: 7 };
    const problems = [
      { row: 6, code: 'address_missing' },
      { row: 7, code: 'address_invalid' },
      { row: 8, code: 'reason_unknown' },
      { row: 9, code: 'topic_unknown' },
      { row: 10, code: 'topic_reason' },
      { row: 11, code: 'date_invalid' },
      { row: 12, code: 'date_in_future' },
    ];
    expect(await list.import(csv, { dryRun: true, actor: 'ada' })).toEqual({ ...would, problems });
    expect((await list.list()).items).toHaveLength(1);
    expect((await messaging.audit.list({ action: 'suppression.imported' })).items).toEqual([]);

    expect(await list.import(csv, { actor: 'ada' })).toEqual({ ...would, problems });
    expect(await list.of('jo@people.example')).toMatchObject([
      { reason: 'bounced', source: 'ada', at: new Date('2026-01-02T00:00:00Z') },
    ]);
    expect(await list.of('zoe@people.example')).toMatchObject([
      { reason: 'opted_out', topic: 'news', at: new Date('2026-01-02T03:04:05Z') },
    ]);
    const { items } = await messaging.audit.list({ action: 'suppression.imported' });
    expect(items).toMatchObject([{ actor: 'ada', channel: 'email', detail: '2' }]);
    expect(await list.import(csv)).toEqual({ ...would, added: 0, known: 4, problems });
    expect((await messaging.audit.list({ action: 'suppression.imported' })).items).toHaveLength(1);
  });

  it('lifts no complaint and no opt-out: what is there stays', async () => {
    const { list } = await start();
    await list.add({ address: 'jo@people.example', reason: 'complained' });
    await list.add({ address: 'zoe@people.example', reason: 'opted_out' });
    const rows = ['jo', 'zoe'].map((name) => ({ address: `${name}@people.example`, reason: 'manual' }));
    expect(await list.import(rows)).toMatchObject({ added: 1, known: 1 });
    expect((await list.of('jo@people.example')).map(({ reason }) => reason)).toEqual(['complained']);
    expect((await list.of('zoe@people.example')).map(({ reason }) => reason).sort()).toEqual([
      'manual',
      'opted_out',
    ]);
  });

  it('takes back what an export wrote, numbers that look like formulas too', async () => {
    const { messaging } = await start();
    const other = (await start()).messaging;
    for (const channel of ['email', 'sms'] as const) {
      const address = { email: '=jo@people.example', sms: '+447400123456' }[channel];
      await messaging[channel].suppressions.add({ address, reason: 'bounced', source: '=HYPERLINK("x")' });
      await messaging[channel].suppressions.add({ address, topic: 'news', reason: 'opted_out' });
      for (const delimiter of [',', ';', '\t'] as const) {
        const csv = await new Response(
          messaging[channel].suppressions.export({ delimiter, bom: true }),
        ).text();
        expect(csv).toContain(`'${address}`);
        expect(await other[channel].suppressions.import(csv, { dryRun: true })).toMatchObject({
          wrong: 0,
          rows: 2,
        });
        await other[channel].suppressions.import(csv);
      }
      const plain = (list: readonly object[]) =>
        list.map((entry) => JSON.stringify({ ...entry, source: '' })).sort();
      const of = plain(await messaging[channel].suppressions.of(address));
      expect(plain(await other[channel].suppressions.of(address))).toEqual(of);
    }
  });

  it('exports one reason alone, all of it, and nothing more once it is ended', async () => {
    const { list } = await start();
    const rows = Array.from({ length: 1_201 }, (_, n) => ({
      address: `n${n}@people.example`,
      reason: 'bounced',
    }));
    await list.import(rows);
    await list.add({ address: 'jo@people.example' });
    const lines = (await new Response(list.export({ reason: 'bounced' })).text()).trim().split('\r\n');
    expect(lines[0]).toBe('address,reason,topic,source,at');
    expect(new Set(lines).size).toBe(1_202);
    const end = new AbortController();
    const reader = list.export({ signal: end.signal }).getReader();
    await reader.read();
    end.abort(new Error('ended'));
    await expect(
      (async () => {
        for (;;) if ((await reader.read()).done) return;
      })(),
    ).rejects.toThrow('ended');
  });

  it('reads what has no names of columns by their place, and says where it has none of addresses', async () => {
    const { list } = await start();
    expect(await list.import('jo@people.example\nzoe@people.example,complained\n\n')).toMatchObject({
      added: 2,
    });
    expect(await list.find('zoe@people.example')).toMatchObject({ reason: 'complained' });
    expect(await list.import('name,colour\nJo,red\n')).toMatchObject({
      added: 0,
      problems: [{ row: 1, code: 'columns_unknown' }],
    });
    expect(await list.import('')).toEqual({ rows: 0, added: 0, known: 0, wrong: 0, problems: [] });
  });

  it('keeps what stands before a quote that nobody closed, and says in which row it is', async () => {
    const { list } = await start();
    const rest = Array.from({ length: 2_000 }, (_, n) => `n${n}@people.example,bounced`).join('\n');
    const result = await list.import(
      `address,reason\njo@people.example,manual\n"zoe@people.example,manual\n${rest}`,
    );
    expect(result).toMatchObject({ added: 1, wrong: 1, problems: [{ row: 3, code: 'csv_broken' }] });
  });

  it('ends when its time is up and goes on from there, and stops when told', async () => {
    const { list } = await start();
    const csv = Array.from({ length: 20_000 }, (_, n) => `n${n}@people.example`).join('\n');
    let from: number | undefined = 1;
    let calls = 0;
    let added = 0;
    for (; from !== undefined; calls += 1) {
      const result: SuppressionImport = await list.import(csv, { from, maxMs: 1 });
      added += result.added;
      from = result.next;
    }
    expect(calls).toBeGreaterThan(1);
    expect(added).toBe(20_000);
    await expect(
      list.import('a@people.example', { signal: AbortSignal.abort(new Error('stop')) }),
    ).rejects.toThrow('stop');
  });

  it('names a hundred faults and no more, and refuses what is too much', async () => {
    const { list } = await start();
    const result = await list.import(Array.from({ length: 150 }, () => ({ address: 'nobody' })));
    expect([result.wrong, result.problems.length]).toEqual([150, 100]);
    const many = 'x@people.example\n'.repeat(100_002);
    const { problems, rows } = await list.import(many, { dryRun: true, maxMs: 600_000 });
    expect([rows, problems]).toEqual([100_001, [{ row: 100_002, code: 'too_many_rows' }]]);
    await expect(list.import('x'.repeat(10_000_001))).rejects.toMatchObject({ code: 'invalid_argument' });
    const rowsTooMany = Array.from({ length: 100_001 }, () => ({ address: 'a' }));
    await expect(list.import(rowsTooMany)).rejects.toMatchObject({ code: 'invalid_argument' });
  });
});
