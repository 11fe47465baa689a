import type { WebhookRequest } from 'postern/adapter';
import { expect, it } from 'vitest';
import { pigeon } from '../src/pigeon.ts';
import { about, type PigeonEvent, signed } from '../src/pigeon-stand-in.ts';
import { token, webhookSecret } from './support/open-pigeon.ts';

const now = new Date('2030-01-01T12:00:00Z');
const transport = pigeon({ token, webhookSecret, from: 'Acme', clock: () => now });
const message = { id: 'p1', reference: 'h-1-1', from: 'Acme', to: '+447400000001', text: 'Hello' };

const request = (body: string, headers: Readonly<Record<string, string>>): WebhookRequest => ({
  method: 'POST',
  url: 'https://acme.example/messaging/callback/sms/pigeon',
  headers: new Headers(headers),
  body: Buffer.from(body),
});

/** What the transport makes of a request that Pigeon signed. */
async function read(events: readonly PigeonEvent[]) {
  const body = JSON.stringify({ events });
  const result = await transport.webhook?.(request(body, signed(body, webhookSecret, now)));
  return result?.kind === 'accepted' ? result : { events: [], inbound: [] };
}

it.each([
  ['queued', undefined, []],
  ['sent', undefined, [['sent', undefined]]],
  ['delivered', undefined, [['delivered', undefined]]],
  ['failed', 'phone_unreachable', [['undelivered', 'temporary']]],
  ['failed', 'validity_expired', [['undelivered', 'temporary']]],
  ['failed', 'number_not_in_service', [['undelivered', 'recipient']]],
  ['failed', 'carrier_filtered', [['undelivered', 'blocked']]],
  ['a word of next year', undefined, []],
])('reads the event "%s", %s', async (type, error, expected) => {
  const { events } = await read([about(message, type, error)]);
  expect(events.map((event) => [event.type, event.failure?.class])).toEqual(expected);
  for (const event of events) expect(event).toMatchObject({ correlation: 'h-1-1', providerId: 'p1' });
});

it('gives an event without a reference on, for the core to count', async () => {
  const { reference: _none, ...event } = about(message, 'delivered');
  const { events } = await read([event as PigeonEvent]);
  expect(events).toHaveLength(1);
  expect(events[0]).not.toHaveProperty('correlation');
});

it('reads a thousand events in one request, and none is spoilt by one that cannot be read', async () => {
  const batch = Array.from({ length: 1_000 }, (_, index) =>
    about({ ...message, reference: `h-${index}-1` }, 'delivered'),
  );
  const { events } = await read([
    ...batch.slice(0, 500),
    { id: 'odd', type: 'delivered' },
    ...batch.slice(500),
  ]);
  expect(events.map(({ correlation }) => correlation)).toEqual(batch.map(({ reference }) => reference));
  expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(1_000);
});

it('reads what somebody answered', async () => {
  const received = {
    id: 'e1',
    type: 'received',
    message_id: 'p9',
    from: message.to,
    to: 'Acme',
    text: 'STOP',
  };
  expect(await read([received])).toMatchObject({
    events: [],
    inbound: [{ from: message.to, to: 'Acme', text: 'STOP', providerId: 'p9' }],
  });
});

const body = JSON.stringify({ events: [about(message, 'delivered')] });
const genuine = signed(body, webhookSecret, now);
const { 'pigeon-signature': signature = '', 'pigeon-timestamp': timestamp = '' } = genuine;

it.each<[string, string, Readonly<Record<string, string>>]>([
  ['a body that was tampered with', body.replace('delivered', 'failed'), genuine],
  ['a body that was added to', `${body} `, genuine],
  ['a time that was tampered with', body, { ...genuine, 'pigeon-timestamp': `${Number(timestamp) + 1}` }],
  ['the signature of another secret', body, signed(body, 'another', now)],
  ['a signature that is too short', body, { ...genuine, 'pigeon-signature': signature.slice(0, 10) }],
  ['no signature', body, { 'pigeon-timestamp': timestamp }],
  ['no time', body, { 'pigeon-signature': signature }],
  ['no headers', body, {}],
  ['a replay of six minutes ago', body, signed(body, webhookSecret, new Date(now.getTime() - 6 * 60_000))],
])('refuses %s', async (_what, sent, headers) => {
  expect(await transport.webhook?.(request(sent, headers))).toEqual({ kind: 'refused' });
});

it('refuses all, and says that it reports nothing, without the secret', async () => {
  const deaf = pigeon({ token, from: 'Acme', clock: () => now });
  expect(deaf.capabilities.reportsDelivery).toBe(false);
  expect(await deaf.webhook?.(request(body, genuine))).toEqual({ kind: 'refused' });
});

it('takes what is signed and no batch for nothing', async () => {
  for (const odd of ['[]', '{"events": 7}', 'no JSON', 'null'])
    expect(await transport.webhook?.(request(odd, signed(odd, webhookSecret, now)))).toEqual({
      kind: 'accepted',
      events: [],
      inbound: [],
    });
});
