import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { requestsOf } from 'postern/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { about, type PigeonMessage, signed } from '../src/pigeon-stand-in.ts';
import { webhookSecret } from './support/open-pigeon.ts';
import { openService } from './support/open-service.ts';

let service: Awaited<ReturnType<typeof openService>>;
/** What the core told of each callback. */
let told: { applied: number; repeated: number; dropped: number; inbound: number }[] = [];
beforeEach(async () => {
  service = await openService();
  told = [];
  service.messaging.on('callback.received', ({ applied, repeated, dropped, inbound }) => {
    told.push({ applied, repeated, dropped, inbound });
  });
});
afterEach(() => service.close());

/** Sends so many, each to a number of its own; answers what Pigeon took. */
async function send(count = 1): Promise<readonly PigeonMessage[]> {
  const { messaging, standIn } = service;
  for (let index = 0; index < count; index += 1)
    await messaging.sms.send({
      to: { address: `+44${7_400_100_000 + index}` },
      text: 'Your table is ready.',
    });
  await messaging.deliverDue();
  return standIn.messages;
}

async function sendOne(): Promise<PigeonMessage> {
  const [message] = await send();
  if (!message) throw new Error('Pigeon took nothing.');
  return message;
}

/** How many messages stand where. */
async function statuses(): Promise<Readonly<Record<string, number>>> {
  const { counts } = await service.messaging.sms.overview();
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

it('takes a thousand events in one request, in any order, and again without effect', async () => {
  const { standIn } = service;
  const messages = await send(500);
  const events = messages.flatMap((message, index) => [
    about(message, 'sent'),
    index % 5 === 0 ? about(message, 'failed', 'phone_unreachable') : about(message, 'delivered'),
  ]);
  for (const batch of requestsOf(events, { shuffled: true, batch: 1_000 }))
    expect(await standIn.report(batch)).toMatchObject({ status: 204 });
  expect(await statuses()).toEqual({ delivered: 400, undelivered: 100 });
  await standIn.report(events);
  expect(await statuses()).toEqual({ delivered: 400, undelivered: 100 });
  expect(told).toEqual([
    { applied: 1_000, repeated: 0, dropped: 0, inbound: 0 },
    { applied: 0, repeated: 1_000, dropped: 0, inbound: 0 },
  ]);
});

it('changes nothing by events whose reference is made up, or that have none', async () => {
  const { standIn } = service;
  const message = await sendOne();
  const forged = {
    ...message,
    reference: message.reference.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  };
  const { reference: _none, ...nameless } = about(message, 'failed');
  await standIn.report([about(forged, 'failed'), { ...nameless, id: 'e1', type: 'failed' }]);
  expect(told).toEqual([{ applied: 0, repeated: 0, dropped: 2, inbound: 0 }]);
  expect(await statuses()).toEqual({ sent: 1 });
});

it('refuses a batch that was tampered with, whole', async () => {
  const { standIn } = service;
  const message = await sendOne();
  const body = JSON.stringify({ events: [about(message, 'delivered')] });
  const headers = signed(body, webhookSecret, new Date());
  const tampered = body.replace('delivered', 'failed');
  expect(await standIn.http.post({ url: standIn.webhookUrl, headers, body: tampered })).toMatchObject({
    status: 403,
  });
  expect([told, await statuses()]).toEqual([[], { sent: 1 }]);
});

it('holds a message that Pigeon may have taken, and learns from a report that it did', async () => {
  const { messaging, standIn } = service;
  standIn.http.intercept = () => 'reset';
  const message = await sendOne();
  expect(await statuses()).toEqual({ unknown: 1 });
  await standIn.report([about(message, 'delivered')]);
  await messaging.deliverDue();
  expect([await statuses(), standIn.messages.length]).toEqual([{ delivered: 1 }, 1]);
});

it('writes no more to a phone that answered STOP', async () => {
  const { standIn } = service;
  const message = await sendOne();
  const stop = { id: 'e1', type: 'received', message_id: 'p1', from: message.to, to: 'Acme', text: 'Stop' };
  await standIn.report([stop]);
  await send();
  expect([await statuses(), standIn.messages.length]).toEqual([{ sent: 1, suppressed: 1 }, 1]);
});

it('runs as the README says, and ends by itself', async () => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=@postern/source', main]);
  const [said, exit] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(said.trimEnd().split('\n')).toEqual([
    'Pigeon reports to /messaging/callback/sms/pigeon',
    '+447400000001: sent',
    '+447400000002: sent',
    '+447400000001: delivered',
    '+447400000002: undelivered',
    '+447400000001 wrote: Thanks!',
    expect.stringMatching(/^In the history: \+447400000002, undelivered: The recipient could not be reached/),
    'In the history: +447400000001, delivered',
  ]);
  expect(exit).toEqual([0, null]);
});
