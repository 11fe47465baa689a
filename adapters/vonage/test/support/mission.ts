import { vonage } from '../../src/index.ts';
import type { VonageStandIn } from '../../src/testing/index.ts';
import { sending, sms } from './fixtures.ts';

/** Makes every call of the adapter once, through this URL, and fails where one does not succeed. */
export async function mission(baseUrl: string, { options }: VonageStandIn): Promise<void> {
  const transport = vonage({ ...options, sender: 'Acme', baseUrl });
  // What it asks for on purpose is none of the document's messages: it goes to the stand-in itself.
  const verifier = vonage({ ...options, sender: 'Acme' });
  const callbackUrl = 'https://acme.example/messaging/callback/sms/vonage?c=handle';
  try {
    for (const text of ['Your parcel is at the door.', 'Zażółć gęślą jaźń 🚪 发票']) {
      const result = await transport.send(sms({ text }), sending({ callbackUrl }));
      if (result.outcome !== 'accepted') throw new Error(JSON.stringify(result));
    }
    await verifier.verify();
  } finally {
    await transport.close();
    await verifier.close();
  }
}
