import { describe, expect, it } from 'vitest';
import { bounced, brevoError, delivered, smsDelivered } from '../src/testing/index.ts';
import { openSite } from './support/site.ts';

const address = 'news@acme.example';

describe('a sender at Brevo', () => {
  it('gets a code of Brevo’s, shows what DNS needs, and is ready when both are done', async () => {
    const { standIn, messaging, publish } = await openSite();
    const { sender } = messaging.email;
    const created = await sender.create({ name: 'Acme', address });
    expect(created).toMatchObject({ ready: false, missing: ['validate_address', 'validate_domain'] });
    // Brevo mails the code: no mail of ours leaves.
    await messaging.deliverDue();
    expect(standIn.mails).toEqual([]);
    const code = standIn.codes.get(address) ?? '';
    await expect(sender.confirm(code === '999999' ? '100000' : '999999')).rejects.toMatchObject({
      code: 'code_wrong',
    });
    expect(await sender.confirm(code)).toMatchObject({ addressValidated: true });
    const { records } = await sender.domain();
    expect(records.map(({ purpose, type, name }) => `${purpose} ${type} ${name}`)).toEqual([
      'dkim CNAME brevo1._domainkey.acme.example',
      'dkim CNAME brevo2._domainkey.acme.example',
      'ownership TXT acme.example',
      'dmarc TXT _dmarc.acme.example',
    ]);
    const asked = standIn.http.calls.length;
    expect((await sender.checkDomain()).validated).toBe(false);
    expect(standIn.http.calls).toHaveLength(asked);
    await publish();
    expect((await sender.checkDomain()).validated).toBe(true);
    expect(await sender.get()).toMatchObject({ ready: true });
    expect(standIn.domains).toMatchObject([{ name: 'acme.example', authenticated: true }]);
    await sender.delete();
    expect([standIn.senders, standIn.domains]).toEqual([[], []]);
  });

  it('that Brevo refuses is not recorded', async () => {
    const { messaging } = await openSite({
      intercept: ({ method, path }) =>
        method === 'POST' && path === '/v3/senders'
          ? brevoError(400, 'invalid_parameter', 'DMARC policy requires domain authentication')
          : undefined,
    });
    const { sender } = messaging.email;
    await expect(sender.create({ name: 'Acme', address })).rejects.toMatchObject({ code: 'sender_refused' });
    expect(await sender.find()).toBeUndefined();
  });
});

describe('a mail', () => {
  it('goes from the site to the reader, and its reports come back', async () => {
    const { standIn, messaging, setUp, send } = await openSite({ reports: () => [] });
    await setUp();
    const id = await send();
    const [mail] = standIn.mails;
    if (!mail) throw new Error('nothing was taken');
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'sent',
      transport: 'brevo',
      providerId: mail.messageId,
    });
    await standIn.report(mail, [
      ...delivered,
      { event: 'unique_opened' },
      { event: 'click', link: 'https://a.example' },
    ]);
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'delivered',
      events: expect.arrayContaining([
        expect.objectContaining({ type: 'opened' }),
        expect.objectContaining({ type: 'clicked', detail: 'Brevo: click' }),
      ]),
    });
  });

  it('to a mailbox that does not exist says so, and no other is tried', async () => {
    const { standIn, messaging, setUp, send } = await openSite();
    await setUp();
    const id = await send();
    await standIn.report(standIn.mails, bounced());
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'undelivered',
      failure: {
        class: 'recipient',
        code: 'hard_bounce',
        message: 'The message came back for good: 550 5.1.1 User unknown',
      },
    });
    expect((await messaging.email.get(await send())).status).toBe('suppressed');
  });

  it('of a sender that Brevo does not know any more fails, though it was taken', async () => {
    const { standIn, messaging, setUp, send } = await openSite({ reports: () => delivered });
    await setUp();
    for (const { id } of standIn.senders) await remove(standIn.options, `/senders/${id}`);
    await remove(standIn.options, '/senders/domains/acme.example');
    const id = await send();
    await expect.poll(async () => (await messaging.email.get(id)).status).toBe('failed');
    expect((await messaging.email.get(id)).failure).toMatchObject({ class: 'sender', code: 'error' });
  });

  it('whose answer was lost is handed over again under the same key, and is there once', async () => {
    const { standIn, messaging, setUp, send, advance } = await openSite();
    await setUp();
    standIn.http.intercept = () => 'reset';
    const id = await send();
    standIn.http.intercept = undefined;
    advance(600_000);
    await messaging.deliverDue();
    expect(standIn.mails).toHaveLength(1);
    expect(await messaging.email.get(id)).toMatchObject({ status: 'sent', attempts: 1 });
    await standIn.report(standIn.mails, delivered);
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'delivered',
      providerId: standIn.mails[0]?.messageId,
    });
  });
});

it('an SMS goes to the phone and its reports come back, with nothing set up for them', async () => {
  const { standIn, messaging } = await openSite();
  const { id } = await messaging.sms.send({ to: { address: '+33612345678' }, text: 'Your table is ready.' });
  await messaging.deliverDue();
  expect(await messaging.sms.get(id)).toMatchObject({
    status: 'sent',
    providerId: `${standIn.texts[0]?.messageId}`,
  });
  expect(await standIn.report(standIn.texts, smsDelivered, { times: 2, shuffled: true })).toEqual(
    Array(6).fill(204),
  );
  expect((await messaging.sms.get(id)).status).toBe('delivered');
});

async function remove({ apiKey, baseUrl }: { apiKey: string; baseUrl: string }, path: string): Promise<void> {
  await fetch(`${baseUrl}${path}`, { method: 'DELETE', headers: { 'api-key': apiKey } });
}
