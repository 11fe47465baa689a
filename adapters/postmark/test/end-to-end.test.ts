import { describe, expect, it } from 'vitest';
import { bounced, complained, delivered, type StandInEvent, unsubscribed } from '../src/testing/index.ts';
import { address, openSite } from './support/site.ts';

describe('a sender at Postmark', () => {
  it('gets a link of Postmark’s, shows what DNS needs, and is ready when both are done', async () => {
    const { standIn, messaging, publish } = await openSite();
    const { sender } = messaging.email;
    expect(await sender.create({ name: 'Acme', address })).toMatchObject({
      ready: false,
      missing: ['validate_address', 'validate_domain'],
    });
    // Postmark mails the link: no mail of ours leaves.
    await messaging.deliverDue();
    expect([standIn.mails, [...standIn.links]]).toEqual([[], [[address, 1]]]);
    expect(await sender.checkAddress()).toMatchObject({ addressValidated: false });
    standIn.follow(address);
    expect(await sender.checkAddress()).toMatchObject({ addressValidated: true });
    const { records } = await sender.domain();
    expect(records.map(({ purpose, type, name }) => `${purpose} ${type} ${name}`)).toEqual([
      expect.stringMatching(/^dkim TXT \d+pm\._domainkey\.acme\.example$/),
      'ownership CNAME pm-bounces.acme.example',
      'dmarc TXT _dmarc.acme.example',
    ]);
    expect((await sender.checkDomain()).validated).toBe(false);
    expect(standIn.domains).toMatchObject([{ returnPathVerified: false }]);
    await publish();
    expect((await sender.checkDomain()).validated).toBe(true);
    expect(await sender.get()).toMatchObject({ ready: true });
    await sender.delete();
    expect([standIn.signatures, standIn.domains]).toEqual([[], []]);
  });
});

describe('a mail', () => {
  it('goes from the site to the reader, and its reports come back', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const id = await send();
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'sent',
      transport: 'postmark',
      providerId: standIn.mails[0]?.MessageID,
    });
    const read: readonly StandInEvent[] = [
      ...delivered,
      { record: 'Open' },
      { record: 'Click', link: 'https://a.example' },
    ];
    expect(await standIn.report(standIn.mails, read, { times: 2, shuffled: true })).toEqual(
      Array(6).fill(200),
    );
    const { status, events } = await messaging.email.get(id);
    expect(status).toBe('delivered');
    expect(
      events
        .map(({ type }) => type)
        .filter((type) => type === 'opened' || type === 'clicked')
        .toSorted(),
    ).toEqual(['clicked', 'opened']);
    const [listed] = (await messaging.email.history()).items;
    expect(listed).toMatchObject({ id, status: 'delivered' });
  });

  it.each<[string, readonly StandInEvent[], object]>([
    [
      'to a mailbox that does not exist',
      bounced(),
      { status: 'undelivered', failure: { class: 'recipient', code: 'HardBounce' } },
    ],
    ['that is called spam', complained, { status: 'delivered' }],
    ['whose reader wants no more', unsubscribed, { status: 'delivered' }],
  ])('%s is told, and no other is tried', async (_name, events, expected) => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const id = await send();
    await standIn.report(standIn.mails, events);
    expect(await messaging.email.get(id)).toMatchObject(expected);
    expect((await messaging.email.get(await send())).status).toBe('suppressed');
  });

  it('of a sender that Postmark does not know any more fails, and says what to do', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const headers = { 'X-Postmark-Account-Token': standIn.options.accountToken };
    for (const path of ['/senders/1', '/domains/1'])
      await fetch(`${standIn.options.baseUrl}${path}`, { method: 'DELETE', headers });
    expect(await messaging.email.get(await send())).toMatchObject({
      status: 'failed',
      failure: { class: 'sender', code: '400' },
    });
  });

  it('whose answer was lost is found by its metadata, and sent once', async () => {
    const { standIn, messaging, setUp, send, advance } = await openSite();
    await setUp();
    standIn.http.intercept = ({ path }) => (path === '/email' ? 'break' : undefined);
    const id = await send();
    expect((await messaging.email.get(id)).status).toBe('unknown');
    const adopted = new Promise<void>((resolve) => messaging.on('message.sent', () => resolve()));
    await messaging.start();
    advance(60_000);
    await adopted;
    await messaging.stop();
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'sent',
      providerId: standIn.mails[0]?.MessageID,
      attempts: 1,
    });
    expect(standIn.mails).toHaveLength(1);
  });

  it('whose answer was lost is settled by what Postmark reports', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    standIn.http.intercept = ({ path }) => (path === '/email' ? 'reset' : undefined);
    const id = await send();
    await standIn.report(standIn.mails, delivered);
    expect(await messaging.email.get(id)).toMatchObject({ status: 'delivered', attempts: 1 });
  });
});

describe('what is posted to the site', () => {
  it('under another handle changes nothing', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const id = await send();
    const [mail] = standIn.mails;
    if (!mail) throw new Error('nothing was taken');
    const handle = mail.Metadata.postern ?? '';
    const forged = [
      undefined,
      '',
      handle.slice(0, -1),
      `${handle.slice(0, -4)}0000`,
      mail.Metadata.postern_message ?? '',
    ];
    for (const postern of forged) {
      const Metadata = postern === undefined ? {} : { postern };
      expect(await standIn.report({ ...mail, Metadata }, bounced())).toEqual([200]);
    }
    expect((await messaging.email.get(id)).status).toBe('sent');
  });

  it('with another login is refused, after which Postmark posts no more of it', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const id = await send();
    const headers = { 'X-Postmark-Server-Token': standIn.options.serverToken };
    const HttpAuth = { Username: 'postern', Password: 'of-yesterday' };
    await fetch(`${standIn.options.baseUrl}/webhooks/1`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ HttpAuth }),
    });
    expect(await standIn.report(standIn.mails, delivered, { times: 3 })).toEqual([403]);
    expect((await messaging.email.get(id)).status).toBe('sent');
  });

  it('in a batch of 1,000, in any order, ends as each one says', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const ids = [await send('a@customer.example'), await send('b@customer.example')];
    const [one, other] = standIn.mails;
    if (!one || !other) throw new Error('two were taken');
    const all = Array.from({ length: 499 }, (): StandInEvent => ({ record: 'Open' }));
    expect(
      await standIn.report([one, other], [...delivered, ...all], { batch: 1_000, shuffled: true }),
    ).toEqual([200]);
    await standIn.report(other, bounced(), { times: 3 });
    expect(await Promise.all(ids.map(async (id) => (await messaging.email.get(id)).status))).toEqual([
      'delivered',
      'undelivered',
    ]);
  });
});

it('a stand-in reports by itself', async () => {
  const { messaging, setUp, send } = await openSite({ reports: () => delivered });
  await setUp();
  const id = await send();
  await expect.poll(async () => (await messaging.email.get(id)).status).toBe('delivered');
});
