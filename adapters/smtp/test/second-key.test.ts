import { createPrivateKey } from 'node:crypto';
import type { ExpectedRecord, Outgoing, Vault } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { dkimRecord } from '../src/dkim/dkim.ts';
import type { OwnDkim } from '../src/index.ts';
import { outgoing, registering, seen, sender, sending, testVault, validated } from './support/fixtures.ts';
import { mailServer, transportTo } from './support/opened.ts';
import { verified } from './support/receiver.ts';

const edwards: OwnDkim = { second: 'ed25519' };
const ready = (changes: Partial<Outgoing> = {}) => outgoing({ senderState: 'ready', ...changes });
const dkimOf = (records: readonly ExpectedRecord[]) => records.filter(({ purpose }) => purpose === 'dkim');
const typesOf = (records: readonly ExpectedRecord[]) =>
  dkimOf(records).map(({ value }) => /k=(\w+);/.exec(value)?.[1]);

/** One mail by a transport with this option, as a receiver sees it: the algorithm and verdict of each signature, from the top. */
async function received(vault: Vault, records: readonly ExpectedRecord[], dkim: OwnDkim = {}) {
  const server = await mailServer();
  const result = await transportTo(server, { dkim }).send(ready(), sending({ vault }));
  if (result.outcome !== 'accepted') return result;
  const { signatures, dmarc } = await verified(server.mails[0], records);
  const algorithms = [...(server.mails[0]?.raw.toString().matchAll(/\ba=([\w-]+);/g) ?? [])].map(
    ([, a]) => a,
  );
  return { dmarc, signatures: signatures.map(({ result }, index) => `${algorithms[index]} ${result}`) };
}

const sendersWith = (dkim: OwnDkim) => transportTo({ port: 1 }, { dkim }).senders;

describe('a second key of Ed25519', () => {
  it('is asked for beside the RSA key, and its signature stands behind', async () => {
    const vault = testVault();
    const records = await validated(sendersWith(edwards), vault);
    expect(typesOf(records)).toEqual(['rsa', 'ed25519']);
    expect(dkimOf(records)[1]?.value).toMatch(/^v=DKIM1; k=ed25519; p=[\w+/]{43}=$/);
    expect(await received(vault, records, edwards)).toEqual({
      dmarc: 'pass',
      signatures: ['rsa-sha256 pass', 'ed25519-sha256 pass'],
    });
  });

  it('is not missed where its record is gone', async () => {
    const vault = testVault();
    const records = await validated(sendersWith(edwards), vault);
    const [, second] = dkimOf(records);
    const checks = seen(records, { [second?.name ?? '']: 'failed' });
    expect(await sendersWith(edwards).checked(sender, checks, registering(vault))).toBe(false);
    expect(await received(vault, records)).toEqual({ dmarc: 'pass', signatures: ['rsa-sha256 pass'] });
  });

  it('never signs alone: many receivers would take the mail for unsigned', async () => {
    const vault = testVault();
    const records = await validated(sendersWith(edwards), vault);
    const [first] = dkimOf(records);
    const checks = seen(records, { [first?.name ?? '']: 'failed' });
    expect(await sendersWith(edwards).checked(sender, checks, registering(vault))).toBe(false);
    expect(await received(vault, records)).toMatchObject({
      outcome: 'rejected',
      failure: { class: 'sender', message: expect.stringContaining('acme.example') },
    });
  });
});

describe('a sender with two RSA keys', () => {
  const passing = (types: readonly (string | undefined)[]) => types.map((type) => `${type}-sha256 pass`);

  it('keeps them where the option changes, and signs on', async () => {
    const vault = testVault();
    const records = await validated(sendersWith({}), vault);
    expect(await sendersWith(edwards).records(sender, registering(vault))).toEqual(records);
    expect(await sendersWith(edwards).checked(sender, seen(records), registering(vault))).toBe(true);
    expect(await received(vault, records, edwards)).toEqual({
      dmarc: 'pass',
      signatures: passing(['rsa', 'rsa']),
    });
  });

  it.each<[string, OwnDkim, OwnDkim, readonly string[]]>([
    ['moves by a rotation', {}, edwards, ['rsa', 'ed25519']],
    ['moves back by another', edwards, {}, ['rsa', 'rsa']],
  ])('%s', async (_what, from, to, types) => {
    const vault = testVault();
    const before = await validated(sendersWith(from), vault);
    await sendersWith(to).rotateKeys(sender, registering(vault));
    const during = await sendersWith(to).records(sender, registering(vault));
    expect(typesOf(during.filter(({ optional }) => optional))).toEqual(types);
    expect(await received(vault, before, to)).toEqual({
      dmarc: 'pass',
      signatures: passing(typesOf(before)),
    });

    expect(await sendersWith(to).checked(sender, seen(during), registering(vault))).toBe(true);
    const after = await sendersWith(to).records(sender, registering(vault));
    expect(typesOf(after)).toEqual(types);
    expect(await received(vault, after, to)).toEqual({ dmarc: 'pass', signatures: passing(types) });
  });
});

it('an Ed25519 key is published as RFC 8463 wants it: the one of its Appendix A.2', () => {
  const seed = Buffer.from('nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=', 'base64');
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const published = 'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
  expect(dkimRecord({ algorithm: 'ed25519', privateKey })).toBe(published);
});
