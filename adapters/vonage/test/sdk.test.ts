import { Auth } from '@vonage/auth';
import { verifySignature } from '@vonage/jwt';
import { Channels, Messages, MessageTypes } from '@vonage/messages';
import { describe, expect, it } from 'vitest';
import { delivered, type VonageStandIn, vonageError } from '../src/testing/index.ts';
import { openStandIn, otherKey } from './support/fixtures.ts';
import { openHost } from './support/host.ts';

/** Vonage's own client, talking to the stand-in: what it expects is what Vonage answers. */
function clientOf({ options }: VonageStandIn, privateKey = options.privateKey): Messages {
  const { applicationId, baseUrl } = options;
  return new Messages(new Auth({ applicationId, privateKey }), { apiHost: baseUrl });
}

const message = {
  channel: Channels.SMS,
  messageType: MessageTypes.TEXT,
  to: '33612345678',
  from: 'Acme',
  text: 'Your parcel is at the door.',
  clientRef: 'handle',
} as const;

/** The status that a call was refused with. */
async function refused(call: Promise<unknown>): Promise<number> {
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (error?.response?.status === undefined) throw new Error(`not refused: ${error}`);
  return error.response.status;
}

describe("Vonage's SDK", () => {
  it('sends an SMS', async () => {
    const standIn = await openStandIn();
    const { messageUUID } = await clientOf(standIn).send(message);
    expect(standIn.messages).toMatchObject([
      {
        message_uuid: messageUUID,
        to: '33612345678',
        from: 'Acme',
        text: message.text,
        client_ref: 'handle',
      },
    ]);
  });

  it.each<[string, object]>([
    ['no recipient', { to: undefined }],
    ['a recipient with a +', { to: '+33612345678' }],
    ['a sender with spaces', { from: 'Acme and Sons' }],
    ['no text', { text: '' }],
    ['a text that is too long', { text: 'x'.repeat(1_001) }],
    ['a reference that is too long', { clientRef: 'x'.repeat(101) }],
    ['a channel that is none', { channel: 'fax' }],
  ])('is refused one with %s', async (_name, changes) => {
    const standIn = await openStandIn();
    const call = clientOf(standIn).send({ ...message, ...changes } as typeof message);
    expect(await refused(call)).toBe(422);
    expect(standIn.messages).toEqual([]);
  });

  it('is refused with another key, and where something is wrong with the account', async () => {
    const standIn = await openStandIn();
    expect(await refused(clientOf(standIn, otherKey()).send(message))).toBe(401);
    standIn.http.intercept = () => vonageError('Low balance');
    expect(await refused(clientOf(standIn).send(message))).toBe(402);
  });

  it('verifies what the stand-in signs, and nothing else', async () => {
    const tokens: string[] = [];
    const host = await openHost(({ headers }) => {
      tokens.push((headers.authorization ?? '').slice('Bearer '.length));
    });
    const standIn = await openStandIn({ statusUrl: host.url });
    await clientOf(standIn).send(message);
    expect(await standIn.report(standIn.messages, delivered)).toEqual([200, 200]);
    await standIn.receive({ from: '+33612345678', to: '+15017122661', text: 'STOP' }, host.url);
    const { signatureSecret } = standIn.options;
    expect(tokens.map((token) => verifySignature(token, signatureSecret))).toEqual([true, true, true]);
    expect(verifySignature(tokens[0] ?? '', 'another')).toBe(false);
  });
});
