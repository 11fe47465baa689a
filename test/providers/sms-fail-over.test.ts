import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brevoSms } from '@postern/brevo';
import { startBrevoStandIn } from '@postern/brevo/testing';
import { memory } from '@postern/memory';
import { twilio } from '@postern/twilio';
import { startTwilioStandIn } from '@postern/twilio/testing';
import { vonage } from '@postern/vonage';
import { startVonageStandIn } from '@postern/vonage/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { Messaging, nodeHandler, type Transport } from '../../src/index.ts';
import type { HttpReporting, HttpStandIn } from '../../src/testing/index.ts';

interface SmsSide {
  readonly transport: Transport<'sms'>;
  readonly http: HttpStandIn;
  /** Of how many kinds of reports it knows. */
  readonly kinds: number;
  taken(): number;
  /** Reports these of its kinds of the last SMS. */
  report(
    kinds: readonly number[],
    how: Pick<HttpReporting, 'shuffled' | 'times'>,
  ): Promise<readonly number[]>;
  close(): Promise<void>;
}

const sender = 'Acme';
const pick = <T>(all: readonly T[], chosen: readonly number[]): T[] => chosen.flatMap((at) => all[at] ?? []);

const providers: Readonly<Record<string, () => Promise<SmsSide>>> = {
  async twilio() {
    const standIn = await startTwilioStandIn();
    const words = ['queued', 'sent', 'delivered', 'undelivered', 'failed', 'canceled', 'read', 'new_in_2031'];
    return {
      ...{ transport: twilio({ ...standIn.options, sender }), http: standIn.http, kinds: words.length },
      taken: () => standIn.messages.length,
      report(kinds, how) {
        const [last] = standIn.messages.slice(-1);
        if (!last) throw new Error('nothing was taken');
        return standIn.report(
          last,
          pick(words, kinds).map((status) => ({ status })),
          how,
        );
      },
      close: () => standIn.close(),
    };
  },
  async vonage() {
    const standIn = await startVonageStandIn();
    const statuses = ['submitted', 'delivered', 'rejected', 'undeliverable', 'read', 'new_in_2031'];
    return {
      ...{ transport: vonage({ ...standIn.options, sender }), http: standIn.http, kinds: statuses.length },
      taken: () => standIn.messages.length,
      report: (kinds, how) =>
        standIn.report(
          standIn.messages.slice(-1),
          pick(statuses, kinds).map((status) => ({ status })),
          how,
        ),
      close: () => standIn.close(),
    };
  },
  async brevo() {
    const standIn = await startBrevoStandIn();
    const words = ['accepted', 'sent', 'delivered', 'soft_bounce', 'hard_bounce', 'rejected', 'new_in_2031'];
    return {
      ...{ transport: brevoSms({ ...standIn.options, sender }), http: standIn.http, kinds: words.length },
      taken: () => standIn.texts.length,
      report: (kinds, how) =>
        standIn.report(
          standIn.texts.slice(-1),
          pick(words, kinds).map((event) => ({ event })),
          how,
        ),
      close: () => standIn.close(),
    };
  },
};

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A site that sends by these providers, in this order, and is called back by them over HTTP. */
async function openSite(names: readonly string[]) {
  const sides = await Promise.all(names.flatMap((name) => providers[name]?.() ?? []));
  const server = createServer((request, response) => {
    nodeHandler((one) => messaging.handle(one))(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/messaging`;
  const messaging = new Messaging({
    ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), publicUrl, ...memory() },
    sms: sides.map(({ transport }) => transport),
  });
  open.push({
    async close() {
      server.closeAllConnections();
      server.close();
      for (const { transport, close } of sides) {
        await transport.close?.();
        await close();
      }
    },
  });
  let count = 0;
  const send = async () => {
    count += 1;
    const address = `+4474001${`${count}`.padStart(5, '0')}`;
    const { id } = await messaging.sms.send({ to: { address }, text: 'Your parcel is at the door.' });
    await messaging.deliverDue();
    return id;
  };
  const [first, second] = sides;
  if (!first) throw new Error('no provider');
  return { messaging, send, first, second };
}

const names = Object.keys(providers);
const pairs = names.flatMap((first) =>
  names.filter((name) => name !== first).map((second) => [first, second]),
);

describe('fail-over of SMS', () => {
  it.each(pairs)('from %s to %s and back', async (...pair) => {
    const { messaging, send, first, second } = await openSite(pair);
    const takenBy = async (id: string) => (await messaging.sms.get(id)).transport;
    expect(await takenBy(await send())).toBe(pair[0]);
    await first.http.unplug();
    const over = await send();
    expect(await takenBy(over)).toBe(pair[1]);
    await first.http.plug();
    expect(await takenBy(await send())).toBe(pair[0]);
    await second?.report([0, 1, 2], {});
    expect(['delivered', 'failed', 'undelivered']).toContain((await messaging.sms.get(over)).status);
  });
});
