import assert from 'node:assert/strict';
import { alertOf } from '../../model/alert.ts';
import { at, hour, minute, start } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

const paused = alertOf({ kind: 'channel_paused', channel: 'email', detail: 'No e-mail has gone out.' });

/** Alerts that stand, each told once. */
export function alertTests(test: StorageTest): void {
  test('an alert is raised once, and stands as it was raised', async ({ storage: { alerts }, site }) => {
    const alert = alertOf({ kind: 'bounce_rate', site, channel: 'email', detail: '7 of 100 bounced' });
    const standing = { ...alert, since: start };
    assert.deepEqual(await alerts.raise({ ...alert, now: start }), standing);
    assert.equal(await alerts.raise({ ...alert, detail: '9 of 100', now: at(minute) }), undefined);
    assert.deepEqual(await alerts.list({}), [standing]);
  });

  test('of many that raise it at once, or clear it, one does', async ({ storage: { alerts } }) => {
    const times = Array.from({ length: 10 });
    const raised = await Promise.all(times.map(() => alerts.raise({ ...paused, now: start })));
    assert.equal(raised.filter(Boolean).length, 1);
    const cleared = await Promise.all(times.map(() => alerts.clear({ key: paused.key, seenUntil: start })));
    assert.deepEqual(cleared.filter(Boolean), [{ ...paused, since: start }]);
    assert.deepEqual(await alerts.list({}), []);
  });

  test('it stands as long as somebody has seen it later, and may be raised again once it was cleared', async ({
    storage: { alerts },
  }) => {
    const { key } = paused;
    await alerts.raise({ ...paused, now: start });
    await alerts.raise({ ...paused, now: at(minute) });
    await alerts.raise({ ...paused, now: start });
    assert.equal(await alerts.clear({ key, seenUntil: at(minute - 1) }), undefined);
    assert.deepEqual(await alerts.clear({ key, seenUntil: at(minute) }), { ...paused, since: start });
    assert.equal(await alerts.clear({ key, seenUntil: at(hour) }), undefined);
    assert.deepEqual(await alerts.raise({ ...paused, now: at(hour) }), { ...paused, since: at(hour) });
  });

  test('they are listed as they were raised, a site’s own with those of all', async ({
    storage: { alerts },
    site,
  }) => {
    const overdue = alertOf({ kind: 'overdue', channel: 'sms', priority: 'high', detail: 'It waits.' });
    await alerts.raise({ ...paused, now: at(minute) });
    await alerts.raise({ ...overdue, now: start });
    const lost = { kind: 'domain_lost', channel: 'email', domain: 'acme.example', detail: 'Lost.' } as const;
    await alerts.raise({ ...alertOf({ ...lost, site }), now: at(2 * minute) });
    await alerts.raise({ ...alertOf({ ...lost, site: `${site}-2` }), now: at(3 * minute) });
    const listed = await alerts.list({ site });
    assert.deepEqual(
      listed.map(({ kind, site: whose }) => [kind, whose]),
      [
        ['overdue', undefined],
        ['channel_paused', undefined],
        ['domain_lost', site],
      ],
    );
    assert.equal((await alerts.list({})).length, 4);
  });

  test('what it is about comes back: a webhook, a subscription', async ({ storage: { alerts }, site }) => {
    const webhook = alertOf({ kind: 'webhook_disabled', site, webhook: 'whk_1', detail: 'It took nothing.' });
    const other = alertOf({ kind: 'webhook_disabled', site, webhook: 'whk_2', detail: 'It took nothing.' });
    const crm = alertOf({ kind: 'subscription_lagging', subscription: 'crm', detail: 'It lags.' });
    await alerts.raise({ ...webhook, now: start });
    await alerts.raise({ ...other, now: at(minute) });
    await alerts.raise({ ...crm, now: at(2 * minute) });
    assert.deepEqual(await alerts.list({ site }), [
      { ...webhook, since: start },
      { ...other, since: at(minute) },
      { ...crm, since: at(2 * minute) },
    ]);
  });
}

/** What became of messages, for rates. */
export function outcomeTests(test: StorageTest): void {
  const none = { sent: 0, bounced: 0, complained: 0 };

  test('what became of messages is added up by site and channel, from the hour of a time on', async ({
    storage: { outcomes },
    site,
  }) => {
    const email = { site, channel: 'email' } as const;
    await outcomes.add([{ ...email, ...none, sent: 90, bounced: 1 }], at(-hour));
    await outcomes.add([{ ...email, ...none, sent: 10, complained: 2 }], at(minute));
    await outcomes.add([{ site, channel: 'sms', ...none, sent: 7, bounced: 3 }], start);
    await outcomes.add([], start);
    const all = await outcomes.sums({ since: at(-minute), least: 1 });
    assert.deepEqual(
      [...all].sort((a, b) => b.sent - a.sent),
      [
        { ...email, sent: 100, bounced: 1, complained: 2 },
        { site, channel: 'sms', sent: 7, bounced: 3, complained: 0 },
      ],
    );
    assert.deepEqual(await outcomes.sums({ since: at(minute), least: 10 }), [
      { ...email, sent: 10, bounced: 0, complained: 2 },
    ]);
  });

  test('of those who sent less than is asked for, or had nothing come back, nothing is answered', async ({
    storage: { outcomes },
    site,
  }) => {
    await outcomes.add([{ site, channel: 'email', ...none, sent: 9, bounced: 9 }], start);
    await outcomes.add([{ site: `${site}-2`, channel: 'email', ...none, sent: 1_000 }], start);
    assert.deepEqual(await outcomes.sums({ since: start, least: 10 }), []);
  });

  test('the sums of one site and channel are those of its own hours, and zeros where there are none', async ({
    storage: { outcomes },
    site,
  }) => {
    const email = { site, channel: 'email' } as const;
    await outcomes.add([{ ...email, ...none, sent: 90, bounced: 1 }], at(-hour));
    await outcomes.add([{ ...email, ...none, sent: 10, complained: 2 }], at(minute));
    await outcomes.add([{ site, channel: 'sms', ...none, sent: 7 }], start);
    await outcomes.add([{ site: `${site}-2`, channel: 'email', ...none, sent: 5 }], start);
    assert.deepEqual(await outcomes.of({ ...email, since: at(minute - hour) }), {
      sent: 100,
      bounced: 1,
      complained: 2,
    });
    assert.deepEqual(await outcomes.of({ ...email, since: at(minute) }), {
      sent: 10,
      bounced: 0,
      complained: 2,
    });
    assert.deepEqual(await outcomes.of({ ...email, since: at(2 * hour) }), none);
    assert.deepEqual(await outcomes.of({ site: `${site}-3`, channel: 'email', since: at(-hour) }), none);
  });

  test('hours that are over are forgotten; additions at once all count', async ({
    storage: { outcomes },
    site,
  }) => {
    const one = { site, channel: 'email', sent: 1, bounced: 1, complained: 0 } as const;
    await outcomes.add([one], at(-hour));
    await Promise.all(Array.from({ length: 10 }, () => outcomes.add([one], start)));
    await outcomes.prune(at(minute));
    assert.deepEqual(await outcomes.sums({ since: at(-24 * hour), least: 1 }), [
      { ...one, sent: 10, bounced: 10 },
    ]);
  });
}
