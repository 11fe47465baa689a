import { memoryTransport } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SenderIdentity, SenderRegistry } from '../src/adapter.ts';
import { codeRules } from '../src/index.ts';
import { TestRegistry } from './support/registry.ts';

const minute = 60_000;
let t: TestMessaging;
let registry: TestRegistry;

async function open(): Promise<void> {
  registry = new TestRegistry();
  t = await testMessaging({
    senderReady: false,
    site: { id: 'acme', name: 'Acme' },
    email: memoryTransport({ channel: 'email', senders: registry }),
  });
  t.dns.set('acme.example', 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
}

const acme = { name: 'Acme', address: 'hello@acme.example' };
const sender = () => t.messaging.email.sender;

/** The code as its reader sees it: in the mail, and nowhere else. */
async function codeFromMail(): Promise<string> {
  await t.deliverAll();
  const mail = t.sent.filter(({ to }) => to.address === acme.address).at(-1);
  return /\b\d{6}\b/.exec(mail?.text ?? '')?.[0] ?? '';
}

const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

beforeEach(open);

describe('looking at a sender', () => {
  it('finds none, or refuses, before there is one', async () => {
    expect(await sender().find()).toBeUndefined();
    await expect(sender().get()).rejects.toMatchObject({ code: 'sender_not_found' });
    await sender().create(acme);
    expect(await sender().get()).toEqual(await sender().find());
    const bare = await testMessaging({ sms: memoryTransport({ channel: 'sms' }) });
    expect(await bare.messaging.sms.sender.find()).toBeUndefined();
    await expect(bare.messaging.sms.sender.get()).rejects.toMatchObject({ code: 'sender_not_found' });
  });
});

describe('creating a sender', () => {
  it('registers it and mails the code, in a message that shows it nowhere else', async () => {
    const created = await sender().create(acme);
    expect(created).toMatchObject({
      ...acme,
      addressValidated: false,
      domainValidated: false,
      ready: false,
      missing: ['validate_address', 'validate_domain'],
      warnings: [],
      code: { sent: true },
    });
    expect(registry.registered).toMatchObject([{ address: acme.address, domain: 'acme.example' }]);
    const code = await codeFromMail();
    expect(code).toMatch(/^\d{6}$/);
    t.expectSent({ to: acme.address, subject: '[Acme] Confirm your sender address', text: '10 minutes' });
    const [row] = (await t.messaging.email.history()).items;
    expect(row).toMatchObject({
      status: 'sent',
      confidential: true,
      preview: '',
      template: { name: 'One-time code' },
    });
    expect(
      JSON.stringify([
        row,
        await t.messaging.email.get(row?.id ?? ''),
        (await t.messaging.email.search(code)).items,
      ]),
    ).not.toContain(code);
  });

  const refused: [
    what: string,
    input: { name: string; address: string },
    code: string,
    reason?: string | undefined,
  ][] = [
    [
      'a line break in the address',
      { ...acme, address: 'hello@acme.example\r\nRCPT TO:<x@y.z>' },
      'invalid_address',
    ],
    ['a name with an @', { ...acme, name: 'ceo@bank.example' }, 'sender_refused', 'name_at'],
    ['a name of two lines', { ...acme, name: 'Acme\r\nBcc: x@y.z' }, 'sender_refused', 'name_characters'],
    ['no name', { ...acme, name: ' ' }, 'sender_refused', 'name_length'],
    ['a free-mail address', { ...acme, address: 'acme@gmail.com' }, 'sender_refused', 'free_mail'],
    ['a throw-away address', { ...acme, address: 'acme@mailinator.com' }, 'sender_refused', 'disposable'],
    ['one at a sub-domain', { ...acme, address: 'a@x.mailinator.com' }, 'sender_refused', 'disposable'],
    ['a public suffix', { ...acme, address: 'acme@co.uk' }, 'invalid_address'],
    ['a domain that takes no mail', { ...acme, address: 'x@null.example' }, 'sender_refused', 'null_mx'],
    [
      'a domain without a mail host',
      { ...acme, address: 'x@nohost.example' },
      'sender_refused',
      'no_mail_host',
    ],
  ];

  it.each(refused)('refuses %s, saying why, and keeps nothing', async (_what, input, code, reason) => {
    t.dns.set('null.example', 'MX', [{ exchange: '', priority: 0 }]);
    await expect(sender().create(input)).rejects.toMatchObject({
      code,
      ...(reason ? { details: { reason } } : {}),
    });
    expect(await sender().find()).toBeUndefined();
    expect(registry.registered).toEqual([]);
  });

  it('shows a domain as people write it, in refusals, findings and the code mail', async () => {
    const address = 'x@bücher.example';
    await expect(sender().create({ ...acme, address })).rejects.toThrow(
      /^bücher\.example has no mail server/,
    );
    t.dns.set('xn--bcher-kva.example', 'A', ['192.0.2.1']);
    await sender().create({ ...acme, address });
    const { records } = await sender().checkDomain();
    expect(records[0]).toMatchObject({
      name: '_test.xn--bcher-kva.example',
      diagnostics: [{ message: expect.stringContaining('at _test.bücher.example:') }],
    });
    await t.deliverAll();
    t.expectSent({ to: 'x@xn--bcher-kva.example', text: 'as x@bücher.example.' });
  });

  it('names the address in the code mail with its own name untouched, also where that looks like a domain', async () => {
    t.dns.set('xn--bcher-kva.example', 'A', ['192.0.2.1']);
    await sender().create({ ...acme, address: 'xn--bcher-kva@bücher.example' });
    await t.deliverAll();
    t.expectSent({ text: 'as xn--bcher-kva@bücher.example.' });
  });

  it('takes a domain whose own host receives its mail (no MX, but an address)', async () => {
    t.dns.set('host.example', 'A', ['192.0.2.1']);
    expect(await sender().create({ ...acme, address: 'x@host.example' })).toMatchObject({ warnings: [] });
  });

  it('goes on with a warning where DNS does not answer', async () => {
    t.dns.fail('slow.example', 'ESERVFAIL');
    expect(await sender().create({ ...acme, address: 'x@slow.example' })).toMatchObject({
      warnings: [expect.stringContaining('DNS')],
    });
  });

  it('warns of a role address', async () => {
    expect(await sender().create({ ...acme, address: 'postmaster@acme.example' })).toMatchObject({
      warnings: [expect.stringContaining('postmaster@')],
    });
  });

  it('makes one of two at once, and refuses the other', async () => {
    const results = await Promise.allSettled([sender().create(acme), sender().create(acme)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(sender().create(acme)).rejects.toMatchObject({ code: 'sender_exists' });
  });

  it('is each site’s own', async () => {
    await sender().create(acme);
    const other = t.messaging.forSite({ id: 'other', name: 'Other' });
    expect(await other.email.sender.find()).toBeUndefined();
    await expect(other.email.sender.confirm('123456')).rejects.toMatchObject({ code: 'sender_not_found' });
  });
});

describe('confirming the address', () => {
  it('takes the code, also with the spaces people type, and is done once', async () => {
    await sender().create(acme);
    const code = await codeFromMail();
    expect(await sender().confirm(` ${code.slice(0, 3)} ${code.slice(3)} `)).toMatchObject({
      addressValidated: true,
      ready: false,
      missing: ['validate_domain'],
    });
    expect(await sender().confirm('000000')).toMatchObject({ addressValidated: true });
    await expect(sender().sendCode()).rejects.toMatchObject({ code: 'illegal_status' });
  });

  it.each(['1234567', '12345678', '12345', 'abcdef', '', '１２３４５６'])(
    'refuses "%s" as no code, without counting a try',
    async (input) => {
      await sender().create(acme);
      const code = await codeFromMail();
      for (let n = 0; n < codeRules.maxAttempts + 1; n += 1)
        await expect(sender().confirm(input)).rejects.toMatchObject({ code: 'code_malformed' });
      await expect(sender().confirm(code)).resolves.toMatchObject({ addressValidated: true });
    },
  );

  it('burns the code after five wrong tries, the right one included', async () => {
    await sender().create(acme);
    const code = await codeFromMail();
    for (let left = codeRules.maxAttempts - 1; left >= 0; left -= 1) {
      await expect(sender().confirm(wrong(code))).rejects.toMatchObject({
        code: 'code_wrong',
        details: { attemptsLeft: left },
      });
    }
    await expect(sender().confirm(code)).rejects.toMatchObject({ code: 'code_expired' });
  });

  it('counts tries made at once: no more than five are compared', async () => {
    await sender().create(acme);
    const code = await codeFromMail();
    const tries = await Promise.allSettled(Array.from({ length: 50 }, () => sender().confirm(wrong(code))));
    const codes = tries.map((one) => (one.status === 'rejected' ? one.reason.code : 'confirmed'));
    expect(codes.filter((one) => one === 'code_wrong')).toHaveLength(5);
    expect(codes.filter((one) => one === 'code_expired')).toHaveLength(45);
  });

  it('takes no code after ten minutes', async () => {
    await sender().create(acme);
    const code = await codeFromMail();
    t.advance(codeRules.ttlMs);
    await expect(sender().confirm(code)).rejects.toMatchObject({ code: 'code_expired' });
  });

  it('sends a new code a minute later at the earliest, and then the old one is void', async () => {
    await sender().create(acme);
    const first = await codeFromMail();
    const retryAt = new Date(t.now.getTime() + codeRules.cooldownMs).toISOString();
    await expect(sender().sendCode()).rejects.toMatchObject({ code: 'code_too_soon', details: { retryAt } });
    t.advance(codeRules.cooldownMs);
    expect(await sender().sendCode()).toMatchObject({ sent: true });
    const second = await codeFromMail();
    if (first !== second) await expect(sender().confirm(first)).rejects.toMatchObject({ code: 'code_wrong' });
    await expect(sender().confirm(second)).resolves.toMatchObject({ addressValidated: true });
  });

  it('sends five codes an hour at most', async () => {
    await sender().create(acme);
    for (let n = 1; n < codeRules.perHour; n += 1) {
      t.advance(minute);
      await sender().sendCode();
    }
    t.advance(minute);
    await expect(sender().sendCode()).rejects.toMatchObject({
      code: 'code_too_soon',
      details: { limit: 'address' },
    });
    t.advance(60 * minute);
    await expect(sender().sendCode()).resolves.toMatchObject({ sent: true });
  });

  it('mails an address one code a minute, however often its sender is made anew, however it is written', async () => {
    expect(await sender().create(acme)).toMatchObject({ code: { sent: true } });
    const nextAt = new Date(t.now.getTime() + codeRules.cooldownMs);
    for (const address of [
      'hello@acme.example',
      'Hello@ACME.example',
      'hello+1@acme.example',
      'hello+2+x@acme.example',
    ]) {
      await sender().delete();
      expect(await sender().create({ ...acme, address })).toMatchObject({
        code: { sent: false, open: false, nextAt },
      });
    }
    await t.deliverAll();
    expect(t.sent).toHaveLength(1);
  });

  it('mails an address one code a minute and five an hour over all sites', async () => {
    const sites = Array.from({ length: 8 }, (_, n) => t.messaging.forSite({ id: `s${n}`, name: `S${n}` }));
    const created = await Promise.all(sites.map((site) => site.email.sender.create(acme)));
    expect(created.filter(({ code }) => code.sent)).toHaveLength(1);
    let sent = 1;
    for (let n = 1; n < 60; n += 1) {
      t.advance(minute);
      const codes = await Promise.allSettled(sites.map((site) => site.email.sender.sendCode()));
      sent += codes.filter(({ status }) => status === 'fulfilled').length;
    }
    expect(sent).toBe(codeRules.perHour);
    await t.deliverAll();
    expect(t.sent.length).toBeLessThanOrEqual(codeRules.perHour);
  });

  it('caps the codes of one site, to however many addresses', async () => {
    for (let n = 0; n < codeRules.perSitePerHour; n += 1) {
      expect(await sender().create({ ...acme, address: `a${n}@acme.example` })).toMatchObject({
        code: { sent: true },
      });
      await sender().delete();
      t.advance(1000);
    }
    expect(await sender().create(acme)).toMatchObject({
      code: { sent: false, nextAt: new Date('2030-01-01T13:00:00Z') },
    });
    const other = t.messaging.forSite({ id: 'other', name: 'Other' });
    expect(await other.email.sender.create(acme)).toMatchObject({ code: { sent: true } });
  });

  it('keeps no address in clear with the count of codes', async () => {
    const counted: unknown[] = [];
    const { senders } = t.storage;
    const issue = senders.issueCode.bind(senders);
    senders.issueCode = (code, limits) => {
      counted.push(code);
      return issue(code, limits);
    };
    await sender().create(acme);
    expect(counted).toHaveLength(1);
    expect(JSON.stringify(counted)).not.toContain('hello');
  });

  it('does not let one sender’s code confirm another', async () => {
    await sender().create(acme);
    const code = await codeFromMail();
    await sender().delete();
    t.advance(minute);
    await sender().create(acme);
    if ((await codeFromMail()) !== code)
      await expect(sender().confirm(code)).rejects.toMatchObject({ code: 'code_wrong' });
  });

  it('is void once the address changes, and not when only the name does', async () => {
    await sender().create(acme);
    await sender().confirm(await codeFromMail());
    expect(await sender().update({ name: 'Acme Ltd' })).toMatchObject({
      name: 'Acme Ltd',
      addressValidated: true,
    });
    t.advance(minute);
    expect(await sender().update({ address: 'news@acme.example' })).toMatchObject({
      addressValidated: false,
      code: { sent: true },
    });
  });
});

describe('what the sender’s state says of its code', () => {
  const code = async () => (await sender().get())?.code;
  const later = (ms: number) => new Date(t.now.getTime() + ms);

  it('is open till it expires, with the tries left and when the next may go', async () => {
    const created = await sender().create(acme);
    const open = { sentBy: 'us', open: true, expiresAt: later(codeRules.ttlMs), triesLeft: 5 };
    expect(created.code).toEqual({ ...open, sent: true, nextAt: later(minute) });
    expect(await code()).toEqual({ ...open, nextAt: later(minute) });
    await sender()
      .confirm(wrong(await codeFromMail()))
      .catch(() => undefined);
    t.advance(minute);
    expect(await code()).toEqual({ ...open, expiresAt: later(codeRules.ttlMs - minute), triesLeft: 4 });
    expect((await t.messaging.email.overview()).sender?.code).toMatchObject({ triesLeft: 4 });
    t.advance(codeRules.ttlMs);
    expect(await code()).toEqual({ sentBy: 'us', open: false });
  });

  it('is not open once its tries are used up', async () => {
    await sender().create(acme);
    const right = await codeFromMail();
    for (let n = 0; n < codeRules.maxAttempts; n += 1)
      await sender()
        .confirm(wrong(right))
        .catch(() => undefined);
    expect(await code()).toEqual({ sentBy: 'us', open: false, triesLeft: 0, nextAt: later(minute) });
  });

  it('is none once the address is confirmed, and says by what it was', async () => {
    await sender().create(acme);
    expect(await sender().confirm(await codeFromMail())).toMatchObject({
      addressValidatedBy: 'code',
      code: { open: false },
    });
  });

  it('goes to a new address at once, and the earlier address’s code costs no try', async () => {
    await sender().create(acme);
    const first = await codeFromMail();
    const news = 'news@acme.example';
    expect(await sender().update({ address: news })).toMatchObject({ code: { sent: true, triesLeft: 5 } });
    await t.deliverAll();
    t.expectSent({ to: news });
    // Back within the cool-down: none is sent, none is claimed, and the state says when one can be.
    expect((await sender().update({ address: acme.address })).code).toEqual({
      ...{ sentBy: 'us', sent: false, open: false },
      nextAt: later(minute),
    });
    await expect(sender().confirm(first)).rejects.toMatchObject({ code: 'code_expired' });
    t.advance(minute);
    expect(await sender().sendCode()).toMatchObject({ sent: true, open: true });
  });

  it('is the provider’s to know where the provider mails it', async () => {
    const theirs: SenderRegistry = Object.assign(new TestRegistry(), {
      codeSentBy: 'provider' as const,
      confirmCode: async (_sender: SenderIdentity, code: string) => code === '123456',
    });
    t = await testMessaging({
      senderReady: false,
      email: memoryTransport({ channel: 'email', senders: theirs }),
    });
    t.dns.set('acme.example', 'A', ['192.0.2.1']);
    const created = await sender().create(acme);
    expect(created.code).toEqual({ sentBy: 'provider', sent: true, open: false });
    await expect(sender().sendCode()).rejects.toMatchObject({ code: 'unsupported' });
    await expect(sender().confirmByHost({ actor: 'deploy' })).rejects.toMatchObject({ code: 'unsupported' });
    await expect(sender().confirm('000000')).rejects.toMatchObject({ code: 'code_wrong' });
    expect(await sender().confirm('123 456')).toMatchObject({ addressValidated: true });
    t.expectNothingSent();
  });
});

describe('an address that the host vouches for', () => {
  it('is confirmed without a code, recorded as such, and the domain is still to be validated', async () => {
    await sender().create(acme);
    const told: unknown[] = [];
    t.messaging.on('sender.address_validated', (event) => told.push(event.sender));
    expect(await sender().confirmByHost({ actor: 'deploy' })).toMatchObject({
      addressValidated: true,
      addressValidatedBy: 'host',
      missing: ['validate_domain'],
    });
    expect(told).toMatchObject([{ addressValidatedBy: 'host', addressConfirmedBy: 'deploy' }]);
    expect(await t.storage.senders.find('acme', 'email')).toMatchObject({ addressConfirmedBy: 'deploy' });
    await sender().confirmByHost({ actor: 'again' });
    expect(await t.storage.senders.find('acme', 'email')).toMatchObject({ addressConfirmedBy: 'deploy' });
    expect(told).toHaveLength(1);
  });

  it('is created so, without a mail, also where nothing is received', async () => {
    const noreply = { name: 'Acme', address: 'noreply@silent.example', confirmedByHost: { actor: 'ci' } };
    t.dns.set('silent.example', 'MX', [{ exchange: '', priority: 0 }]);
    expect(await sender().create(noreply)).toMatchObject({
      addressValidatedBy: 'host',
      code: { sent: false, open: false },
    });
    await t.deliverAll();
    t.expectNothingSent();
  });

  it('has to be confirmed anew once it changes', async () => {
    await sender().create({ ...acme, confirmedByHost: { actor: 'ci' } });
    const changed = await sender().update({ address: 'news@acme.example' });
    expect(changed).toMatchObject({ addressValidated: false, code: { sent: true } });
    expect(changed).not.toHaveProperty('addressValidatedBy');
    const stored = await t.storage.senders.find('acme', 'email');
    expect(stored).not.toHaveProperty('addressConfirmedBy');
  });

  it.each([{ actor: '' }, { actor: ' ' }, { actor: 'x'.repeat(201) }])(
    'needs somebody who vouches: %j is nobody',
    async (by) => {
      await sender().create(acme);
      await expect(sender().confirmByHost(by)).rejects.toMatchObject({ code: 'invalid_argument' });
    },
  );
});

describe('the domain', () => {
  const publish = () => t.dns.set('_test.acme.example', 'TXT', ['test-owner=1']);

  it('lists the records to add, with host, zone and value, before any check', async () => {
    await sender()
      .create({ ...acme, address: 'hello@mail.acme.example' })
      .catch(async () => {
        t.dns.set('mail.acme.example', 'A', ['192.0.2.1']);
        return sender().create({ ...acme, address: 'hello@mail.acme.example' });
      });
    expect(await sender().domain()).toMatchObject({
      domain: 'mail.acme.example',
      validated: false,
      records: [
        {
          type: 'TXT',
          name: '_test.mail.acme.example',
          host: '_test.mail',
          zone: 'acme.example',
          value: 'test-owner=1',
          chunked: '"test-owner=1"',
          status: 'unchecked',
          diagnostics: [],
        },
      ],
    });
  });

  it('says what is missing, and is validated when it is there', async () => {
    await sender().create(acme);
    const failed = await sender().checkDomain();
    expect(failed).toMatchObject({
      validated: false,
      checkedAt: t.now,
      records: [
        {
          status: 'failed',
          diagnostics: [{ code: 'not_found', message: expect.stringContaining('_test.acme.example') }],
        },
      ],
    });
    expect(await sender().domain()).toMatchObject({ records: [{ status: 'failed' }] });
    publish();
    expect(await sender().checkDomain()).toMatchObject({ validated: true, records: [{ status: 'passed' }] });
    expect(await sender().get()).toMatchObject({ domainValidated: true, missing: ['validate_address'] });
  });

  it('stays validated while DNS fails, and loses it only for certain', async () => {
    const lost: string[] = [];
    t.messaging.on('sender.domain_lost', ({ sender: one }) => lost.push(one.id));
    await sender().create(acme);
    publish();
    await sender().checkDomain();
    t.dns.fail('_test.acme.example', 'ETIMEOUT');
    expect(await sender().checkDomain()).toMatchObject({ validated: true, records: [{ status: 'unknown' }] });
    expect(lost).toEqual([]);
    t.dns.remove('_test.acme.example');
    expect(await sender().checkDomain()).toMatchObject({ validated: false });
    expect(lost).toHaveLength(1);
  });

  it('needs the provider to agree', async () => {
    await sender().create(acme);
    publish();
    registry.agrees = false;
    expect(await sender().checkDomain()).toMatchObject({ validated: false });
  });

  it('makes the sender ready together with the address, and mail goes out', async () => {
    await sender().create(acme);
    const mail = { to: { address: 'jo@acme.example' }, subject: 'Hi', text: 'x' };
    await expect(t.messaging.email.send(mail)).rejects.toMatchObject({
      details: { missing: ['validate_address', 'validate_domain'] },
    });
    await sender().confirm(await codeFromMail());
    await expect(t.messaging.email.send(mail)).rejects.toMatchObject({
      details: { missing: ['validate_domain'] },
    });
    publish();
    await sender().checkDomain();
    expect(await t.messaging.email.overview()).toMatchObject({ sent: 1, sender: { ...acme, ready: true } });
    await t.messaging.email.send(mail);
    await t.deliverAll();
    t.expectSent({ to: 'jo@acme.example' });
  });
});

describe('deleting a sender', () => {
  it('finds none where another call deleted it meanwhile, and a conflict where it was made anew', async () => {
    await sender().create(acme);
    const both = await Promise.allSettled([sender().delete(), sender().delete()]);
    expect(both.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual([
      'sender_not_found',
    ]);
    await sender().create(acme);
    registry.delete = async () => {
      registry.delete = async () => undefined;
      await sender().delete();
      await sender().create(acme);
    };
    await expect(sender().delete()).rejects.toMatchObject({ code: 'conflict' });
    expect(await sender().get()).toMatchObject(acme);
  });

  it('forgets it with the provider, and ends its code', async () => {
    await sender().create(acme);
    const code = await codeFromMail();
    await sender().delete();
    expect(await sender().find()).toBeUndefined();
    expect(registry.removed).toMatchObject([{ address: acme.address }]);
    await expect(sender().confirm(code)).rejects.toMatchObject({ code: 'sender_not_found' });
    await expect(sender().delete()).rejects.toMatchObject({ code: 'sender_not_found' });
  });
});

describe('the SMS sender', () => {
  it('is the transport’s default until the site sets its own, and again after', async () => {
    expect(await t.messaging.sms.overview()).toMatchObject({
      sent: 0,
      sender: { value: 'Test', isDefault: true },
    });
    expect(await t.messaging.sms.sender.set(' Acme ')).toEqual({
      ...{ key: 'default', byDefault: true, isDefault: false },
      kind: 'alphanumeric',
      value: 'Acme',
    });
    await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'x' });
    await t.deliverAll();
    expect(t.expectSent({ channel: 'sms' }).from.address).toBe('Acme');
    await t.messaging.sms.sender.delete();
    expect(await t.messaging.sms.sender.get()).toMatchObject({ value: 'Test', isDefault: true });
    await expect(t.messaging.sms.sender.delete()).rejects.toMatchObject({ code: 'sender_not_found' });
  });

  it.each([
    ['+44 7400 123456', 'number', '+447400123456'],
    ['12345', 'shortcode', '12345'],
    ['Acme 24', 'alphanumeric', 'Acme 24'],
  ])('reads %s as a %s', async (input, kind, value) => {
    expect(await t.messaging.sms.sender.set(input)).toMatchObject({ kind, value });
  });

  it('is what the transport takes, and otherwise the usual', async () => {
    const readSender = (value: string) => {
      if (value.startsWith('pool ')) return { kind: 'pool', value: value.slice(5) } as const;
      return value.includes('!') ? { refused: 'No exclamation marks.' } : undefined;
    };
    const sms = Object.assign(memoryTransport({ channel: 'sms' }), { readSender });
    const { sender } = (await testMessaging({ sms })).messaging.sms;
    expect(await sender.set(' pool 7 ')).toMatchObject({ kind: 'pool', value: '7' });
    expect(await sender.set('Acme')).toMatchObject({ kind: 'alphanumeric', value: 'Acme' });
    await expect(sender.set('Acme!')).rejects.toMatchObject({
      code: 'sender_refused',
      message: 'No exclamation marks.',
    });
    expect(await sender.get()).toMatchObject({ value: 'Acme' });
  });

  it.each([{}, { kind: 'pool' }, { kind: 'address', value: 'x' }, { refused: 7 }, 'Acme'])(
    'a transport that answers nonsense is named, and nothing is set: %j',
    async (answer) => {
      const sms = memoryTransport({ channel: 'sms' });
      Object.defineProperty(sms, 'readSender', { value: () => answer });
      const { sender } = (await testMessaging({ sms })).messaging.sms;
      await expect(sender.set('Acme')).rejects.toMatchObject({ code: 'invalid_config' });
      expect(await sender.find()).toBeUndefined();
    },
  );

  it.each(['', 'A name too long', '1234', '+123', 'Café', 'a\nb', '1234567'])(
    'refuses "%s"',
    async (input) => {
      await expect(t.messaging.sms.sender.set(input)).rejects.toMatchObject({ code: 'sender_refused' });
    },
  );
});
