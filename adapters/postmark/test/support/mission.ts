import { postmark } from '../../src/index.ts';
import type { PostmarkStandIn } from '../../src/testing/index.ts';
import { outgoing, sending, webhookToken } from './messages.ts';

/**
 * Every call of the adapter's that Postmark's OpenAPI document of the server knows, once, through `baseUrl`. Webhooks are in no document,
 * senders and domains in another: those go to the stand-in itself.
 */
export async function mission(baseUrl: string, standIn: PostmarkStandIn): Promise<void> {
  const { serverToken } = standIn.options;
  const transport = postmark({ serverToken, baseUrl, webhookToken });
  const known = postmark({ ...standIn.options, webhookToken });
  try {
    await transport.verify();
    const attachments = [
      { filename: 'a.txt', contentType: 'text/plain', content: 'YQ==' },
      { filename: 'b.png', contentType: 'image/png', content: 'Yg==', contentId: 'b' },
    ];
    const mails = [
      outgoing({ id: 'msg_1' }),
      outgoing({
        id: 'msg_2',
        html: '<p>Hello</p>',
        replyTo: { address: 'help@acme.example', name: 'Help' },
      }),
      outgoing({
        id: 'msg_3',
        html: '<img src="cid:b">',
        attachments,
        headers: { 'List-Unsubscribe': '<https://acme.example/u>' },
      }),
    ];
    for (const mail of mails) {
      const result = await transport.send(mail, sending());
      if (result.outcome !== 'accepted') throw new Error(`The mail was not taken: ${JSON.stringify(result)}`);
    }
    const [first = outgoing()] = mails;
    const found = await transport.find(first, new Date(0), new AbortController().signal);
    if (found.kind !== 'found') throw new Error(`The mail was not found: ${found.kind}`);
    await known.verify();
    await known.registerWebhook?.('https://acme.example/messaging/callback/email/postmark');
  } finally {
    await transport.close();
    await known.close();
  }
}
