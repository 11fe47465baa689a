import { describe, expect, it } from 'vitest';
import { bounced, delivered, dropped } from '../src/testing/index.ts';
import { openSite } from './support/site.ts';

const address = 'news@acme.example';

describe('a sender at SendGrid', () => {
  it('gets a code of ours, shows what DNS needs, and is ready when both are done', async () => {
    const { standIn, messaging, mailedCode, publish } = await openSite();
    const { sender } = messaging.email;
    await sender.create({ name: 'Acme', address });
    const code = await mailedCode();
    // SendGrid takes no mail from the sender itself yet.
    expect(standIn.mails).toMatchObject([{ from: { email: 'codes@host.example', name: 'Codes' } }]);
    expect(await sender.confirm(code)).toMatchObject({ addressValidated: true });
    const { records } = await sender.domain();
    expect(records.map(({ purpose, type, name }) => `${purpose} ${type} ${name}`)).toEqual([
      'ownership CNAME em2183.acme.example',
      'dkim CNAME s1._domainkey.acme.example',
      'dkim CNAME s2._domainkey.acme.example',
      'dmarc TXT _dmarc.acme.example',
    ]);
    const asked = standIn.http.calls.length;
    expect((await sender.checkDomain()).validated).toBe(false);
    expect(standIn.http.calls).toHaveLength(asked);
    await publish();
    expect((await sender.checkDomain()).validated).toBe(true);
    expect(await sender.get()).toMatchObject({ ready: true });
    expect(standIn.domains).toMatchObject([{ name: 'acme.example', valid: true }]);
    await sender.delete();
    expect(standIn.domains).toEqual([]);
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
      transport: 'sendgrid',
      providerId: mail.messageId,
    });
    const events = [...delivered, { event: 'open' }, { event: 'click', url: 'https://a.example' }];
    expect(await standIn.report(mail, events, { shuffled: true, times: 2 })).toEqual([204]);
    const { items } = await messaging.email.search('parcel');
    expect(items).toMatchObject([{ id, status: 'delivered' }]);
    const { events: recorded } = await messaging.email.get(id);
    const told = recorded.map(({ type }) => type);
    for (const type of ['delivered', 'opened', 'clicked'])
      expect(told.filter((one) => one === type)).toHaveLength(1);
  });

  it('to a mailbox that does not exist says so, and no other is tried', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const id = await send();
    await standIn.report(standIn.mails.slice(-1), bounced());
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'undelivered',
      failure: { class: 'recipient', code: 'Invalid Address' },
    });
    expect((await messaging.email.get(await send())).status).toBe('suppressed');
  });

  it('that SendGrid dropped failed, though it was taken', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const id = await send();
    await standIn.report(standIn.mails.slice(-1), dropped('Unsubscribed Address'));
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'failed',
      failure: { class: 'opted_out' },
    });
    expect((await messaging.email.get(await send())).status).toBe('suppressed');
  });

  it('whose answer was lost is settled by its reports, and forged ones do nothing', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    standIn.http.intercept = () => 'reset';
    const id = await send();
    standIn.http.intercept = undefined;
    const mail = standIn.mails.at(-1);
    if (!mail) throw new Error('nothing was taken');
    const [{ url } = { url: '' }] = standIn.webhooks;
    const forged = JSON.stringify([{ event: 'bounce', ...mail.personalizations[0]?.custom_args }]);
    expect((await fetch(url, { method: 'POST', body: forged })).status).toBe(403);
    await standIn.report(mail, delivered);
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'delivered',
      providerId: mail.messageId,
      attempts: 1,
    });
    expect(standIn.mails.filter(({ subject }) => subject?.endsWith('Your parcel'))).toHaveLength(1);
  });
});
