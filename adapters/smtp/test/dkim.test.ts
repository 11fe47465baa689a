import { generateKeyPairSync } from 'node:crypto';
import { MessagingError, type Outgoing, type Vault } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { dkimRecord, loadDkimKey } from '../src/dkim/dkim.ts';
import { keyringName } from '../src/dkim/keyring.ts';
import { outgoing, registering, seen, sender, sending, testVault, validated } from './support/fixtures.ts';
import { mailServer, transportTo } from './support/opened.ts';
import { verified } from './support/receiver.ts';

const ready = (changes: Partial<Outgoing> = {}) => outgoing({ senderState: 'ready', ...changes });

describe('a mail of a validated sender passes DKIM with both keys, and DMARC', () => {
  const pdf = {
    filename: 'ü.pdf',
    contentType: 'application/pdf',
    content: Buffer.alloc(100_000, 7).toString('base64'),
  };
  it.each<[string, Partial<Outgoing>]>([
    ['in ASCII', {}],
    ['in UTF-8', { subject: 'Grüße 🎉', text: 'Grüße\n', to: { name: 'Zoë', address: 'zoe@example.org' } }],
    ['with text and HTML', { html: '<p>Grüße</p>\n' }],
    ['with an attachment', { html: '<p>Hi</p>', attachments: [pdf] }],
    ['with long lines', { text: 'x'.repeat(5000), subject: 'y'.repeat(400) }],
    ['with mixed line ends, dots and trailing space', { text: 'a\r\n.\nb\rc  \n..\t\n\n\n' }],
    ['with an empty body', { text: '' }],
  ])('%s', async (_what, changes) => {
    const vault = testVault();
    const server = await mailServer();
    const transport = transportTo(server);
    const records = await validated(transport.senders, vault);
    expect(await transport.send(ready(changes), sending({ vault }))).toMatchObject({ outcome: 'accepted' });
    const { signatures, dmarc } = await verified(server.mails[0], records);
    expect(signatures.map(({ result, domain }) => [result, domain])).toEqual([
      ['pass', 'acme.example'],
      ['pass', 'acme.example'],
    ]);
    expect(new Set(signatures.map(({ selector }) => selector)).size).toBe(2);
    expect(dmarc).toBe('pass');
  });
});

it('what a receiver acts upon is signed, one-click unsubscribing included', async () => {
  const vault = testVault();
  const server = await mailServer();
  const transport = transportTo(server);
  const records = await validated(transport.senders, vault);
  const headers = {
    'List-Unsubscribe': '<https://acme.example/u/1>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
  await transport.send(ready({ headers, replyTo: { address: 'help@acme.example' } }), sending({ vault }));
  const { signatures, signed } = await verified(server.mails[0], records);
  expect(signatures.map(({ result }) => result)).toEqual(['pass', 'pass']);
  expect(signed).toHaveLength(2);
  for (const fields of signed) {
    expect(fields).toEqual(
      expect.arrayContaining([
        ...['from', 'to', 'subject', 'date', 'message-id', 'reply-to', 'content-type', 'mime-version'],
        ...['list-unsubscribe', 'list-unsubscribe-post'],
      ]),
    );
  }
});

it('a mail signed twice is the same bytes', async () => {
  const vault = testVault();
  const server = await mailServer();
  const transport = transportTo(server);
  await validated(transport.senders, vault);
  for (const _ of [1, 2]) await transport.send(ready({ html: '<p>x</p>' }), sending({ vault }));
  expect(server.mails[0]?.raw).toEqual(server.mails[1]?.raw);
  expect(server.mails[0]?.raw.toString()).toContain('DKIM-Signature');
});

it('with one record gone the other key signs alone', async () => {
  const vault = testVault();
  const server = await mailServer();
  const transport = transportTo(server);
  const records = await validated(transport.senders, vault);
  const [gone, left] = records.filter(({ purpose }) => purpose === 'dkim');
  await transport.senders.checked(
    sender,
    seen(records, { [gone?.name ?? '']: 'failed' }),
    registering(vault),
  );
  await transport.send(ready(), sending({ vault }));
  const { signatures, dmarc } = await verified(
    server.mails[0],
    records.filter((record) => record !== gone),
  );
  expect(signatures.map(({ selector, result }) => [`${selector}._domainkey.acme.example`, result])).toEqual([
    [left?.name, 'pass'],
  ]);
  expect(dmarc).toBe('pass');
});

it('what another process does to the keys counts for the next mail', async () => {
  const vault = testVault();
  const server = await mailServer();
  const [here, there] = [transportTo(server), transportTo(server)];
  const send = async () => (await here.send(ready(), sending({ vault }))).outcome;
  await there.senders.register(sender, registering(vault));
  expect(await send()).toBe('rejected');
  await validated(there.senders, vault);
  expect(await send()).toBe('accepted');
  await there.senders.delete(sender, registering(vault));
  expect(await send()).toBe('rejected');
});

describe('a mail that must leave signed and cannot', () => {
  const kept = async (vault: Vault, change: (document: string) => string) => {
    await vault.update(keyringName('acme.example'), (current = '') => change(current));
  };
  const sendWith = async (vault: Vault, changes: Partial<Outgoing> = {}) => {
    const server = await mailServer();
    const result = await transportTo(server).send(ready(changes), sending({ vault }));
    return { result, mails: server.mails };
  };

  it('is rejected where no key is active', async () => {
    const vault = testVault();
    await transportTo({ port: 1 }).senders.register(sender, registering(vault));
    const { result, mails } = await sendWith(vault);
    expect(result).toMatchObject({
      outcome: 'rejected',
      failure: { class: 'sender', message: expect.stringContaining('No DKIM key of acme.example is active') },
    });
    expect(mails).toEqual([]);
  });

  it('leaves unsigned only where the sender is not validated yet: the code mail', async () => {
    const vault = testVault();
    const { result, mails } = await sendWith(vault, { senderState: 'unready' });
    expect(result).toMatchObject({ outcome: 'accepted' });
    expect(mails[0]?.raw.toString()).not.toContain('DKIM-Signature');
  });

  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  it.each<[string, (document: string) => string]>([
    ['is no JSON', () => 'BEGIN PRIVATE KEY hush'],
    ['is of another form', () => '{"version":2}'],
    ['holds a damaged key', (document) => document.replace('MII', 'hush')],
    [
      'holds a key of a kind that DKIM does not know',
      (document) => document.replace(/-----BEGIN[^"]+/, JSON.stringify(curve).slice(1, -1)),
    ],
    [
      'holds a short key',
      (document) => document.replace(/-----BEGIN[^"]+/, JSON.stringify(short).slice(1, -1)),
    ],
  ])('pauses the channel where the keyring %s', async (_what, change) => {
    const vault = testVault();
    await validated(transportTo({ port: 1 }).senders, vault);
    await kept(vault, change);
    const { result, mails } = await sendWith(vault);
    expect(result).toMatchObject({ outcome: 'paused', failure: { class: 'configuration' } });
    expect(JSON.stringify(result)).not.toMatch(/hush|MII/);
    expect(mails).toEqual([]);
  });

  it('waits where the vault cannot be read, and pauses where it opens no more', async () => {
    const vault = testVault();
    const failing = (error: Error): Vault => ({ ...vault, read: () => Promise.reject(error) });
    expect((await sendWith(failing(new Error('database is away')))).result).toMatchObject({
      outcome: 'retry',
      failure: { class: 'temporary' },
    });
    const sealed = new MessagingError('invalid_config', 'Stored secrets cannot be opened');
    expect((await sendWith(failing(sealed))).result).toMatchObject({
      outcome: 'paused',
      failure: { class: 'configuration' },
    });
  });
});

it('a key is published as RFC 6376 wants it', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  expect(dkimRecord(loadDkimKey(pem))).toBe(`v=DKIM1; k=rsa; p=${spki}`);
});
