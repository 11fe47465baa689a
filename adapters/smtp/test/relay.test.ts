import { memory, memoryDns } from '@postern/memory';
import { Messaging } from 'postern';
import { isMessagingError } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { keyringName } from '../src/dkim/keyring.ts';
import type { RelayRecord, SmtpOptions } from '../src/index.ts';
import { outgoing, registering, sender, sending, testVault } from './support/fixtures.ts';
import { mailServer, relayTo, transportTo } from './support/opened.ts';

const key: RelayRecord = { type: 'CNAME', host: 'abc._domainkey', value: 'abc.dkim.relay.example' };
const returns: RelayRecord = { type: 'TXT', host: 'send', value: 'v=spf1 include:relay.example ~all' };

async function service(dkim: SmtpOptions['dkim'] & {}) {
  const server = await mailServer();
  const dns = memoryDns({ 'acme.example': { A: ['203.0.113.1'] } });
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    secret: 'a secret for tests, long enough to pass',
    ...memory(),
    ...{ dns, email: relayTo(server, { dkim }) },
  });
  await messaging.email.sender.create({
    name: 'Acme',
    address: 'hello@acme.example',
    confirmedByHost: { actor: 'deploy' },
  });
  const send = async () => {
    const { id } = await messaging.email.send({
      to: { address: 'ada@example.org' },
      subject: 'Hi',
      text: 'Hi',
    });
    await messaging.deliverDue();
    return (await messaging.email.get(id)).status;
  };
  return { server, dns, messaging, send };
}

describe('a server that signs by itself', () => {
  it('needs its own records and DMARC of a domain, and what leaves is not signed here', async () => {
    const { server, dns, messaging, send } = await service({ relay: [key, returns] });
    const { records } = await messaging.email.sender.domain();
    expect(records.map(({ purpose, type, name, value }) => [purpose, type, name, value])).toEqual([
      ['dkim', 'CNAME', 'abc._domainkey.acme.example', 'abc.dkim.relay.example'],
      ['ownership', 'TXT', 'send.acme.example', returns.value],
      ['dmarc', 'TXT', '_dmarc.acme.example', 'v=DMARC1; p=none;'],
    ]);
    expect((await messaging.email.sender.checkDomain()).validated).toBe(false);

    dns.set('abc._domainkey.acme.example', 'CNAME', ['abc.dkim.relay.example']);
    // The key itself, which is the relay's.
    dns.set('abc.dkim.relay.example', 'TXT', ['v=DKIM1; k=rsa; p=abc']);
    dns.set('send.acme.example', 'TXT', [returns.value]);
    dns.set('_dmarc.acme.example', 'TXT', ['v=DMARC1; p=none']);
    expect((await messaging.email.sender.checkDomain()).validated).toBe(true);
    expect(await send()).toBe('sent');
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]?.raw.toString()).not.toMatch(/^DKIM-Signature:/im);
  });

  it('may be asked for the records of each domain', async () => {
    const { senders } = relayTo(await mailServer(), {
      dkim: { relay: async (domain) => [{ ...key, value: `${domain}.relay.example` }] },
    });
    const records = await senders?.records(sender, registering(testVault()));
    expect(records?.[0]).toMatchObject({ value: 'acme.example.relay.example' });
  });

  it.each([
    ['throws', () => Promise.reject(new Error('key hush'))],
    ['answers no records', () => JSON.parse('[{"type":"MX"}]')],
  ])('that %s is a failure of the provider, without its words', async (_what, relay) => {
    const { senders } = relayTo(await mailServer(), { dkim: { relay } });
    const error = await senders?.records(sender, registering(testVault())).catch((thrown: unknown) => thrown);
    expect(isMessagingError(error) && error.code).toBe('sender_provider_failed');
    expect(JSON.stringify(error) + String(error)).not.toContain('hush');
  });

  it('has no keys to replace, and forgets those from before it signed', async () => {
    const { messaging } = await service({ relay: [key] });
    await expect(messaging.email.sender.rotateKeys()).rejects.toMatchObject({ code: 'unsupported' });

    const vault = testVault();
    const server = await mailServer();
    await transportTo(server).senders.register(sender, registering(vault));
    expect(await vault.read(keyringName(sender.domain))).toBeDefined();
    await relayTo(server, { dkim: { relay: [key] } }).senders?.delete(sender, registering(vault));
    expect(await vault.read(keyringName(sender.domain))).toBeUndefined();
  });
});

describe('a mail catcher, or a relay whose domain is set up elsewhere', () => {
  it('needs no records: a sender that the host trusts is ready at once', async () => {
    const { server, messaging, send } = await service('relay');
    expect((await messaging.email.overview()).sender?.ready).toBe(true);
    expect((await messaging.email.sender.domain()).records).toEqual([]);
    expect(await send()).toBe('sent');
    expect(server.mails[0]?.raw.toString()).not.toMatch(/^DKIM-Signature:/im);
  });

  it('takes the code mail too', async () => {
    const server = await mailServer();
    const relay = relayTo(server, { dkim: 'relay' });
    const mail = outgoing({ senderState: 'ready' });
    expect(await relay.send(mail, sending())).toMatchObject({ outcome: 'accepted' });
  });
});
