import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { beforeEach, describe, expect, it } from 'vitest';

describe('a sender’s signature', () => {
  let t: TestMessaging;
  const sender = () => t.messaging.email.sender;

  beforeEach(async () => {
    t = await testMessaging({ site: { id: 'acme', name: 'Acme' }, sites: [{ id: 'shop', name: 'Shop' }] });
  });

  it('is its HTML with the text made of it, or what was given', async () => {
    expect((await sender().get()).signature).toBeUndefined();
    const html = '<p><b>Acme</b><br><a href="https://acme.example/">Our shop</a></p>';
    expect((await sender().setSignature({ html })).signature).toEqual({
      html,
      text: 'Acme\nOur shop [https://acme.example/]',
    });
    await sender().setSignature({ html, text: '\r\nAcme\r\n  Shop \r\n' });
    expect((await sender().get()).signature).toEqual({ html, text: 'Acme\n  Shop' });
    await sender().setSignature({ text: 'Acme' });
    expect((await sender().get()).signature).toEqual({ text: 'Acme' });
    await sender().setSignature(null);
    expect((await sender().get()).signature).toBeUndefined();
  });

  it('has to say something, and not more than 20,000 characters', async () => {
    const kept = { text: 'a'.repeat(20_000) };
    await sender().setSignature(kept);
    const wrong = [
      {},
      { text: ' \n' },
      { html: '<p> </p>' },
      { html: '<img src="https://acme.example/a.png">' },
    ];
    for (const input of [...wrong, { text: 'a'.repeat(20_001) }, { html: 'a'.repeat(20_001) }])
      await expect(sender().setSignature(input)).rejects.toMatchObject({ code: 'invalid_argument' });
    expect((await sender().get()).signature).toEqual(kept);
  });

  it('is the sender’s own, of its site, and stays with another name', async () => {
    const { senders } = t.messaging.email;
    t.dns.set('acme.example', 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
    const { address } = await sender().get();
    t.dns.set(address.split('@')[1] ?? '', 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
    await senders.named('billing').create({
      ...{ name: 'Billing', address: 'billing@acme.example' },
      confirmedByHost: { actor: 'deploy' },
    });
    await senders.named('billing').setSignature({ text: 'Billing' });
    await sender().update({ name: 'Acme Ltd' });
    const all = await senders.list();
    expect(all.map(({ key, signature }) => [key, signature?.text])).toEqual([
      ['default', undefined],
      ['billing', 'Billing'],
    ]);
    await senders.named('billing').update({ name: 'Acme Billing' });
    expect((await senders.named('billing').get()).signature).toEqual({ text: 'Billing' });
    const other = t.messaging.forSite('shop').email.senders.named('billing');
    await expect(other.setSignature({ text: 'Mine' })).rejects.toMatchObject({ code: 'sender_not_found' });
  });

  it('is changed without asking a provider, as an event and an entry of the list of changes', async () => {
    const updated: unknown[] = [];
    t.messaging.on('sender.updated', ({ sender: { signature } }) => updated.push(signature?.text));
    await sender().setSignature({ text: 'Acme' }, { actor: 'jo' });
    expect(updated).toEqual(['Acme']);
    const { items } = await t.messaging.audit.list({ action: 'sender.signature_changed' });
    expect(items).toMatchObject([{ actor: 'jo', subject: 'default', channel: 'email' }]);
    expect(JSON.stringify(items)).not.toContain('"Acme"');
  });

  it('is in no mail by itself', async () => {
    await sender().setSignature({ html: '<p>Signed</p>' });
    await t.messaging.email.send({
      to: { address: 'jo@customer.example' },
      subject: 'Hi',
      html: '<p>Hi</p>',
    });
    await t.deliverAll();
    expect(t.sent.at(-1)).toMatchObject({ text: 'Hi', html: '<p>Hi</p>' });
  });
});
