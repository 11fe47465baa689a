import { sendgrid } from '../../src/index.ts';
import type { SendGridStandIn } from '../../src/testing/index.ts';
import { mail, registering, senderOf, sending } from './fixtures.ts';

const file = { contentType: 'image/png', content: Buffer.from('an image').toString('base64') };

/** Makes every call of the adapter once, through this URL, and fails where one does not succeed. */
export async function mission(baseUrl: string, { options }: SendGridStandIn): Promise<void> {
  const transport = sendgrid({ ...options, baseUrl });
  try {
    await transport.verify();
    const whole = {
      html: '<p>Your parcel is <img src="cid:door"> at the door.</p>',
      replyTo: { address: 'help@acme.example', name: 'Help' },
      headers: { 'List-Unsubscribe': '<https://acme.example/u>' },
    };
    const attachments = [
      { ...file, filename: 'bill.png' },
      { ...file, filename: 'door.png', contentId: 'door' },
    ];
    for (const message of [mail(), mail(whole), mail({ ...whole, attachments })]) {
      const result = await transport.send(message, sending());
      if (result.outcome !== 'accepted') throw new Error(JSON.stringify(result));
    }
    await transport.registerWebhook('https://acme.example/messaging/callback/email/sendgrid');
    await transport.registerWebhook('https://acme.example/messaging/callback/email/sendgrid');
    const { senders } = transport;
    const context = registering();
    const sender = senderOf('news@acme.example');
    await senders.register(sender, context);
    await senders.register(sender, context);
    const records = await senders.records(sender, context);
    const checks = records.map((record) => ({ ...record, status: 'passed' as const, diagnostics: [] }));
    if (!(await senders.checked(sender, checks, context))) throw new Error('The domain was not validated.');
    await senders.delete(sender, context);
  } finally {
    await transport.close();
  }
}
