import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brevoSms } from '@postern/brevo';
import { startBrevoStandIn } from '@postern/brevo/testing';
import { memory } from '@postern/memory';
import { twilio } from '@postern/twilio';
import { startTwilioStandIn } from '@postern/twilio/testing';
import { vonage } from '@postern/vonage';
import { startVonageStandIn } from '@postern/vonage/testing';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { Messaging, nodeHandler, type Transport } from '../../src/index.ts';

/** How a provider's reports come. */
interface How {
  readonly shuffled?: boolean;
  readonly times?: number;
}

/** One provider's side. */
interface Side {
  readonly transport: Transport<'sms'>;
  /** How many kinds of reports it has. */
  readonly kinds: number;
  /** Reports these of its kinds of the last SMS that it took. */
  report(kinds: readonly number[], how: How): Promise<unknown>;
  close(): Promise<void>;
}

function sideOf<Message, Report>(
  standIn: {
    report(message: Message, reports: readonly Report[], how: How): Promise<unknown>;
    close(): Promise<void>;
  },
  transport: Transport<'sms'>,
  { last, reports }: { readonly last: () => Message | undefined; readonly reports: readonly Report[] },
): Side {
  return {
    transport,
    kinds: reports.length,
    async report(kinds, how) {
      const message = last();
      if (message === undefined) throw new Error('no SMS was taken');
      return standIn.report(
        message,
        kinds.flatMap((kind) => reports[kind] ?? []),
        how,
      );
    },
    async close() {
      await transport.close?.();
      await standIn.close();
    },
  };
}

const providers: Readonly<Record<string, () => Promise<Side>>> = {
  async twilio() {
    const standIn = await startTwilioStandIn();
    const words = ['queued', 'sent', 'delivered', 'read', 'canceled', 'new_in_2031'];
    return sideOf(standIn, twilio({ ...standIn.options, sender: 'Acme' }), {
      last: () => standIn.messages.at(-1),
      reports: [
        ...words.map((status) => ({ status })),
        { status: 'undelivered', errorCode: 30003 },
        { status: 'failed', errorCode: 30008 },
      ],
    });
  },
  async brevo() {
    const standIn = await startBrevoStandIn();
    const words = ['accepted', 'sent', 'delivered', 'soft_bounce', 'hard_bounce', 'rejected', 'new_in_2031'];
    return sideOf(standIn, brevoSms({ ...standIn.options, sender: 'Acme' }), {
      last: () => standIn.texts.at(-1),
      reports: words.map((event) => ({ event })),
    });
  },
  async vonage() {
    const standIn = await startVonageStandIn();
    const words = ['submitted', 'delivered', 'read', 'new_in_2031'];
    return sideOf(standIn, vonage({ ...standIn.options, sender: 'Acme' }), {
      last: () => standIn.messages.at(-1),
      reports: [
        ...words.map((status) => ({ status })),
        { status: 'rejected', errorCode: 1180 },
        { status: 'undeliverable', errorCode: 1030 },
      ],
    });
  },
};

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A site that sends by one provider, and is called back by it over HTTP. */
async function siteOf(name: string) {
  const side = await providers[name]?.();
  if (!side) throw new Error('There is no such provider.');
  const server = createServer((request, response) => {
    nodeHandler((one) => messaging.handle(one))(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    secret: 'x'.repeat(32),
    publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messaging`,
    ...memory(),
    sms: side.transport,
  });
  open.push({
    async close() {
      server.closeAllConnections();
      server.close();
      await side.close();
    },
  });
  let count = 0;
  const send = async () => {
    count += 1;
    // A number that no report has put on the suppression list.
    const address = `+3361234${String(count).padStart(4, '0')}`;
    const { id } = await messaging.sms.send({ to: { address }, text: 'Your table is ready.' });
    await messaging.deliverDue();
    return id;
  };
  return { messaging, side, send };
}

describe.each(Object.keys(providers))('the reports of %s about SMS', (name) => {
  it('end in the same status, whatever their order and repetition', async () => {
    const { messaging, side, send } = await siteOf(name);
    const chosen = fc.uniqueArray(fc.nat({ max: side.kinds - 1 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(chosen, fc.integer({ min: 1, max: 3 }), async (kinds, times) => {
        const plain = await send();
        await side.report(kinds, {});
        const mixed = await send();
        await side.report(kinds, { shuffled: true, times });
        const [one, other] = await Promise.all([plain, mixed].map((id) => messaging.sms.get(id)));
        expect(other?.status).toBe(one?.status);
        const types = (all: typeof one) => all?.events.map(({ type }) => type).toSorted();
        expect(types(other)).toEqual(types(one));
      }),
      { numRuns: 20 },
    );
  });
});
