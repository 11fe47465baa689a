import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Client } from './support/client.ts';

interface Seen {
  readonly turnedAway: number;
  readonly received: readonly {
    readonly id: string;
    readonly type: string;
    readonly times: number;
    readonly data: { readonly message?: { readonly id: string; readonly reference?: string } };
  }[];
}

let client: Client;
beforeAll(async () => {
  client = await Client.start();
});
afterAll(() => client.stop());

const seen = async () => (await client.get('/hooks.json')) as Seen;
const asBrowser = { accept: 'text/html' };
const page = async () => (await client.ask('GET', '/hooks', undefined, asBrowser)).text;
const message = { to: 'cus_001', text: 'Your table is ready.', reference: 'table/7' };
/** The types of what came of a message, in the order in which it came. */
const typesOf = async (id: string) =>
  (await seen()).received
    .filter(({ data }) => data.message?.id === id)
    .map(({ type }) => type)
    .reverse();

/** Waits until all that is recorded of a message has come, in that order. A stand-in says "sent" more than once: each is an event. */
async function isTold(id: string): Promise<void> {
  await client.reaches('delivered', 'sms', id);
  const { events } = (await client.get(`/api/sms/messages/${id}`)) as { events: readonly { type: string }[] };
  const recorded = events.map(({ type }) => `message.${type}`).filter((type) => /sent|delivered/.test(type));
  await vi.waitFor(async () => expect(await typesOf(id)).toEqual(recorded), 20_000);
  expect([recorded[0], recorded.at(-1)]).toEqual(['message.sent', 'message.delivered']);
}

describe('the receiver of webhooks', () => {
  test('is told what becomes of a message, in order and with its reference', async () => {
    const { id } = await client.send('sms', message);
    await isTold(id);
    const [newest] = (await seen()).received;
    expect(newest).toMatchObject({ times: 1, data: { message: { id, reference: 'table/7' } } });
    expect(JSON.stringify(await seen())).not.toContain('table is ready');
    expect(await page()).toContain(`<a href="/api/sms/messages/${id}">${id}</a><br><small>table/7</small>`);
  });

  test('turns away what is not signed, or was changed', async () => {
    const before = (await seen()).turnedAway;
    const forged = { type: 'message.delivered', data: { eventId: 'evt_1' } };
    const signature = { 'webhook-id': 'evt_1', 'webhook-signature': 'v1,AAAA' };
    const headers = { ...signature, 'webhook-timestamp': String(Math.floor(Date.now() / 1_000)) };
    expect((await client.ask('POST', '/hooks', forged)).status).toBe(401);
    expect((await client.ask('POST', '/hooks', forged, headers)).status).toBe(401);
    expect(await seen()).toMatchObject({ turnedAway: before + 2 });
    expect((await seen()).received.map(({ id }) => id)).not.toContain('evt_1');
  });

  test('is pinged by a button', async () => {
    const pinged = await client.ask('POST', '/hooks/ping', '', {
      ...asBrowser,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([pinged.status, pinged.headers.get('location')]).toEqual([303, '/hooks']);
    expect((await seen()).received[0]).toMatchObject({ type: 'webhook.test' });
  });

  test('gets again what it did not take', async () => {
    await client.post('/hooks/down');
    expect(await page()).toContain('What comes is answered by 503');
    const { id } = await client.send('sms', message);
    await client.reaches('delivered', 'sms', id);
    await vi.waitFor(async () => {
      const { items } = (await client.get('/hooks/deliveries.json')) as {
        items: readonly { status: number }[];
      };
      expect(items[0]).toMatchObject({ status: 503, attempt: 1, failure: 'refused' });
    }, 20_000);
    expect(await typesOf(id)).toEqual([]);
    await client.post('/hooks/up');
    await isTold(id);
    expect(await page()).not.toContain('What comes is answered by 503');
  });
});
