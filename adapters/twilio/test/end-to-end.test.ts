import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory } from '@postern/memory';
import { Messaging, nodeHandler } from 'postern';
import { describe, expect, it } from 'vitest';
import { twilio } from '../src/index.ts';
import { type StandInMessage, undelivered } from '../src/testing/index.ts';
import { closedAfterTest, openProvider } from './support/fixtures.ts';
import { error } from './support/provider.ts';

const phone = '+33612345678';
const permutations = <T>(items: readonly T[]): readonly T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));

/** A site that sends by the stand-in, and is called back by it over HTTP. */
async function open() {
  const provider = await openProvider();
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
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const messaging = new Messaging({
    ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), publicUrl },
    ...{ ...memory({ clock }), clock, delivery: { sweepEveryMs: 100 } },
    sms: twilio({ ...provider.standIn.options, sender: 'Acme', clock }),
  });
  const send = async (text = 'Your parcel is at the door.') => {
    const { id } = await messaging.sms.send({ to: { address: phone }, text });
    await messaging.deliverDue();
    return id;
  };
  const taken = (): StandInMessage => {
    const message = provider.standIn.messages.findLast(({ direction }) => direction === 'outbound-api');
    if (!message) throw new Error('nothing was taken');
    return message;
  };
  const advance = (ms: number) => {
    ahead += ms;
  };
  return { provider, messaging, publicUrl, send, taken, advance };
}

describe('an SMS', () => {
  it('goes from the site to the phone, and its reports come back', async () => {
    const { provider, messaging, send, taken } = await open();
    const id = await send();
    expect(taken()).toMatchObject({ to: phone, from: 'Acme', body: 'Acme: Your parcel is at the door.' });
    expect(await messaging.sms.get(id)).toMatchObject({
      status: 'sent',
      transport: 'twilio',
      providerId: taken().sid,
    });
    await provider.standIn.report(taken(), [{ status: 'sent' }, { status: 'delivered' }]);
    expect((await messaging.sms.get(id)).status).toBe('delivered');
  });

  it('that did not arrive says why', async () => {
    const { provider, messaging, send, taken } = await open();
    const id = await send();
    await provider.standIn.report(taken(), undelivered(30005));
    expect(await messaging.sms.get(id)).toMatchObject({
      status: 'undelivered',
      failure: { class: 'recipient', code: '30005' },
    });
  });

  it('to somebody who opted out at Twilio fails, and no other is tried', async () => {
    const { provider, messaging, send } = await open();
    provider.fault = error(400, 21610);
    expect(await messaging.sms.get(await send())).toMatchObject({
      status: 'failed',
      failure: { class: 'opted_out', code: '21610' },
    });
    expect((await messaging.sms.get(await send())).status).toBe('suppressed');
    expect(provider.calls).toHaveLength(1);
  });

  it.each(permutations(['queued', 'sent', 'delivered']))(
    'whose answer was lost ends as delivered by reports in the order %s, %s, %s, repeated or not, and forged ones do nothing',
    async (...order) => {
      const { provider, messaging, send, taken } = await open();
      provider.fault = 'break';
      const id = await send();
      expect((await messaging.sms.get(id)).status).toBe('unknown');
      const forged = await fetch(taken().statusCallback ?? '', {
        method: 'POST',
        headers: { 'X-Twilio-Signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
        body: new URLSearchParams({ MessageSid: taken().sid, MessageStatus: 'undelivered' }),
      });
      expect(forged.status).toBe(403);
      const reports = order.map((status) => ({ status }));
      expect(await provider.standIn.report(taken(), reports, { times: 2 })).toEqual(Array(6).fill(200));
      expect(await messaging.sms.get(id)).toMatchObject({
        status: 'delivered',
        providerId: taken().sid,
        attempts: 1,
      });
      expect(provider.standIn.messages).toHaveLength(1);
    },
  );

  it('whose answer and reports were lost is found in the list of messages', async () => {
    const { provider, messaging, send, taken, advance } = await open();
    provider.fault = 'break';
    const id = await send();
    provider.fault = undefined;
    const adopted = new Promise<void>((resolve) => messaging.on('message.sent', () => resolve()));
    await messaging.start();
    advance(60_000);
    await adopted;
    await messaging.stop();
    expect(await messaging.sms.get(id)).toMatchObject({
      status: 'sent',
      providerId: taken().sid,
      attempts: 1,
    });
    expect(provider.standIn.messages).toHaveLength(1);
  });
});

it('a phone that writes STOP gets no more, until it writes START', async () => {
  const { provider, messaging, publicUrl, send } = await open();
  const write = (text: string) =>
    provider.standIn.receive({ from: phone, to: 'Acme', text }, `${publicUrl}/callback/sms/twilio`);
  expect(await write('Stop')).toMatchObject({ status: 200, body: expect.stringContaining('<Response/>') });
  expect((await messaging.sms.get(await send())).status).toBe('suppressed');
  await write('START');
  expect((await messaging.sms.get(await send())).status).toBe('sent');
});
