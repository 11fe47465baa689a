import { expect, it } from 'vitest';
import { bounced, delivered } from '../src/testing/index.ts';
import { openStandIn } from './support/fixtures.ts';
import { openHost } from './support/host.ts';

const codeSender = { name: 'Postern', address: 'codes@ready.example' };

/** A sender that is ready: its code from the mail that came by the stand-in, its records in DNS. */
async function ready(standIn: Awaited<ReturnType<typeof openStandIn>>) {
  const host = await openHost(standIn, { codeSender });
  const { sender } = host.messaging.email;
  await sender.create({ name: 'Acme', address: 'hello@acme.example' });
  await host.messaging.deliverDue();
  const code = /\b\d{6}\b/.exec(standIn.mails[0]?.text ?? '')?.[0] ?? '';
  await sender.confirm(code);
  for (const { name, type, value } of (await sender.domain()).records) host.dns.set(name, type, [value]);
  await host.email.registerWebhook(host.messaging.webhookUrl(host.email));
  return host;
}

it('a sender is set up, a mail sent, its reports come back, and it is found', async () => {
  const standIn = await openStandIn();
  const { messaging } = await ready(standIn);
  expect(standIn.mails[0]).toMatchObject({ from: '"Postern" <codes@ready.example>' });
  const domain = await messaging.email.sender.checkDomain();
  expect(domain.records.map(({ name, type, status }) => `${name} ${type} ${status}`)).toEqual([
    'send.acme.example TXT passed',
    'resend._domainkey.acme.example TXT passed',
    '_dmarc.acme.example TXT passed',
  ]);
  expect(await messaging.email.sender.get()).toMatchObject({ ready: true });

  const { id } = await messaging.email.send({
    to: { address: 'ada@example.org' },
    subject: 'Hello',
    text: 'Hi Ada',
  });
  await messaging.deliverDue();
  const mail = standIn.mails.at(-1);
  if (!mail) throw new Error('nothing was taken');
  expect(mail).toMatchObject({ subject: '[Acme] Hello', to: ['ada@example.org'] });
  expect(await messaging.email.get(id)).toMatchObject({
    status: 'sent',
    transport: 'resend',
    providerId: mail.id,
  });
  const statuses = await standIn.report(mail, delivered, { shuffled: true, times: 2 });
  expect(new Set(statuses)).toEqual(new Set([204]));
  expect((await messaging.email.get(id)).status).toBe('delivered');
  expect((await messaging.email.search('Ada')).items.map((one) => one.id)).toEqual([id]);

  await messaging.email.sender.delete();
  expect(standIn.domains).toEqual([]);
});

it('a mailbox that does not exist is not written to again', async () => {
  const standIn = await openStandIn();
  const { messaging } = await ready(standIn);
  await messaging.email.sender.checkDomain();
  const mail = { to: { address: 'nobody@example.org' }, subject: 'Hello', text: 'Hello' };
  const { id } = await messaging.email.send(mail);
  await messaging.deliverDue();
  const taken = standIn.mails.at(-1);
  if (taken) await standIn.report(taken, bounced());
  expect(await messaging.email.get(id)).toMatchObject({
    status: 'undelivered',
    failure: { class: 'recipient' },
  });
  expect((await messaging.email.send(mail)).status).toBe('suppressed');
});

it('a mail whose answer was lost is handed over again under its key, and taken once', async () => {
  const standIn = await openStandIn();
  const { messaging } = await ready(standIn);
  await messaging.email.sender.checkDomain();
  const before = standIn.mails.length;
  standIn.http.intercept = ({ path }) => (path === '/emails' ? 'break' : undefined);
  const { id } = await messaging.email.send({
    to: { address: 'ada@example.org' },
    subject: 'Hello',
    text: 'Hi',
  });
  await messaging.deliverDue();
  expect(await messaging.email.get(id)).toMatchObject({ status: 'queued', attempts: 1 });
  standIn.http.intercept = undefined;
  await messaging.email.reschedule(id, 'now');
  await messaging.deliverDue();
  expect(await messaging.email.get(id)).toMatchObject({ status: 'sent', attempts: 1 });
  expect(standIn.mails).toHaveLength(before + 1);
});
