import { memoryRegistry } from '@postern/memory';
import { describe, expect, it } from 'vitest';
import { acme, several } from './support/two-transports.ts';

describe('a sender that the provider mails a code', () => {
  const registry = memoryRegistry({ codeSentBy: 'provider' });
  const site = several({ brevo: registry });
  const code = () => registry.mailedCode(acme.address) ?? '';

  it('is created without a mail of ours, and confirmed by the provider’s code', async () => {
    const created = await site.sender.create(acme);
    expect(created).toMatchObject({
      code: { sentBy: 'provider', sent: true, open: false },
      transports: [{ transport: 'brevo', codeSentBy: 'provider', addressValidated: false, inPlace: false }],
    });
    await site.messaging.deliverDue();
    expect(site.transport('brevo').sent).toEqual([]);
    await expect(site.sender.confirm('000000')).rejects.toMatchObject({ code: 'code_wrong' });
    expect(site.events).toEqual([]);
    expect(await site.sender.confirm(code())).toMatchObject({
      addressValidated: true,
      addressValidatedBy: 'provider',
      missing: ['validate_domain'],
    });
    expect(site.events).toEqual(['sender.address_validated']);
  });

  it('is mailed another where the provider has a call for that', async () => {
    await site.sender.update({ address: 'news@acme.example' });
    const first = registry.mailedCode('news@acme.example');
    expect(await site.sender.sendCode()).toMatchObject({ sentBy: 'provider', sent: true });
    expect(registry.mailedCode('news@acme.example')).not.toBe(first);
    const fixed = Object.assign(memoryRegistry({ codeSentBy: 'provider', resends: false }), {
      rotateKeys: undefined,
    });
    const once = several({ brevo: fixed });
    expect(await once.sender.create(acme)).toMatchObject({
      transports: [{ resends: false, rotatesKeys: false }],
    });
    await expect(once.sender.sendCode()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('is taken without its code once the provider says so, as on a domain that it knows', async () => {
    const before = registry.calls.length;
    expect(await site.sender.checkAddress()).toMatchObject({ addressValidated: false });
    expect(registry.calls.slice(before)).toEqual(['addressValidated']);
    registry.accept('news@acme.example');
    await site.publish('brevo');
    await site.sender.checkDomain();
    expect(await site.sender.get()).toMatchObject({ ready: true, addressValidatedBy: 'provider' });
  });

  it('says what the provider’s failure was, and records nothing', async () => {
    const failing = memoryRegistry({ codeSentBy: 'provider' });
    const other = several({ brevo: failing });
    failing.fail('sender_provider_failed');
    await expect(other.sender.create(acme)).rejects.toMatchObject({ code: 'sender_provider_failed' });
    expect(await other.sender.find()).toBeUndefined();
    failing.fail();
    await other.sender.create(acme);
    failing.fail('sender_refused');
    await expect(other.sender.confirm('100001')).rejects.toMatchObject({ code: 'sender_refused' });
    await expect(other.sender.checkAddress()).rejects.toMatchObject({ code: 'sender_refused' });
    await expect(other.sender.delete()).rejects.toMatchObject({ code: 'sender_refused' });
    expect(await other.sender.get()).toMatchObject(acme);
  });
});

describe('a sender that the provider mails a link', () => {
  const registry = memoryRegistry({ codeSentBy: 'link' });
  const site = several({ postmark: registry });

  it('is confirmed once the link was followed', async () => {
    expect(await site.sender.create(acme)).toMatchObject({
      code: { sentBy: 'link', sent: true, open: false },
    });
    expect(await site.sender.checkAddress()).toMatchObject({ addressValidated: false });
    await expect(site.sender.confirm('123456')).rejects.toMatchObject({ code: 'unsupported' });
    await expect(site.sender.confirmByHost({ actor: 'ci' })).rejects.toMatchObject({ code: 'unsupported' });
    await site.sender.sendCode();
    expect(registry.calls).toContain('resend');
    registry.accept(acme.address);
    expect(await site.sender.checkAddress()).toMatchObject({ addressValidated: true });
    expect(site.events).toEqual(['sender.address_validated']);
    const asked = registry.calls.length;
    await site.sender.checkAddress();
    expect(registry.calls).toHaveLength(asked);
    expect(site.events).toHaveLength(1);
  });

  it('sends once its domain is in place', async () => {
    await site.publish('postmark');
    registry.agrees = false;
    expect(await site.sender.checkDomain()).toMatchObject({ validated: false });
    registry.agrees = true;
    expect(await site.sender.checkDomain()).toMatchObject({ validated: true });
    await site.messaging.email.send({ to: { address: 'jo@example.org' }, subject: 'Hi', text: 'x' });
    await site.messaging.deliverDue();
    expect(site.transport('postmark').sent).toHaveLength(1);
    expect(site.errors).toEqual([]);
  });
});

it('checkAddress() asks nobody where a code of ours confirms', async () => {
  const registry = memoryRegistry({ codeSentBy: 'us' });
  const site = several({ smtp: registry });
  await site.sender.create(acme);
  const asked = registry.calls.length;
  expect(await site.sender.checkAddress()).toMatchObject({ addressValidated: false });
  expect(registry.calls).toHaveLength(asked);
});
