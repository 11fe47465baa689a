import { isMessagingError, type RecordCheck } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { keyringName } from '../src/dkim/keyring.ts';
import { smtp } from '../src/index.ts';
import {
  now,
  outgoing,
  registering,
  seen,
  sender,
  sending,
  testVault,
  validated,
} from './support/fixtures.ts';
import { mailServer, transportTo } from './support/opened.ts';
import { verified } from './support/receiver.ts';

const { senders } = smtp({ host: 'mail.acme.example' });
const day = 86_400_000;
const later = (days: number) => new Date(now.getTime() + days * day);
const required = (records: readonly { optional?: boolean }[]) => records.filter(({ optional }) => !optional);

describe('the records of a domain', () => {
  it('are the ownership, two DKIM keys and a DMARC suggestion, each with a name of its own', async () => {
    const records = await senders.records(sender, registering(testVault()));
    expect(records.map(({ purpose, type }) => `${purpose} ${type}`)).toEqual([
      'ownership TXT',
      'dkim TXT',
      'dkim TXT',
      'dmarc TXT',
    ]);
    const [ownership, first, second, dmarc] = records;
    expect(ownership?.name).toMatch(/^_postern-[a-z0-9]{6}\.acme\.example$/);
    expect(ownership?.value).toMatch(/^postern-verification=[\w-]{32}$/);
    expect(first?.name).toMatch(/^postern1-[a-z0-9]{6}\._domainkey\.acme\.example$/);
    expect(second?.name).toMatch(/^postern2-[a-z0-9]{6}\._domainkey\.acme\.example$/);
    // RSA-2048 in base64: 392 characters.
    expect(first?.value).toMatch(/^v=DKIM1; k=rsa; p=[\w+/]{391,392}={0,2}$/);
    expect(first?.value).not.toBe(second?.value);
    expect(dmarc).toEqual({
      purpose: 'dmarc',
      type: 'TXT',
      name: '_dmarc.acme.example',
      value: 'v=DMARC1; p=none;',
    });
  });

  it('are the same at every call, and for callers at one time', async () => {
    const vault = testVault();
    const [first, second] = await Promise.all([
      senders.records(sender, registering(vault)),
      senders.records(sender, registering(vault)),
    ]);
    await senders.register(sender, registering(vault, later(1)));
    expect(second).toEqual(first);
    expect(await senders.records(sender, registering(vault, later(1)))).toEqual(first);
  });

  it('of two sites that share a domain have nothing but DMARC in common', async () => {
    const of = async (site: string) =>
      (await senders.records(sender, registering(testVault(site)))).map(({ name }) => name);
    const [one, other] = [await of('one'), await of('other')];
    expect(one.filter((name) => other.includes(name))).toEqual(['_dmarc.acme.example']);
  });

  it('use the selector prefix and the DMARC record of the options', async () => {
    const own = smtp({
      host: 'h.example',
      dkim: { selectorPrefix: 'mail-x' },
      dmarc: 'v=DMARC1; p=reject; rua=mailto:d@acme.example',
    });
    const records = await own.senders.records(sender, registering(testVault()));
    expect(records[1]?.name).toMatch(/^mail-x1-/);
    expect(records.at(-1)?.value).toBe('v=DMARC1; p=reject; rua=mailto:d@acme.example');
  });
});

describe('a check of the domain', () => {
  it.each([0, 1, 2, 3])('validates only where every record passed (%i failed)', async (failing) => {
    const vault = testVault();
    const records = await senders.records(sender, registering(vault));
    const but = { [records[failing]?.name ?? '']: 'failed' } as const;
    expect(await senders.checked(sender, seen(records, but), registering(vault))).toBe(false);
    expect(await senders.checked(sender, seen(records), registering(vault))).toBe(true);
  });

  it('concludes nothing from what it did not see', async () => {
    const vault = testVault();
    const records = await validated(senders, vault);
    const [, first] = records;
    const unseen: readonly RecordCheck[] = seen(records, { [first?.name ?? '']: 'unknown' });
    expect(await senders.checked(sender, unseen, registering(vault))).toBe(false);
    expect(await senders.checked(sender, [], registering(vault))).toBe(false);
    const server = await mailServer();
    await transportTo(server).send(outgoing({ senderState: 'ready' }), sending({ vault }));
    expect((await verified(server.mails[0], records)).signatures).toHaveLength(2);
  });

  it('of a sender that was removed is false, and brings nothing back', async () => {
    const vault = testVault();
    const records = await validated(senders, vault);
    await senders.delete(sender, registering(vault));
    await senders.delete(sender, registering(vault));
    expect(await senders.checked(sender, seen(records), registering(vault))).toBe(false);
    expect(await vault.read(keyringName('acme.example'))).toBeUndefined();
    const again = await senders.records(sender, registering(vault));
    expect(again[1]?.value).not.toBe(records[1]?.value);
  });
});

describe('a rotation of the keys', () => {
  it('shows new records beside the present ones, which go on signing and deciding', async () => {
    const vault = testVault();
    const before = await validated(senders, vault);
    await senders.rotateKeys(sender, registering(vault));
    const during = await senders.records(sender, registering(vault));
    expect(required(during)).toEqual(before);
    const added = during.filter(({ optional }) => optional);
    expect(added.map(({ purpose }) => purpose)).toEqual(['dkim', 'dkim']);
    expect(added[0]?.oldValues).toEqual(
      before.filter(({ purpose }) => purpose === 'dkim').map(({ value }) => value),
    );

    const missing = Object.fromEntries(added.map(({ name }) => [name, 'failed' as const]));
    expect(await senders.checked(sender, seen(during, missing), registering(vault))).toBe(true);
    const server = await mailServer();
    await transportTo(server).send(outgoing({ senderState: 'ready' }), sending({ vault }));
    expect((await verified(server.mails[0], before)).dmarc).toBe('pass');
  });

  it('goes on where it is asked for again, and waits for both new records', async () => {
    const vault = testVault();
    await validated(senders, vault);
    await senders.rotateKeys(sender, registering(vault));
    const during = await senders.records(sender, registering(vault));
    await senders.rotateKeys(sender, registering(vault));
    const half = { [during.find(({ optional }) => optional)?.name ?? '']: 'failed' } as const;
    expect(await senders.checked(sender, seen(during, half), registering(vault))).toBe(true);
    expect(await senders.records(sender, registering(vault))).toEqual(during);
  });

  it('changes over when the new records pass, and forgets the old keys after a week', async () => {
    const vault = testVault();
    const before = await validated(senders, vault);
    await senders.rotateKeys(sender, registering(vault));
    const during = await senders.records(sender, registering(vault));
    expect(await senders.checked(sender, seen(during), registering(vault, later(1)))).toBe(true);

    const after = await senders.records(sender, registering(vault));
    const names = (of: readonly { name: string }[]) => of.map(({ name }) => name);
    expect(names(after)).toEqual(
      [before[0], ...during.filter(({ optional }) => optional), before.at(-1)].map((one) => one?.name),
    );
    expect(after.every(({ optional }) => !optional)).toBe(true);
    expect(after[1]?.oldValues).toEqual([before[1]?.value, before[2]?.value]);

    const server = await mailServer();
    await transportTo(server).send(outgoing({ senderState: 'ready' }), sending({ vault }));
    const { signatures } = await verified(server.mails[0], after);
    expect(signatures.map(({ selector, result }) => [`${selector}._domainkey.acme.example`, result])).toEqual(
      after.filter(({ purpose }) => purpose === 'dkim').map(({ name }) => [name, 'pass']),
    );

    await senders.checked(sender, seen(after), registering(vault, later(9)));
    expect((await senders.records(sender, registering(vault))).some(({ oldValues }) => oldValues)).toBe(
      false,
    );
  });

  it('before any key was published replaces them at once', async () => {
    const vault = testVault();
    const before = await senders.records(sender, registering(vault));
    await senders.rotateKeys(sender, registering(vault));
    const after = await senders.records(sender, registering(vault));
    expect(after).toHaveLength(4);
    expect(required(after)).toHaveLength(4);
    expect(after[1]?.name).not.toBe(before[1]?.name);
    expect(await senders.checked(sender, seen(after), registering(vault))).toBe(true);
  });
});

it('the code is ours to send, from the sender of the options where there is one', () => {
  const codeSender = { name: 'Acme accounts', address: 'accounts@acme.example' };
  expect(senders).toMatchObject({ codeSentBy: 'us' });
  expect(senders.codeSender).toBeUndefined();
  expect(smtp({ host: 'h.example', codeSender }).senders.codeSender).toEqual(codeSender);
});

it('keys that cannot be read are an error of the set-up that quotes none of them', async () => {
  const vault = testVault();
  await vault.update(keyringName('acme.example'), () => 'BEGIN PRIVATE KEY hush');
  const error = await senders.records(sender, registering(vault)).catch((reason: unknown) => reason);
  expect(isMessagingError(error) && error.code).toBe('sender_provider_failed');
  expect(String(error)).not.toContain('hush');
  expect(error).not.toHaveProperty('cause');
});

it('keys are sealed in the vault under the site and the domain', async () => {
  const vault = testVault();
  await senders.register(sender, registering(vault));
  expect(await vault.read('smtp/dkim/acme.example')).toContain('BEGIN PRIVATE KEY');
});
