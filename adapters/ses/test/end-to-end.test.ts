import { simpleParser } from 'mailparser';
import { expect, it } from 'vitest';
import { bounced, delivered } from '../src/testing/index.ts';
import { openStandIn } from './support/fixtures.ts';
import { openHost } from './support/host.ts';

const codeSender = { name: 'Postern', address: 'codes@ready.example' };

/** A sender that is ready: its code from the mail that came by the stand-in, its records in DNS, its events on their way. */
async function ready() {
  const standIn = await openStandIn();
  const host = await openHost(standIn, { codeSender });
  const { sender } = host.messaging.email;
  await sender.create({ name: 'Acme', address: 'hello@acme.example' });
  await host.messaging.deliverDue();
  const { text = '', from } = await simpleParser(standIn.mails[0]?.raw ?? '');
  expect(from?.value).toEqual([codeSender]);
  await sender.confirm(/\b\d{6}\b/.exec(text)?.[0] ?? '');
  for (const { name, type, value } of (await sender.domain()).records) host.dns.set(name, type, [value]);
  const url = host.messaging.webhookUrl(host.email);
  const arn = expect.stringContaining(standIn.options.topics[0] ?? '');
  expect(await host.email.registerWebhook(url)).toEqual({ id: arn });
  await expect.poll(() => standIn.subscribers).toEqual([url]);
  expect(await host.email.registerWebhook(url)).toEqual({ id: arn });
  const domain = await sender.checkDomain();
  return { standIn, domain, ...host };
}

it('a sender is set up, a mail sent, its reports come back, and it is found', async () => {
  const { standIn, domain, messaging } = await ready();
  const [identity] = standIn.identities;
  expect(domain.records.map(({ name, type, value, status }) => [name, type, value, status])).toEqual([
    ...(identity?.tokens ?? []).map((token) => [
      `${token}._domainkey.acme.example`,
      'CNAME',
      `${token}.dkim.amazonses.com`,
      'passed',
    ]),
    ['_dmarc.acme.example', 'TXT', 'v=DMARC1; p=none;', 'passed'],
  ]);
  expect(domain.records).toHaveLength(4);
  expect(await messaging.email.sender.get()).toMatchObject({ ready: true });

  const { id } = await messaging.email.send({
    to: { address: 'ada@example.org' },
    subject: 'Hello',
    text: 'Hi Ada',
  });
  await messaging.deliverDue();
  const mail = standIn.mails.at(-1);
  if (!mail) throw new Error('nothing was taken');
  expect(mail.to).toEqual(['ada@example.org']);
  expect(await messaging.email.get(id)).toMatchObject({
    ...{ status: 'sent', transport: 'ses', providerId: mail.messageId },
  });
  const statuses = await standIn.report(mail, delivered, { shuffled: true, times: 2 });
  expect(statuses).toEqual([204, 204, 204, 204]);
  expect((await messaging.email.get(id)).status).toBe('delivered');
  expect((await messaging.email.search('Ada')).items.map((one) => one.id)).toEqual([id]);

  await messaging.email.sender.delete();
  expect(standIn.identities).toEqual([]);
});

it.each([['NoEmail'], ['OnAccountSuppressionList']])(
  'an address that bounced as %s is not written to again',
  async (bounceSubType) => {
    const { standIn, messaging } = await ready();
    const mail = { to: { address: 'nobody@example.org' }, subject: 'Hello', text: 'Hello' };
    const { id } = await messaging.email.send(mail);
    await messaging.deliverDue();
    const taken = standIn.mails.at(-1);
    if (taken) await standIn.report(taken, bounced('Permanent', bounceSubType));
    expect(await messaging.email.get(id)).toMatchObject({
      status: 'undelivered',
      failure: { class: 'recipient', code: `Permanent/${bounceSubType}` },
    });
    expect((await messaging.email.send(mail)).status).toBe('suppressed');
  },
);

it('an event of a mail without our handle, or with one that was made up, changes nothing', async () => {
  const { standIn, messaging } = await ready();
  const { id } = await messaging.email.send({
    to: { address: 'ada@example.org' },
    subject: 'Hello',
    text: 'Hi',
  });
  await messaging.deliverDue();
  const mail = standIn.mails.at(-1);
  if (!mail) throw new Error('nothing was taken');
  const { postern = '' } = mail.tags;
  const forged = {
    ...mail,
    tags: { postern: `${postern.slice(0, -1)}${postern.endsWith('0') ? '1' : '0'}` },
  };
  expect(await standIn.report([{ ...mail, tags: {} }, forged], bounced())).toEqual([204, 204, 204, 204]);
  expect((await messaging.email.get(id)).status).toBe('sent');
});
