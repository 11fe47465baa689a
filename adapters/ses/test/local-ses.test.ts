import type { AddressInfo } from 'node:net';
import localSes from 'aws-ses-v2-local';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { ses } from '../src/index.ts';
import { closedAfterTest } from './support/fixtures.ts';
import { correlation, outgoing, sending } from './support/messages.ts';

/** Another's stand-in for SES (`aws-ses-v2-local`), which takes the mail apart by a parser of its own. */
async function open() {
  const server = await localSes({ host: '127.0.0.1', port: 0 });
  closedAfterTest({
    async close() {
      server.closeAllConnections();
      server.close();
    },
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'secret' };
  const transport = closedAfterTest(ses({ region: 'eu-west-1', credentials, baseUrl }));
  const stored = async () => {
    const { emails } = store.parse(await (await fetch(`${baseUrl}/store`)).json());
    return emails;
  };
  return { transport, stored };
}

const store = z.object({ emails: z.array(z.looseObject({ messageId: z.string() })) });

it('another stand-in for SES takes our mails as they were meant', async () => {
  const { transport, stored } = await open();
  const message = outgoing({
    to: { name: 'Żółw', address: 'jo@example.org' },
    replyTo: { name: 'Help', address: 'help@acme.example' },
    subject: 'Dzień dobry',
    html: '<p>Good morning. <img src="cid:logo"></p>',
    attachments: [
      { filename: 'ż.pdf', contentType: 'application/pdf', content: 'cGRm' },
      { filename: 'logo.png', contentType: 'image/png', content: 'cG5n', contentId: 'logo' },
    ],
  });
  const result = await transport.send(message, sending({ correlation }));
  expect(result.outcome).toBe('accepted');
  const [mail] = await stored();
  expect(mail).toMatchObject({
    messageId: result.outcome === 'accepted' && result.providerId,
    from: '"Acme" <hello@acme.example>',
    destination: { to: ['"Żółw" <jo@example.org>'], cc: [], bcc: [] },
    replyTo: ['"Help" <help@acme.example>'],
    subject: 'Dzień dobry',
    body: { text: 'Good morning.\n', html: expect.stringContaining('Good morning.') },
  });
  expect(mail?.attachments).toMatchObject([
    { contentType: 'image/png' },
    { filename: 'ż.pdf', content: 'cGRm' },
  ]);
});
