import { memoryRegistry } from '@postern/memory';
import { beforeEach, describe, expect, it } from 'vitest';
import { acme, several } from './support/two-transports.ts';

const open = () => {
  const smtp = memoryRegistry({ codeSentBy: 'us', name: 'smtp' });
  const brevo = memoryRegistry({ codeSentBy: 'provider', name: 'brevo' });
  return { smtp, brevo, ...several({ smtp, brevo }) };
};
let t: ReturnType<typeof open>;

beforeEach(() => {
  t = open();
});

const stand = async () =>
  Object.fromEntries(
    (await t.sender.get()).transports.map(({ transport, addressValidated, domainValidated, inPlace }) => [
      transport,
      [addressValidated && 'address', domainValidated && 'domain', inPlace && 'in place'].filter(Boolean),
    ]),
  );
const all = ['address', 'domain', 'in place'];

/** Our code, as its reader sees it. */
async function ourCode(by = 'smtp'): Promise<string> {
  await t.messaging.deliverDue();
  return /\b\d{6}\b/.exec(t.transport(by).sent.at(-1)?.text ?? '')?.[0] ?? '';
}

async function setUpAll(): Promise<void> {
  await t.sender.create(acme);
  await t.sender.confirm(await ourCode());
  await t.sender.confirm(t.brevo.mailedCode(acme.address) ?? '', { transport: 'brevo' });
  await t.publish('smtp', 'brevo');
  await t.sender.checkDomain();
}

describe('a sender of several transports', () => {
  it('is registered with each, and ready by the first alone', async () => {
    await t.sender.create(acme);
    expect([t.smtp.calls, t.brevo.calls]).toEqual([['register'], ['register']]);
    expect(await stand()).toEqual({ smtp: [], brevo: [] });
    await t.sender.confirm(await ourCode());
    expect(await stand()).toEqual({ smtp: ['address'], brevo: [] });
    await t.publish('smtp');
    expect(await t.sender.checkDomain()).toMatchObject({
      validated: true,
      transports: [
        { transport: 'smtp', inPlace: true },
        { transport: 'brevo', inPlace: false },
      ],
    });
    expect(await t.sender.get()).toMatchObject({ ready: true, missing: [] });
    expect(t.events).toEqual(['sender.address_validated', 'sender.domain_validated']);
    await t.sender.confirm(t.brevo.mailedCode(acme.address) ?? '', { transport: 'brevo' });
    await t.publish('brevo');
    await t.sender.checkDomain();
    expect(await stand()).toEqual({ smtp: all, brevo: all });
    expect(t.events).toHaveLength(2);
  });

  it('lists the records of each under its name, and one DMARC record for all', async () => {
    await t.sender.create(acme);
    const { records } = await t.sender.domain();
    expect(records.map(({ transport, purpose }) => `${transport} ${purpose}`)).toEqual([
      ...['smtp ownership', 'smtp dkim', 'smtp dmarc'],
      ...['brevo ownership', 'brevo dkim', 'brevo dmarc'],
    ]);
    const dmarc = records.filter(({ purpose }) => purpose === 'dmarc');
    expect(new Set(dmarc.map(({ name, value }) => `${name} ${value}`)).size).toBe(1);
  });

  it('is checked by one pass over DNS, and each registry is told of its own records only', async () => {
    await t.sender.create(acme);
    const asked: string[] = [];
    const resolve = t.dns.resolve.bind(t.dns);
    t.dns.resolve = (name, type, options) => {
      asked.push(`${type} ${name}`);
      return resolve(name, type, options);
    };
    const told: string[][] = [];
    for (const registry of [t.smtp, t.brevo]) {
      const checked = registry.checked.bind(registry);
      registry.checked = (sender, checks, context) => {
        told.push(checks.map(({ name, status }) => `${name.split('.')[0]} ${status}`));
        return checked(sender, checks, context);
      };
    }
    await t.publish('smtp');
    const { records } = await t.sender.checkDomain();
    expect(told).toEqual([
      ['_smtp passed', 'smtp1 passed', '_dmarc passed'],
      ['_brevo failed', 'brevo1 failed', '_dmarc passed'],
    ]);
    expect(asked.filter((question) => question === 'TXT _dmarc.acme.example')).toHaveLength(1);
    expect(records.map(({ status }) => status)).toEqual([
      ...['passed', 'passed', 'passed'],
      ...['failed', 'failed', 'passed'],
    ]);
    expect(await t.sender.domain()).toMatchObject({ records });
  });

  it('keeps with each what DNS left open there', async () => {
    await setUpAll();
    t.dns.fail('_brevo.acme.example', 'ETIMEOUT');
    t.dns.remove('_smtp.acme.example');
    const asked = t.brevo.calls.filter((call) => call === 'checked').length;
    expect(await t.sender.checkDomain()).toMatchObject({ validated: false });
    expect(await stand()).toEqual({ smtp: ['address'], brevo: all });
    expect(t.brevo.calls.filter((call) => call === 'checked')).toHaveLength(asked);
    expect(t.events.at(-1)).toBe('sender.domain_lost');
  });

  it('names the transports there are where another is asked for', async () => {
    await t.sender.create(acme);
    const ses = { transport: 'ses' };
    const refusal = { code: 'invalid_argument', message: expect.stringContaining('"smtp", "brevo"') };
    await expect(t.sender.confirm('123456', ses)).rejects.toMatchObject(refusal);
    await expect(t.sender.sendCode(ses)).rejects.toMatchObject(refusal);
    await expect(t.sender.checkAddress(ses)).rejects.toMatchObject(refusal);
    await expect(t.sender.rotateKeys(ses)).rejects.toMatchObject(refusal);
  });

  it('has codes, links and keys of others by their names', async () => {
    await t.sender.create(acme);
    const before = t.brevo.mailedCode(acme.address);
    expect(await t.sender.sendCode({ transport: 'brevo' })).toMatchObject({ sent: true });
    expect(t.brevo.mailedCode(acme.address)).not.toBe(before);
    const { records } = await t.sender.rotateKeys({ transport: 'brevo' });
    expect(records.filter(({ optional }) => optional)).toMatchObject([{ transport: 'brevo' }]);
  });

  it('is confirmed by one code of ours for all that leave it to us', async () => {
    const ours = memoryRegistry({ codeSentBy: 'us', name: 'other' });
    Object.assign(t, several({ smtp: t.smtp, other: ours, plain: undefined, brevo: t.brevo }));
    await t.sender.create(acme);
    await t.sender.confirm(await ourCode());
    expect(await stand()).toEqual({
      smtp: ['address'],
      other: ['address'],
      plain: all,
      brevo: [],
    });
    const link = memoryRegistry({ codeSentBy: 'link' });
    Object.assign(t, several({ link, smtp: t.smtp, other: ours }));
    await t.sender.create(acme);
    await t.sender.sendCode({ transport: 'smtp' });
    await t.sender.confirm(await ourCode('link'), { transport: 'smtp' });
    expect(await stand()).toEqual({ link: [], smtp: ['address'], other: ['address'] });
  });
});

describe('where a provider fails', () => {
  it('the first refuses the whole, and nobody else is asked', async () => {
    t.smtp.fail('sender_refused');
    await expect(t.sender.create(acme)).rejects.toMatchObject({ code: 'sender_refused' });
    expect(await t.sender.find()).toBeUndefined();
    expect(t.brevo.calls).toEqual([]);
  });

  it('another is not in place, is told as an error, and is asked again by a check', async () => {
    t.brevo.fail('sender_provider_failed');
    await t.sender.create(acme);
    expect(t.errors).toEqual(['registering a sender with brevo']);
    expect((await t.sender.domain()).records.every(({ transport }) => transport === 'smtp')).toBe(true);
    await t.sender.confirm(await ourCode());
    await t.publish('smtp');
    expect(await t.sender.checkDomain()).toMatchObject({ validated: true });
    expect(t.errors).toHaveLength(2);
    t.brevo.fail();
    const { records } = await t.sender.checkDomain();
    expect(records.some(({ transport, status }) => transport === 'brevo' && status === 'failed')).toBe(true);
    await t.publish('brevo');
    await t.sender.confirm(t.brevo.mailedCode(acme.address) ?? '', { transport: 'brevo' });
    await t.sender.checkDomain();
    expect(await stand()).toEqual({ smtp: all, brevo: all });
    expect(t.errors).toHaveLength(2);
  });

  it('another is asked again by checkAddress(), which says how it failed', async () => {
    t.brevo.fail('sender_provider_failed');
    await t.sender.create(acme);
    const checking = t.sender.checkAddress({ transport: 'brevo' });
    await expect(checking).rejects.toMatchObject({ code: 'sender_provider_failed' });
    t.brevo.fail();
    await t.sender.checkAddress({ transport: 'brevo' });
    expect(t.brevo.mailedCode(acme.address)).toMatch(/^\d{6}$/);
  });

  it('keeps what was known of another that cannot be asked about its domain', async () => {
    await setUpAll();
    t.brevo.fail('sender_provider_failed');
    expect(await t.sender.checkDomain()).toMatchObject({ validated: true });
    expect(await stand()).toEqual({ smtp: all, brevo: all });
    expect(t.errors).not.toEqual([]);
    t.brevo.fail();
    t.smtp.fail('sender_provider_failed');
    await expect(t.sender.checkDomain()).rejects.toMatchObject({ code: 'sender_provider_failed' });
  });

  it('a deletion is refused by the first, and goes on without another', async () => {
    await setUpAll();
    t.smtp.fail('sender_provider_failed');
    await expect(t.sender.delete()).rejects.toMatchObject({ code: 'sender_provider_failed' });
    expect(t.brevo.calls).not.toContain('delete');
    t.smtp.fail();
    t.brevo.fail('sender_provider_failed');
    await t.sender.delete();
    expect(t.errors).toEqual(['deleting a sender with brevo']);
    expect(await t.sender.find()).toBeUndefined();
  });
});

describe('a sender that changes', () => {
  it('stays what it is at each provider in the same domain, and is confirmed anew by each', async () => {
    await setUpAll();
    const before = await t.storage.senders.find('acme', 'email');
    await t.sender.update({ address: 'news@acme.example' });
    expect(await stand()).toEqual({ smtp: ['domain'], brevo: ['domain'] });
    const after = await t.storage.senders.find('acme', 'email');
    expect(after?.providerId).toBe(before?.providerId);
    expect(after?.standings?.brevo?.providerId).toBe(before?.standings?.brevo?.providerId);
    expect(t.brevo.calls).not.toContain('delete');
  });

  it('leaves the earlier domain at each provider, and goes on where one fails to forget it', async () => {
    await setUpAll();
    t.brevo.delete = () => Promise.reject(new Error('down'));
    await t.sender.update({ address: 'hello@new.example' });
    expect(t.smtp.calls.at(-1)).toBe('delete');
    expect(t.errors).toEqual(['deleting a sender with brevo']);
    expect(await stand()).toEqual({ smtp: [], brevo: [] });
    const { records } = await t.sender.domain();
    expect(records.every(({ name }) => name.endsWith('.new.example'))).toBe(true);
  });

  it('keeps its name’s change where another provider fails, in place as it was', async () => {
    await setUpAll();
    t.brevo.fail('sender_provider_failed');
    expect(await t.sender.update({ name: 'Acme Ltd' })).toMatchObject({ name: 'Acme Ltd', ready: true });
    expect(await stand()).toEqual({ smtp: all, brevo: all });
    t.brevo.fail();
    const asked = t.brevo.calls.length;
    await t.sender.checkDomain();
    expect(t.brevo.calls.slice(asked)).toContain('register');
  });
});

describe('another order of the transports', () => {
  it('makes a sender ready only by what is in place with the new first', async () => {
    await t.sender.create(acme);
    await t.sender.confirm(await ourCode());
    await t.publish('smtp');
    await t.sender.checkDomain();
    const other = t.by('brevo', 'smtp').email;
    expect(await other.sender.get()).toMatchObject({
      ready: false,
      missing: ['validate_address', 'validate_domain'],
      code: { sentBy: 'provider' },
    });
    await expect(
      other.send({ to: { address: 'jo@example.org' }, subject: 'Hi', text: 'x' }),
    ).rejects.toMatchObject({ code: 'sender_not_ready' });
    await t.publish('brevo');
    await other.sender.confirm(t.brevo.mailedCode(acme.address) ?? '');
    expect(await other.sender.checkDomain()).toMatchObject({ validated: true });
    expect(await other.sender.get()).toMatchObject({ ready: true });
    expect(await t.sender.get()).toMatchObject({ ready: true });
  });

  it('tells a transport of the sender that never knew it, by a check', async () => {
    const link = memoryRegistry({ codeSentBy: 'link', name: 'link' });
    const site = several({ link, smtp: t.smtp });
    Object.assign(t, site, { by: site.by });
    const before = site.by('smtp').email;
    await before.sender.create(acme);
    expect(link.calls).toEqual([]);
    expect(await t.sender.get()).toMatchObject({ ready: false, code: { sentBy: 'link' } });
    expect((await t.sender.domain()).records).toMatchObject([{ transport: 'smtp' }, {}, {}]);
    await t.sender.checkDomain();
    link.accept(acme.address);
    await t.publish('link', 'smtp');
    await t.sender.checkAddress();
    await t.sender.checkDomain();
    expect(await t.sender.get()).toMatchObject({ ready: true });
    expect(await before.sender.get()).toMatchObject({ domainValidated: true, addressValidated: false });
  });

  it('takes what an earlier release wrote down for the first’s', async () => {
    const now = new Date('2030-01-01T11:00:00Z');
    await t.storage.senders.insert({
      ...{
        id: 'snd_1',
        site: 'acme',
        channel: 'email',
        kind: 'address',
        key: 'default',
        byDefault: true,
        revision: 1,
        createdAt: now,
      },
      ...{ ...acme, domain: 'acme.example', addressValidatedAt: now, domainValidatedAt: now },
    });
    expect(await stand()).toEqual({ smtp: all, brevo: [] });
  });
});
