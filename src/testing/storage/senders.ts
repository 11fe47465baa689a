import assert from 'node:assert/strict';
import type { SenderRecord } from '../../interfaces/storage/senders.ts';
import { createId } from '../../model/ids.ts';
import { at, minute, start, tamper } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

export function newSender(site: string, overrides: Partial<SenderRecord> = {}): SenderRecord {
  return {
    id: createId('snd', start),
    site,
    channel: 'email',
    key: 'default',
    byDefault: true,
    kind: 'address',
    name: 'Acme',
    address: 'hello@acme.example',
    domain: 'acme.example',
    createdAt: start,
    revision: 1,
    ...overrides,
  };
}

/** Every field there is. */
export const full = {
  addressValidatedAt: at(1),
  addressValidatedBy: 'host',
  addressConfirmedBy: 'deploy',
  domainValidatedAt: at(2),
  domainCheckedAt: at(3),
  providerId: 'p-1',
  signature: { html: '<p>Acme “GmbH”<br>\\ ä</p>', text: 'Acme “GmbH”\n\\ ä' },
  transport: 'first',
  standings: {
    second: {
      providerId: 'p-2',
      addressValidatedAt: at(4),
      addressValidatedBy: 'provider',
      domainValidatedAt: at(5),
      domainCheckedAt: at(6),
      domainChecks: [
        {
          purpose: 'ownership',
          type: 'TXT',
          name: 'acme.example',
          value: '2026-11-01T00:00:00.000Z',
          status: 'passed',
          diagnostics: [],
        },
      ],
    },
    'a third, "ä"': { pending: true, addressConfirmedBy: '2026-11-01T00:00:00.000Z' },
  },
  domainChecks: [
    {
      purpose: 'dkim',
      type: 'TXT',
      name: 'k1._domainkey.acme.example',
      value: 'v=DKIM1; p=AAAA',
      oldValues: ['v=DKIM1; p=BBBB'],
      status: 'failed',
      diagnostics: [
        {
          code: 'truncated',
          severity: 'error',
          message: '3 of 9 characters',
          params: { got: 3, zone: 'ä"\\' },
        },
      ],
    },
  ],
} as const satisfies Partial<SenderRecord>;

export function senderTests(test: StorageTest): void {
  test('a sender is stored exactly as it was given', async ({ storage: { senders }, site }) => {
    const sender = newSender(site, full);
    assert.equal(await senders.find(site, 'email'), undefined);
    assert.equal(await senders.insert(sender), true);
    assert.deepEqual(await senders.find(site, 'email'), sender);
  });

  test('a site has one sender by default in each channel', async ({ storage: { senders }, site }) => {
    const first = newSender(site);
    const sms = newSender(site, { channel: 'sms', kind: 'alphanumeric', address: 'Acme' });
    const foreign = newSender(`${site}.2`);
    assert.equal(await senders.insert(first), true);
    assert.equal(await senders.insert(newSender(site, { name: 'Other' })), false);
    assert.equal(await senders.insert(newSender(site, { key: 'other' })), false);
    assert.equal(await senders.insert(sms), true);
    assert.equal(await senders.insert(foreign), true);
    assert.deepEqual(await senders.find(site, 'email'), first);
    assert.deepEqual(await senders.find(site, 'sms'), sms);
    assert.deepEqual(await senders.find(`${site}.2`, 'email'), foreign);
    assert.equal(await senders.find(`${site}.`, 'email'), undefined);
  });

  test('of concurrent inserts one succeeds', async ({ storage: { senders }, site }) => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => senders.insert(newSender(site))));
    assert.equal(answers.filter(Boolean).length, 1);
  });

  test('an update changes the fields given, clears those given as null and counts the revision', async ({
    storage: { senders },
    site,
  }) => {
    const {
      providerId: _providerId,
      domainChecks: _domainChecks,
      transport: _transport,
      standings: _standings,
      signature: _signature,
      ...sender
    } = newSender(site, full);
    await senders.insert({ ...sender, ...full });
    const cleared = {
      providerId: null,
      domainChecks: null,
      transport: null,
      standings: null,
      signature: null,
    };
    const patch = { name: 'Acme Inc.', domainCheckedAt: at(minute), ...cleared };
    const wanted = { ...sender, name: 'Acme Inc.', domainCheckedAt: at(minute), revision: 2 };
    assert.deepEqual(await senders.update(sender, patch), wanted);
    assert.deepEqual(await senders.find(site, 'email'), wanted);
    const { domainChecks, transport, standings, signature } = full;
    const back = await senders.update(wanted, { domainChecks, transport, standings, signature });
    assert.deepEqual(back, { ...wanted, domainChecks, transport, standings, signature, revision: 3 });
  });

  test('an update of another revision, sender, channel or site changes nothing', async ({
    storage: { senders },
    site,
  }) => {
    const sender = newSender(site);
    await senders.insert(sender);
    const patch = { name: 'Other' };
    for (const wrong of [
      { revision: 0 },
      { revision: 2 },
      { id: `${sender.id}0` },
      { channel: 'sms' },
      { site: `${site}.2` },
    ] as const) {
      assert.equal(await senders.update({ ...sender, ...wrong }, patch), undefined);
    }
    assert.deepEqual(await senders.find(site, 'email'), sender);
  });

  test('of concurrent updates of one revision one succeeds', async ({ storage: { senders }, site }) => {
    const sender = newSender(site);
    await senders.insert(sender);
    const names = Array.from({ length: 8 }, (_, index) => `Name ${index}`);
    const answers = await Promise.all(names.map((name) => senders.update(sender, { name })));
    const [updated, ...others] = answers.filter((answer) => answer !== undefined);
    assert.deepEqual(others, []);
    assert.deepEqual(await senders.find(site, 'email'), updated);
    assert.equal(updated?.revision, 2);
  });

  test('a deleted sender is gone, once, and leaves room for another', async ({
    storage: { senders },
    site,
  }) => {
    const sender = newSender(site);
    await senders.insert(sender);
    assert.equal(await senders.delete(`${site}.2`, 'email', sender.id), false);
    assert.equal(await senders.delete(site, 'sms', sender.id), false);
    assert.equal(await senders.delete(site, 'email', `${sender.id}0`), false);
    assert.deepEqual(await senders.find(site, 'email'), sender);
    assert.equal(await senders.delete(site, 'email', sender.id), true);
    assert.equal(await senders.delete(site, 'email', sender.id), false);
    assert.equal(await senders.find(site, 'email'), undefined);
    assert.equal(await senders.update(sender, { name: 'Other' }), undefined);
    assert.equal(await senders.insert(newSender(site)), true);
  });

  test('changing what was given or read changes nothing stored', async ({ storage: { senders }, site }) => {
    const wanted = newSender(site, full);
    const given = structuredClone(wanted);
    await senders.insert(given);
    tamper(given);
    tamper(await senders.find(site, 'email'));
    assert.deepEqual(await senders.find(site, 'email'), wanted);
    const patch = structuredClone({ domainChecks: full.domainChecks ?? null, domainValidatedAt: at(9) });
    tamper(await senders.update(wanted, patch));
    tamper(patch);
    const { domainChecks, domainValidatedAt } = (await senders.find(site, 'email')) ?? {};
    assert.deepEqual(domainChecks, full.domainChecks);
    assert.deepEqual(domainValidatedAt, at(9));
  });
}
