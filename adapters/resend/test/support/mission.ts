import { memoryStorage } from '@postern/memory';
import { createVault, Secrets } from 'postern/testing';
import { resend } from '../../src/index.ts';
import type { ResendStandIn } from '../../src/testing/index.ts';
import { outgoing, sending } from './messages.ts';

/** Makes every call of the adapter once. */
export async function mission(baseUrl: string, { options }: ResendStandIn): Promise<void> {
  const email = resend({ ...options, baseUrl });
  await email.verify();
  const files = [
    { filename: 'a.pdf', contentType: 'application/pdf', content: 'cGRm' },
    { filename: 'logo.png', contentType: 'image/png', content: 'cG5n', contentId: 'logo' },
  ];
  const replyTo = { address: 'help@acme.example' };
  const headers = { 'List-Unsubscribe': '<https://acme.example/u>' };
  const results = [
    await email.send(outgoing(), sending()),
    await email.send(
      outgoing({ html: '<p>Hello</p>', attachments: files, replyTo, headers }),
      sending({ correlation: '0mwt2ei80k3q9x2v8b5n1w6te-1-0e98955cb70a6dacff9e93ea' }),
    ),
  ];
  if (results.some(({ outcome }) => outcome !== 'accepted')) throw new Error(JSON.stringify(results));
  for (let time = 0; time < 2; time += 1)
    await email.registerWebhook('https://acme.example/messaging/callback/email/resend');

  const vault = createVault(memoryStorage().secrets, new Secrets('x'.repeat(32)), 'acme');
  const context = {
    site: 'acme',
    vault,
    now: new Date(),
    signal: AbortSignal.timeout(30_000),
    ...{ shared: false, sharedInSite: false, sharedAcrossSites: false },
  };
  const sender = { id: 'snd_1', name: 'Acme', address: 'hello@acme.example', domain: 'acme.example' };
  await email.senders.register(sender, context);
  const records = await email.senders.records(sender, context);
  const checks = records.map((record) => ({ ...record, status: 'passed', diagnostics: [] }) as const);
  if (!(await email.senders.checked(sender, checks, context))) throw new Error('Resend does not agree.');
  await email.senders.delete(sender, context);
  await email.close();
}
