import { memoryRegistry, memoryTransport } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { smtp } from '@postern/smtp';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EmailInput, SenderRecord } from '../src/index.ts';
import { defineTemplate } from '../src/templates/index.ts';
import { acme, several } from './support/two-transports.ts';

const to = { address: 'jo@customer.example' };
const mail = { to, subject: 'Hello', text: 'Hello Jo' };
const byHost = { confirmedByHost: { actor: 'deploy' } };
const billing = { name: 'Acme Billing', address: 'billing@acme.example' };
const support = { name: 'Acme Support', address: 'support@help.acme.example' };

const invoice = defineTemplate({
  id: 'invoice',
  channel: 'email',
  sender: 'billing',
  subject: 'Invoice {{ no }}',
  text: 'Invoice {{ no }}',
  schema: z.object({ no: z.number() }),
});

describe('several senders', () => {
  let t: TestMessaging;
  const email = () => t.messaging.email;
  const senders = () => email().senders;
  const from = async (input: EmailInput) =>
    (await email().get((await email().send(input)).id)).sender.address;
  const keys = async () =>
    (await senders().list()).map(({ key, byDefault }) => `${key}${byDefault ? '*' : ''}`);

  beforeEach(async () => {
    // No registry: a sender is ready once its address is confirmed.
    t = await testMessaging({ senderReady: false, templates: [invoice] });
    for (const domain of ['acme.example', 'help.acme.example'])
      t.dns.set(domain, 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
  });

  it('are created under their keys, the first is the one by default', async () => {
    expect(await senders().list()).toEqual([]);
    const first = await email().sender.create({ ...acme, ...byHost });
    expect(first).toMatchObject({ key: 'default', byDefault: true, ready: true });
    const other = await senders()
      .named('billing')
      .create({ ...billing, ...byHost });
    expect(other).toMatchObject({ key: 'billing', byDefault: false, ready: true });
    await senders().named('a-1').create(support);
    expect(await keys()).toEqual(['default*', 'a-1', 'billing']);
    expect(await email().sender.get()).toMatchObject(acme);
    expect(await senders().named('default').get()).toMatchObject(acme);
    expect(await senders().named('billing').get()).toMatchObject(billing);
    expect(await email().overview()).toMatchObject({ otherSenders: 2, sender: { key: 'default' } });
  });

  it('are the one by default where a site has none, whatever its key', async () => {
    const one = await senders().named('billing').create(billing);
    expect(one).toMatchObject({ key: 'billing', byDefault: true });
    expect(await email().sender.get()).toMatchObject({ key: 'billing' });
    await expect(email().sender.create(acme)).rejects.toMatchObject({ code: 'sender_exists' });
    expect(await senders().named('default').create(acme)).toMatchObject({ byDefault: false });
  });

  it.each(['', 'Billing', 'a'.repeat(41), 'a b', 'ä', 'a/b', 'a_b', 7])(
    'are not named %j, in no call and in no message',
    async (key) => {
      const code = { code: 'invalid_argument' };
      expect(() => senders().named(key as string)).toThrow(expect.objectContaining(code));
      expect(() => t.messaging.sms.senders.named(key as string)).toThrow(expect.objectContaining(code));
      await expect(senders().makeDefault(key as string)).rejects.toMatchObject(code);
      await expect(email().send({ ...mail, sender: key as string })).rejects.toMatchObject({
        code: 'invalid_message',
        details: { field: 'sender' },
      });
      const named = { name: 'X', subject: 'x', text: 'x', sender: key as string };
      await expect(email().templates.save(named)).rejects.toMatchObject({ code: 'template_invalid' });
      const texts = { subject: 'x', text: 'x' };
      expect(() => defineTemplate({ ...invoice, ...texts, sender: key as string })).toThrow(
        expect.objectContaining({ code: 'template_invalid' }),
      );
    },
  );

  it('are one each for a key and an address', async () => {
    await email().sender.create(acme);
    const refused = (key: string, input: typeof acme) =>
      expect(senders().named(key).create(input)).rejects.toMatchObject({ code: 'sender_exists' });
    await refused('default', billing);
    await refused('billing', acme);
    await refused('billing', { ...acme, address: 'HELLO@acme.example' });
    await senders().named('billing').create(billing);
    await refused('billing', support);
    await expect(senders().named('billing').update({ address: acme.address })).rejects.toMatchObject({
      code: 'sender_exists',
      message: expect.stringContaining('"default"'),
    });
    const made = await Promise.allSettled(
      Array.from({ length: 4 }, (_, n) =>
        senders()
          .named('x')
          .create({ ...support, address: `x${n}@acme.example` }),
      ),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await keys()).toEqual(['default*', 'billing', 'x']);
  });

  it('are a hundred at most', async () => {
    const ready = (await import('./support/ready-sender.ts')).insertReadySender;
    await ready(t.storage);
    const first = await t.storage.senders.find('acme', 'email');
    const site = t.messaging.site.id;
    for (let n = 0; n < 100; n += 1) {
      const own = { id: `snd_${n}`, site, key: `k${n}`, byDefault: n === 0, address: `k${n}@acme.example` };
      await t.storage.senders.insert({ ...(first as SenderRecord), ...own });
    }
    await expect(senders().named('more').create(billing)).rejects.toMatchObject({
      code: 'sender_refused',
      details: { reason: 'too_many' },
    });
  });

  it('are named by a message, else by its template, else it is the one by default', async () => {
    await email().sender.create({ ...acme, ...byHost });
    await senders()
      .named('billing')
      .create({ ...billing, ...byHost });
    await senders()
      .named('support')
      .create({ ...support, ...byHost });
    const stored = { name: 'Ticket', subject: 'Ticket', text: 'Ticket', sender: 'support' };
    const { id, sender } = await email().templates.save(stored);
    expect(sender).toBe('support');
    expect((await email().templates.list()).map((one) => [one.name, one.sender])).toEqual([
      ['invoice', 'billing'],
      ['Ticket', 'support'],
    ]);
    const data = { no: 7 };
    expect(await from(mail)).toBe(acme.address);
    expect(await from({ ...mail, sender: 'billing' })).toBe(billing.address);
    expect(await from({ ...mail, sender: 'default' })).toBe(acme.address);
    expect(await from({ to, template: 'invoice', data })).toBe(billing.address);
    expect(await from({ to, template: 'invoice', data, sender: 'support' })).toBe(support.address);
    expect(await from({ to, template: invoice, data, subject: 'x', text: 'edited' })).toBe(billing.address);
    expect(await from({ to, template: id })).toBe(support.address);
    const { replaces: _, ...again } = { ...stored, id, sender: undefined, replaces: null };
    await email().templates.save(again);
    expect(await from({ to, template: id })).toBe(acme.address);
    await t.deliverAll();
    expect(t.sent.map((one) => one.from.address)).toContain(billing.address);
    expect(t.sent[1]?.messageId).toMatch(/@acme\.example>$/);
  });

  it('are asked for once for a batch, and only those that it names', async () => {
    await email().sender.create({ ...acme, ...byHost });
    await senders()
      .named('billing')
      .create({ ...billing, ...byHost });
    const asked: string[] = [];
    const store = t.storage.senders;
    for (const call of ['find', 'named', 'list'] as const) {
      const real = Reflect.get(store, call);
      const noting = (...args: readonly string[]) => {
        asked.push(args[2] ?? call);
        return Reflect.apply(real, store, args);
      };
      Reflect.set(store, call, noting);
    }
    await email().send({ ...mail, sender: 'billing' });
    expect(asked.splice(0)).toEqual(['billing']);
    await email().send(mail);
    expect(asked.splice(0)).toEqual(['find']);
    const many = [mail, { ...mail, sender: 'billing' }, mail, { ...mail, sender: 'billing' }];
    expect(await email().sendMany(many)).toMatchObject({ accepted: 4 });
    // Once before anything is read, and once for the batch.
    expect(asked).toEqual(['find', 'find', 'billing']);
  });

  it('that there are not, or not yet, are refused by what there is; the others send', async () => {
    await email().sender.create({ ...acme, ...byHost });
    await senders().named('billing').create(billing);
    await expect(email().send({ ...mail, sender: 'bills' })).rejects.toMatchObject({
      code: 'sender_not_found',
      message: 'There is no sender "bills": the site has "default", "billing".',
      details: { sender: 'bills', senders: ['default', 'billing'] },
    });
    await expect(email().send({ to, template: 'invoice', data: { no: 1 } })).rejects.toMatchObject({
      code: 'sender_not_ready',
      message: expect.stringContaining('"billing"'),
      details: { missing: ['validate_address'], sender: 'billing' },
    });
    const many = [{ ...mail, sender: 'bills' }, mail, { ...mail, sender: 'billing' }];
    const { accepted, rejections } = await email().sendMany(many);
    expect([accepted, rejections.map(({ error }) => error.code)]).toEqual([
      1,
      ['sender_not_found', 'sender_not_ready'],
    ]);
    await expect(senders().makeDefault('bills')).rejects.toMatchObject({ code: 'sender_not_found' });
    await expect(senders().named('bills').get()).rejects.toMatchObject({ code: 'sender_not_found' });
    await expect(senders().makeDefault('billing')).rejects.toMatchObject({ code: 'sender_not_ready' });
  });

  it('send many also where the one by default may not', async () => {
    await email().sender.create(acme);
    await senders().named('billing').create(billing);
    await expect(email().sendMany([])).rejects.toMatchObject({ code: 'sender_not_ready' });
    await senders().named('billing').confirmByHost({ actor: 'deploy' });
    const { accepted, rejected } = await email().sendMany([mail, { ...mail, sender: 'billing' }]);
    expect([accepted, rejected]).toEqual([1, 1]);
  });

  it('count in a payload: under one key another sender is another message', async () => {
    await email().sender.create({ ...acme, ...byHost });
    await senders()
      .named('billing')
      .create({ ...billing, ...byHost });
    const keyed = { ...mail, idempotencyKey: 'k' };
    await email().send({ ...keyed, sender: 'billing' });
    expect(await email().send({ ...keyed, sender: 'billing' })).toMatchObject({ repeated: true });
    await expect(email().send(keyed)).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });

  it('take the default’s place, for what is sent from then on', async () => {
    await email().sender.create({ ...acme, ...byHost });
    await senders()
      .named('billing')
      .create({ ...billing, ...byHost });
    const { id } = await email().send(mail);
    const told: unknown[] = [];
    t.messaging.on('sender.updated', ({ sender: { key, byDefault } }) => told.push({ key, byDefault }));
    expect(await senders().makeDefault('billing')).toMatchObject({ key: 'billing', byDefault: true });
    expect(await senders().makeDefault('billing')).toMatchObject({ key: 'billing' });
    expect(told).toEqual([{ key: 'billing', byDefault: true }]);
    expect(await keys()).toEqual(['billing*', 'default']);
    expect(await from(mail)).toBe(billing.address);
    expect((await email().get(id)).sender.address).toBe(acme.address);
    await email().sender.update({ name: 'Bills' });
    expect(await senders().named('billing').get()).toMatchObject({ name: 'Bills' });
  });

  it('go one by one, the one by default last', async () => {
    await email().sender.create({ ...acme, ...byHost });
    await senders()
      .named('billing')
      .create({ ...billing, ...byHost });
    for (const one of [email().sender, senders().named('default')])
      await expect(one.delete()).rejects.toMatchObject({ code: 'illegal_status' });
    await senders().makeDefault('billing');
    await senders().named('default').delete();
    expect(await keys()).toEqual(['billing*']);
    await email().sender.delete();
    expect(await keys()).toEqual([]);
  });

  it('are there without one by default, where a release before deleted that: nothing is guessed', async () => {
    const first = await email().sender.create({ ...acme, ...byHost });
    await senders()
      .named('billing')
      .create({ ...billing, ...byHost });
    await t.storage.senders.delete(t.messaging.site.id, 'email', first.id);
    await expect(email().send(mail)).rejects.toMatchObject({
      code: 'sender_not_ready',
      message: expect.stringContaining('"billing"'),
    });
    expect(await from({ ...mail, sender: 'billing' })).toBe(billing.address);
    expect(await email().overview()).toMatchObject({ otherSenders: 1 });
    await senders().makeDefault('billing');
    expect(await from(mail)).toBe(billing.address);
  });

  it('are codes of their own each: one’s confirms no other', async () => {
    const codeOf = async (address: string) => {
      await t.deliverAll();
      const sent = t.sent.filter((one) => one.to.address === address).at(-1);
      return /\b\d{6}\b/.exec(sent?.text ?? '')?.[0] ?? '';
    };
    await email().sender.create(acme);
    await senders().named('billing').create(billing);
    const [ours, theirs] = [await codeOf(acme.address), await codeOf(billing.address)];
    if (ours !== theirs)
      await expect(senders().named('billing').confirm(ours)).rejects.toMatchObject({ code: 'code_wrong' });
    expect(await senders().named('billing').confirm(theirs)).toMatchObject({ ready: true });
    expect(await email().sender.get()).toMatchObject({ ready: false });
    expect(await email().sender.confirm(ours)).toMatchObject({ ready: true });
  });

  it('send SMS too: by their keys, and by the transport’s default until one is made it', async () => {
    const { sms } = t.messaging;
    const phone = { address: '+447400123456' };
    const sent = async (sender?: string) => {
      const { id } = await sms.send({ to: phone, text: 'x', sender });
      return (await sms.get(id)).sender.address;
    };
    expect(await sms.senders.list()).toEqual([]);
    expect(await sms.senders.named('alerts').set('AcmeAlerts')).toEqual({
      ...{ key: 'alerts', byDefault: false, isDefault: false },
      ...{ kind: 'alphanumeric', value: 'AcmeAlerts' },
    });
    expect([await sent(), await sent('alerts')]).toEqual(['Test', 'AcmeAlerts']);
    await expect(sent('news')).rejects.toMatchObject({ code: 'sender_not_found' });
    expect(await sms.overview()).toMatchObject({
      otherSenders: 1,
      sender: { value: 'Test', byDefault: true },
    });
    await sms.sender.set('Acme');
    expect(await sent()).toBe('Acme');
    expect(await sms.senders.makeDefault('alerts')).toMatchObject({ key: 'alerts', byDefault: true });
    expect(await sent()).toBe('AcmeAlerts');
    await sms.sender.delete();
    expect(await sent()).toBe('Test');
    expect(await sms.senders.list()).toMatchObject([{ key: 'default', byDefault: false }]);
    expect(await sms.sender.set('Acme 2')).toMatchObject({ key: 'default', byDefault: true });
    expect(await sms.senders.list()).toMatchObject([{ key: 'default', byDefault: true, value: 'Acme 2' }]);
    await expect(sms.senders.named('alerts').get()).rejects.toMatchObject({ code: 'sender_not_found' });
  });
});

describe('senders of a site in one domain', () => {
  const open = () => {
    const first = memoryRegistry({ codeSentBy: 'us', name: 'smtp' });
    const second = memoryRegistry({ codeSentBy: 'provider', name: 'brevo' });
    return { first, second, ...several({ smtp: first, brevo: second }) };
  };
  let t: ReturnType<typeof open>;
  const other = () => t.messaging.email.senders.named('billing');

  beforeEach(() => {
    t = open();
  });

  it('are served by one check, whichever is checked', async () => {
    await t.sender.create({ ...acme, ...byHost });
    await other().create({ ...billing, ...byHost });
    const told: string[] = [];
    for (const type of ['sender.domain_validated', 'sender.domain_lost'] as const)
      t.messaging.on(type, ({ sender }) => told.push(`${type} ${sender.key}`));
    await t.publish('smtp', 'brevo');
    await other().checkDomain();
    expect(told.splice(0).sort()).toEqual([
      'sender.domain_validated billing',
      'sender.domain_validated default',
    ]);
    for (const one of [t.sender, other()]) {
      const { ready, transports } = await one.get();
      expect([ready, transports.map((each) => each.domainValidated)]).toEqual([true, [true, true]]);
      expect((await one.domain()).checkedAt).toBeDefined();
    }
    for (const { name, type } of (await t.sender.domain()).records) t.dns.set(name, type, []);
    await t.sender.checkDomain();
    expect(told.sort()).toEqual(['sender.domain_lost billing', 'sender.domain_lost default']);
    expect(await other().get()).toMatchObject({ ready: false, missing: ['validate_domain'] });
  });

  it('need the address confirmed only where the domain is set up, also after a move to it', async () => {
    await t.sender.create({ ...acme, ...byHost });
    await t.publish('smtp', 'brevo');
    await t.sender.checkDomain();
    expect(await other().create(billing)).toMatchObject({ missing: ['validate_address'] });
    expect((await other().domain()).records.map(({ status }) => status)).not.toContain('unchecked');
    await t.messaging.email.senders.named('moved').create({ ...support, ...byHost });
    const moved = t.messaging.email.senders.named('moved');
    expect(await moved.get()).toMatchObject({ missing: ['validate_domain'] });
    await moved.update({ address: 'moved@acme.example' });
    expect(await moved.get()).toMatchObject({ domainValidated: true, missing: ['validate_address'] });
  });

  it('leave the domain to the others, with each provider, until the last goes', async () => {
    await t.sender.create({ ...acme, ...byHost });
    await other().create({ ...billing, ...byHost });
    await t.publish('smtp', 'brevo');
    await t.sender.checkDomain();
    const records = (await other().domain()).records.map(({ value }) => value);
    await t.messaging.email.senders.makeDefault('billing');
    await t.messaging.email.senders.named('default').delete();
    expect((await other().domain()).records.map(({ value }) => value)).toEqual(records);
    await other().checkDomain();
    expect(await other().get()).toMatchObject({ ready: true });
    await other().delete();
    await t.sender.create({ ...acme, ...byHost });
    expect((await t.sender.domain()).records.map(({ value }) => value)).not.toEqual(records);
  });

  it('go by another transport each by its own standing there', async () => {
    await t.sender.create({ ...acme, ...byHost });
    await other().create({ ...billing, ...byHost });
    await t.publish('smtp', 'brevo');
    await t.sender.checkDomain();
    await other().confirm(t.second.mailedCode(billing.address) ?? '', { transport: 'brevo' });
    t.transport('smtp').answer(() => 'retry');
    const ids = [];
    for (const sender of [undefined, 'billing'])
      ids.push((await t.messaging.email.send({ ...mail, sender })).id);
    await t.messaging.deliverDue();
    const [own, its] = await Promise.all(ids.map((id) => t.messaging.email.get(id)));
    expect(own?.events.at(-1)?.detail).toContain('brevo was passed over');
    expect(its).toMatchObject({ status: 'sent', transport: 'brevo' });
  });
});

describe('senders that sign themselves', () => {
  it('share a domain’s keys, which stay until the last of the site’s is gone', async () => {
    const { senders: registry } = smtp({ url: 'smtp://127.0.0.1:1', dkim: {} });
    const transport = memoryTransport({ channel: 'email', senders: registry });
    const t = await testMessaging({ senderReady: false, email: transport });
    const { sender, senders } = t.messaging.email;
    const other = senders.named('billing');
    await sender.create({ ...acme, ...byHost });
    await other.create({ ...billing, ...byHost });
    const keysOf = async (one: typeof sender) =>
      (await one.domain()).records
        .filter(({ purpose }) => purpose === 'dkim')
        .map(({ name, value }) => [name, value]);
    const keys = await keysOf(sender);
    expect(keys).toHaveLength(2);
    expect(await keysOf(other)).toEqual(keys);
    await other.delete();
    expect(await keysOf(sender)).toEqual(keys);
    await other.create({ ...billing, ...byHost });
    for (const { name, type, value } of (await sender.domain()).records) t.dns.set(name, type, [value]);
    await other.checkDomain();
    await sender.rotateKeys();
    expect(await keysOf(other)).toHaveLength(4);
    await other.delete();
    await sender.delete();
    await sender.create({ ...acme, ...byHost });
    expect((await keysOf(sender)).map(([name]) => name)).not.toEqual(keys.map(([name]) => name));
  });

  it('are SMS or e-mail by their channel: a key is its channel’s', async () => {
    const t = await testMessaging({ email: memoryTransport({ channel: 'email' }) });
    await t.messaging.sms.senders.named('billing').set('AcmeBills');
    await expect(t.messaging.email.send({ ...mail, sender: 'billing' })).rejects.toMatchObject({
      code: 'sender_not_found',
    });
  });
});
