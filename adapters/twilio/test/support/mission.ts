import type { Outgoing, SendContext } from 'postern/adapter';
import { twilio } from '../../src/index.ts';
import type { TwilioStandIn } from '../../src/testing/index.ts';

const message: Outgoing = {
  id: 'msg_1',
  site: 'acme',
  channel: 'sms',
  to: { address: '+33612345678' },
  from: { address: 'Acme' },
  text: 'Acme: your parcel is at the door.',
  headers: {},
  attachments: [],
  date: new Date(),
  senderState: 'ready',
};

/** Makes every call of the adapter once. */
export async function mission(baseUrl: string, { options }: TwilioStandIn): Promise<void> {
  const sms = twilio({ ...options, baseUrl, sender: 'Acme' });
  await sms.verify();
  const context: SendContext = {
    signal: new AbortController().signal,
    attempt: 1,
    correlation: '0mwt2ei80k3q9x2v8b5n1w6td-1-0e98955cb70a6dacff9e93ea',
    callbackUrl: 'https://acme.example/messaging/callback/sms/twilio?c=x',
    vault: {
      site: 'acme',
      read: async () => undefined,
      update: async (_name, change) => change(undefined),
      delete: async () => {},
    },
  };
  const { outcome } = await sms.send(message, context);
  const found = await sms.find(message, new Date(Date.now() - 60_000), context.signal);
  if (outcome !== 'accepted' || found.kind !== 'found') throw new Error(`${outcome}, ${found.kind}`);
  await sms.close();
}
