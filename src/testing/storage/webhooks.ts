import assert from 'node:assert/strict';
import type {
  StoredWebhook,
  WebhookDelivery,
  WebhookKey,
  WebhookRecord,
} from '../../interfaces/storage/webhooks.ts';
import { present } from '../../model/present.ts';
import { at, hour, start, tamper } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

function newWebhook(site: string, overrides: Partial<WebhookRecord> = {}): WebhookRecord {
  return { site, id: 'whk_1', url: 'https://acme.example/hooks', createdAt: start, ...overrides };
}

function stored(webhook: WebhookRecord, revision = 1): StoredWebhook {
  return { ...webhook, revision };
}

function newDelivery(ms: number, overrides: Partial<WebhookDelivery> = {}): WebhookDelivery {
  const at_ = at(ms);
  return {
    id: `dlv_${String(ms).padStart(9, '0')}`,
    at: at_,
    eventId: 'evt_1',
    type: 'message.sent',
    attempt: 1,
    status: 200,
    ms: 12,
    ...overrides,
  };
}

const idsOf = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);

export function webhookTests(test: StorageTest): void {
  test('a webhook is stored exactly as it was saved', async ({ storage: { webhooks }, site }) => {
    const bare = newWebhook(site);
    const full = newWebhook(site, {
      id: 'whk_2',
      url: 'https://acme.example/hooks?a="{1,2}"',
      types: ['delivered', 'failed'],
      description: 'Zażółć {the} "CRM"',
      inCode: true,
      createdAt: at(123),
      createdBy: 'u1',
      disabled: { at: at(456), reason: 'by_hand', by: 'u2' },
    });
    assert.equal(await webhooks.find(bare), undefined);
    for (const webhook of [bare, full]) {
      assert.equal(await webhooks.save(webhook, 0), true);
      assert.deepEqual(await webhooks.find(webhook), stored(webhook));
    }
  });

  test('saving over a revision replaces all but who made it and when', async ({
    storage: { webhooks },
    site,
  }) => {
    const disabled = { at: at(1), reason: 'gone' } as const;
    await webhooks.save(newWebhook(site, { types: ['sent'], createdBy: 'u1', disabled }), 0);
    const other = newWebhook(site, { url: 'https://other.example/', createdAt: at(9), createdBy: 'u2' });
    assert.equal(await webhooks.save({ ...other, description: 'CRM' }, 1), true);
    const expected = { ...other, description: 'CRM', createdAt: start, createdBy: 'u1' };
    assert.deepEqual(await webhooks.find(other), stored(expected, 2));
  });

  test('saving over any but the present revision changes nothing', async ({
    storage: { webhooks },
    site,
  }) => {
    const save = (description: string, revision: number) =>
      webhooks.save(newWebhook(site, { description }), revision);
    assert.equal(await save('early', 1), false);
    assert.equal(await webhooks.find(newWebhook(site)), undefined);
    assert.equal(await save('one', 0), true);
    assert.equal(await save('two', 1), true);
    for (const revision of [0, 1, 3]) assert.equal(await save('other', revision), false);
    assert.deepEqual(
      await webhooks.find(newWebhook(site)),
      stored(newWebhook(site, { description: 'two' }), 2),
    );
  });

  test('of concurrent saves over a revision one succeeds', async ({ storage: { webhooks }, site }) => {
    for (const revision of [0, 1]) {
      const all = Array.from({ length: 8 }, (_, index) => newWebhook(site, { description: `${index}` }));
      const saved = await Promise.all(all.map((one) => webhooks.save(one, revision)));
      assert.equal(saved.filter(Boolean).length, 1);
      const [winner = newWebhook(site)] = all.filter((_, index) => saved[index]);
      assert.deepEqual(await webhooks.find(winner), stored(winner, revision + 1));
    }
  });

  test('a site lists its own, by when they were made', async ({ storage: { webhooks }, site }) => {
    const add = (id: string, ms: number, of = site) =>
      webhooks.save(newWebhook(of, { id, createdAt: at(ms) }), 0);
    await add('whk_b', 5);
    await add('whk_c', 1);
    await add('whk_a', 5);
    await add('whk_d', 0, `${site}.2`);
    assert.deepEqual(idsOf(await webhooks.list(site)), ['whk_c', 'whk_a', 'whk_b']);
    assert.deepEqual(idsOf(await webhooks.list(`${site}.2`)), ['whk_d']);
    assert.deepEqual(await webhooks.list(`${site}.3`), []);
  });

  test('all sites’ are read page by page, in the order of their keys', async ({
    storage: { webhooks },
    site,
  }) => {
    const keys = [
      { site, id: 'A' },
      { site, id: 'a' },
      { site: `${site}.2`, id: 'A' },
    ];
    for (const key of [...keys].reverse()) await webhooks.save(newWebhook(key.site, key), 0);
    const read = [];
    for (let after: { site: string; id: string } | undefined; ; ) {
      const page = await webhooks.all(after ? { after, limit: 2 } : { limit: 2 });
      read.push(...page);
      after = page.at(-1);
      if (page.length < 2) break;
    }
    // The storage may be shared with other tests.
    const own = read.filter((one) => one.site.startsWith(site));
    assert.deepEqual(
      own.map((one) => ({ site: one.site, id: one.id })),
      keys,
    );
  });

  test('of all sites’ those that are disabled are read alone', async ({ storage: { webhooks }, site }) => {
    const keys = ['a', 'b', 'c', 'd'].map((name) => ({ site: `${site}.${name}`, id: 'whk_1' }));
    for (const [n, key] of keys.entries()) {
      const disabled = { at: at(n), reason: n < 2 ? 'failing' : 'by_hand' } as const;
      await webhooks.save(newWebhook(key.site, n === 1 ? key : { ...key, disabled }), 0);
    }
    const [a, , c, d] = keys;
    const read = async (query: { after?: WebhookKey; limit: number }) =>
      (await webhooks.all({ ...query, disabled: true })).filter((one) => one.site.startsWith(site));
    const found = await read({ limit: 10_000 });
    assert.deepEqual(
      found.map((one) => [one.site, one.disabled?.reason]),
      [
        [a?.site, 'failing'],
        [c?.site, 'by_hand'],
        [d?.site, 'by_hand'],
      ],
    );
    assert.deepEqual(await read({ limit: 1, ...present({ after: a }) }), found.slice(1, 2));
    const { revision, disabled: _disabled, ...enabled } = found[0] ?? stored(newWebhook(site), 1);
    await webhooks.save(enabled, revision);
    assert.deepEqual(await read({ limit: 10_000 }), found.slice(1));
  });

  test('one that is deleted is gone with its log, and no other', async ({ storage: { webhooks }, site }) => {
    const [one, other] = [newWebhook(site), newWebhook(`${site}.2`)];
    for (const webhook of [one, other]) {
      await webhooks.save(webhook, 0);
      await webhooks.log(webhook, newDelivery(1));
    }
    assert.equal(await webhooks.delete({ site, id: 'whk_2' }), false);
    assert.equal(await webhooks.delete(one), true);
    assert.equal(await webhooks.delete(one), false);
    assert.equal(await webhooks.find(one), undefined);
    // What was under way may be told of later.
    await webhooks.log(one, newDelivery(2));
    await webhooks.save(one, 0);
    assert.deepEqual(await webhooks.deliveries({ ...one, limit: 10 }), []);
    assert.deepEqual(await webhooks.deliveries({ ...other, limit: 10 }), [newDelivery(1)]);
  });

  test('what was posted is logged as it was given, newest first, and paged', async ({
    storage: { webhooks },
    site,
  }) => {
    const key = newWebhook(site);
    await webhooks.save(key, 0);
    const { status: _none, ...unanswered } = newDelivery(3, { failure: 'timed_out', attempt: 3, ms: 15_000 });
    const all = [
      newDelivery(4, { id: 'dlv_b' }),
      newDelivery(4, { id: 'dlv_a', type: 'webhook.test' }),
      unanswered,
      newDelivery(2, { status: 500, failure: 'refused', attempt: 2 }),
      newDelivery(1, { status: 302, failure: 'redirected' }),
    ];
    for (const delivery of [2, 0, 4, 1, 3].flatMap((index) => all[index] ?? []))
      await webhooks.log(key, delivery);
    assert.deepEqual(await webhooks.deliveries({ ...key, limit: 10 }), all);
    assert.deepEqual(await webhooks.deliveries({ ...key, limit: 1 }), all.slice(0, 1));
    const [first] = all;
    assert.ok(first);
    assert.deepEqual(await webhooks.deliveries({ ...key, before: first, limit: 2 }), all.slice(1, 3));
    assert.deepEqual(await webhooks.deliveries({ ...key, since: at(2), limit: 10 }), all.slice(0, 4));
    assert.deepEqual(await webhooks.deliveries({ ...key, taken: true, limit: 10 }), all.slice(0, 2));
    assert.deepEqual(await webhooks.deliveries({ ...key, taken: true, since: at(5), limit: 10 }), []);
    assert.deepEqual(await webhooks.deliveries({ site, id: 'whk_2', limit: 10 }), []);
  });

  test('a log is trimmed by time and by number', async ({ storage: { webhooks }, site }) => {
    const key = newWebhook(site);
    await webhooks.save(key, 0);
    for (let index = 0; index < 6; index += 1) await webhooks.log(key, newDelivery(index * hour));
    const left = async () => (await webhooks.deliveries({ ...key, limit: 10 })).map((one) => one.at);
    await webhooks.trim({ ...key, before: start, keep: 6 });
    assert.equal((await left()).length, 6);
    await webhooks.trim({ ...key, before: at(2 * hour), keep: 6 });
    assert.deepEqual(await left(), [at(5 * hour), at(4 * hour), at(3 * hour), at(2 * hour)]);
    await webhooks.trim({ ...key, before: start, keep: 2 });
    assert.deepEqual(await left(), [at(5 * hour), at(4 * hour)]);
    await webhooks.trim({ site, id: 'whk_2', before: at(9 * hour), keep: 0 });
    assert.equal((await left()).length, 2);
  });

  test('changing what was saved or read changes nothing stored', async ({ storage: { webhooks }, site }) => {
    const wanted = newWebhook(site, { types: ['sent'], disabled: { at: at(1), reason: 'failing' } });
    const given = structuredClone(wanted);
    await webhooks.save(given, 0);
    tamper(given);
    tamper(await webhooks.find(wanted));
    tamper(await webhooks.list(site));
    assert.deepEqual(await webhooks.find(wanted), stored(wanted));
  });
}
