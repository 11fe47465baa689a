import { describe, expect, it } from 'vitest';
import {
  bounced,
  complained,
  delivered,
  type StandInEvent,
  suppressed,
  unsubscribed,
} from '../src/testing/index.ts';
import { address, openSite } from './support/site.ts';

describe('a sender at Mailgun', () => {
  it('gets a code of ours, shows what DNS needs, and is ready when both are done', async () => {
    const { standIn, messaging, publish, code } = await openSite();
    const { sender } = messaging.email;
    await sender.create({ name: 'Acme', address });
    expect(await sender.confirm(await code())).toMatchObject({ addressValidated: true });
    expect(standIn.mails).toMatchObject([{ domain: 'host.example', recipient: address }]);
    const { records } = await sender.domain();
    expect(records.map(({ purpose, type, name }) => `${purpose} ${type} ${name}`)).toEqual([
      'dkim TXT mx._domainkey.acme.example',
      'ownership TXT acme.example',
      'ownership CNAME email.acme.example',
      'dmarc TXT _dmarc.acme.example',
    ]);
    expect((await sender.checkDomain()).validated).toBe(false);
    await publish();
    expect((await sender.checkDomain()).validated).toBe(true);
    expect(await sender.get()).toMatchObject({ ready: true });
    await sender.delete();
    expect(standIn.domains.map(({ name }) => name)).toEqual(['host.example']);
  });

  it('whose SPF record names others too is as good, where Mailgun agrees', async () => {
    const { messaging, publish, code, dns, standIn } = await openSite();
    const { sender } = messaging.email;
    await sender.create({ name: 'Acme', address });
    await sender.confirm(await code());
    await publish();
    dns.set('acme.example', 'TXT', ['v=spf1 include:mailgun.org include:spf.other.example ~all']);
    dns.set('spf.other.example', 'TXT', ['v=spf1 -all']);
    dns.set('email.acme.example', 'CNAME', []);
    expect((await sender.checkDomain()).validated).toBe(true);
    expect(standIn.domains.at(-1)).toMatchObject({ name: 'acme.example', active: true });
  });
});

describe('a mail', () => {
  it('goes from the site to the reader, and its reports come back', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const id = await send();
    const mail = standIn.mails.at(-1);
    if (!mail) throw new Error('nothing was taken');
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'sent',
      transport: 'mailgun',
      providerId: mail.id,
    });
    const read: readonly StandInEvent[] = [
      ...delivered,
      { event: 'opened' },
      { event: 'clicked', url: 'https://a.example' },
    ];
    expect(await standIn.report(mail, read, { times: 2, shuffled: true })).toEqual(Array(8).fill(200));
    const { status, events } = await messaging.email.get(id);
    expect(status).toBe('delivered');
    const types = events.map(({ type }) => type);
    expect(types.filter((type) => type === 'opened' || type === 'clicked').toSorted()).toEqual([
      'clicked',
      'opened',
    ]);
    const [listed] = (await messaging.email.history()).items;
    expect(listed).toMatchObject({ id, status: 'delivered' });
  });

  it.each<[string, readonly StandInEvent[], object]>([
    [
      'to a mailbox that does not exist',
      bounced(),
      { status: 'undelivered', failure: { class: 'recipient', code: '5.1.1' } },
    ],
    [
      'that Mailgun holds back',
      suppressed('bounce'),
      { status: 'failed', failure: { class: 'recipient', code: 'suppress-bounce' } },
    ],
    [
      'to somebody who unsubscribed at Mailgun',
      suppressed('unsubscribe'),
      { status: 'failed', failure: { class: 'opted_out' } },
    ],
    ['that is called spam', complained, { status: 'delivered' }],
    ['whose reader wants no more', unsubscribed, { status: 'delivered' }],
  ])('%s is told, and no other is tried', async (_name, events, expected) => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const id = await send();
    await standIn.report(standIn.mails.at(-1) ?? [], events);
    expect(await messaging.email.get(id)).toMatchObject(expected);
    expect((await messaging.email.get(await send())).status).toBe('suppressed');
  });

  it('of a domain that Mailgun does not know any more fails, and says what to do', async () => {
    const { messaging, setUp, send, ask } = await openSite();
    await setUp();
    await ask('DELETE', '/v3/domains/acme.example');
    expect(await messaging.email.get(await send())).toMatchObject({
      status: 'failed',
      failure: { class: 'sender', code: 'HTTP 404' },
    });
  });

  it('whose answer was lost is found among the events, and sent once', async () => {
    const { standIn, messaging, setUp, send, advance } = await openSite();
    await setUp();
    standIn.http.intercept = ({ path }) => (path.endsWith('/messages') ? 'break' : undefined);
    const before = standIn.mails.length;
    const id = await send();
    expect((await messaging.email.get(id)).status).toBe('unknown');
    const adopted = new Promise<void>((resolve) => messaging.on('message.sent', () => resolve()));
    await messaging.start();
    advance(60_000);
    await adopted;
    await messaging.stop();
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'sent',
      providerId: standIn.mails.at(-1)?.id,
      attempts: 1,
    });
    expect(standIn.mails).toHaveLength(before + 1);
  });

  it('whose answer was lost is settled by what Mailgun reports', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    standIn.http.intercept = ({ path }) => (path.endsWith('/messages') ? 'reset' : undefined);
    const id = await send();
    await standIn.report(standIn.mails.at(-1) ?? [], delivered);
    expect(await messaging.email.get(id)).toMatchObject({ status: 'delivered', attempts: 1 });
  });
});

describe('what is posted to the site', () => {
  it('under another handle changes nothing', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const id = await send();
    const mail = standIn.mails.at(-1);
    if (!mail) throw new Error('nothing was taken');
    const handle = mail.variables.postern ?? '';
    for (const postern of [undefined, '', handle.slice(0, -1), `${handle.slice(0, -4)}0000`]) {
      const variables: Record<string, string> = postern === undefined ? {} : { postern };
      expect(await standIn.report({ ...mail, variables }, bounced())).toEqual([200, 200]);
    }
    expect((await messaging.email.get(id)).status).toBe('sent');
  });

  it('under a signature of long ago is refused', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const id = await send();
    const signedAt = new Date(Date.now() - 10 * 3_600_000);
    expect(await standIn.report(standIn.mails.at(-1) ?? [], delivered, { signedAt })).toEqual([403, 403]);
    expect((await messaging.email.get(id)).status).toBe('sent');
  });
});

it('a stand-in reports by itself', async () => {
  const { messaging, setUp, send } = await openSite({ reports: () => delivered });
  await setUp();
  const id = await send();
  await expect.poll(async () => (await messaging.email.get(id)).status).toBe('delivered');
});
