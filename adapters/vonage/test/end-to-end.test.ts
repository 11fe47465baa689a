import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory } from '@postern/memory';
import { Messaging, nodeHandler } from 'postern';
import { describe, expect, it } from 'vitest';
import { delivered, rejected, vonageError } from '../src/testing/index.ts';
import { closedAfterTest, openStandIn, transportTo } from './support/fixtures.ts';

const phone = '+33612345678';

/** A site that sends by the stand-in, and is called back by it over HTTP. */
async function open() {
  const server = createServer((request, response) => {
    nodeHandler((one) => messaging.handle(one))(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closedAfterTest({
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/messaging`;
  const standIn = await openStandIn();
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    secret: 'x'.repeat(32),
    publicUrl,
    ...memory(),
    sms: transportTo(standIn),
  });
  messaging.on('error', () => {});
  messaging.on('channel.paused', () => {});
  const send = async () => {
    const { id } = await messaging.sms.send({ to: { address: phone }, text: 'Your parcel is at the door.' });
    await messaging.deliverDue();
    return id;
  };
  const inboundUrl = messaging.webhookUrl({ channel: 'sms', name: 'vonage' });
  return { standIn, messaging, send, inboundUrl };
}

describe('an SMS', () => {
  it('goes from the site to the phone, and its reports come back', async () => {
    const { standIn, messaging, send } = await open();
    const id = await send();
    const [message] = standIn.messages;
    expect(message).toMatchObject({
      to: '33612345678',
      from: 'Acme',
      text: 'Acme: Your parcel is at the door.',
    });
    expect(await messaging.sms.get(id)).toMatchObject({
      status: 'sent',
      transport: 'vonage',
      providerId: message?.message_uuid,
    });
    const answers = await standIn.report(standIn.messages, delivered, { shuffled: true, times: 3 });
    expect(answers).toEqual(Array(6).fill(200));
    const { items } = await messaging.sms.search('parcel');
    expect(items).toMatchObject([{ id, status: 'delivered' }]);
  });

  it('that did not arrive says why', async () => {
    const { standIn, messaging, send } = await open();
    const id = await send();
    await standIn.report(standIn.messages, rejected(1190));
    expect(await messaging.sms.get(id)).toMatchObject({
      status: 'undelivered',
      failure: { class: 'recipient', code: '1190' },
    });
  });

  it('to somebody who opted out at Vonage does not arrive, and no other is tried', async () => {
    const { standIn, messaging, send } = await open();
    const id = await send();
    await standIn.report(standIn.messages, rejected(1240));
    expect(await messaging.sms.get(id)).toMatchObject({ failure: { class: 'opted_out' } });
    expect((await messaging.sms.get(await send())).status).toBe('suppressed');
  });

  it('whose answer was lost is settled by its reports, and forged ones do nothing', async () => {
    const { standIn, messaging, send } = await open();
    standIn.http.intercept = () => 'reset';
    const id = await send();
    expect((await messaging.sms.get(id)).status).toBe('unknown');
    const [message] = standIn.messages;
    const { webhook_url = '', client_ref, message_uuid } = message ?? {};
    const forged = JSON.stringify({ channel: 'sms', message_uuid, client_ref, status: 'rejected' });
    const headers = { authorization: 'Bearer e30.e30.e30' };
    expect((await fetch(webhook_url, { method: 'POST', headers, body: forged })).status).toBe(403);
    await standIn.report(standIn.messages, delivered);
    expect(await messaging.sms.get(id)).toMatchObject({
      status: 'delivered',
      providerId: message_uuid,
      attempts: 1,
    });
    expect(standIn.messages).toHaveLength(1);
  });

  it('waits where the account has no credit, and goes once it has', async () => {
    const { standIn, messaging, send } = await open();
    standIn.http.intercept = () => vonageError('Low balance');
    const id = await send();
    expect(await messaging.sms.get(id)).toMatchObject({ status: 'queued' });
    expect(standIn.messages).toEqual([]);
  });
});

it('a phone that writes STOP gets no more, until it writes START', async () => {
  const { standIn, messaging, send, inboundUrl } = await open();
  const write = (text: string) => standIn.receive({ from: phone, to: '+15017122661', text }, inboundUrl);
  expect(await write('Stop')).toEqual({ status: 200, body: '' });
  expect((await messaging.sms.get(await send())).status).toBe('suppressed');
  await write('START');
  expect((await messaging.sms.get(await send())).status).toBe('sent');
});
