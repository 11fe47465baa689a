import { memoryStorage } from '@postern/memory';
import { createVault, Secrets } from 'postern/testing';
import { mailgun } from '../../src/index.ts';
import type { MailgunStandIn } from '../../src/testing/index.ts';
import { outgoing, sending } from './messages.ts';

/** Every call of the adapter's that Mailgun's OpenAPI document knows. Webhooks of the account are not in it: those go to the stand-in itself. */
export async function mission(baseUrl: string, standIn: MailgunStandIn): Promise<void> {
  const { options } = standIn;
  const email = mailgun({ ...options, baseUrl });
  const ofDomain = mailgun({ ...options, baseUrl, domain: 'acme.example' });
  const aside = mailgun(options);
  const { senders } = email;
  if (!senders) throw new Error('There is a registry without a domain.');
  await email.verify();

  const vault = createVault(memoryStorage().secrets, new Secrets('x'.repeat(32)), 'acme');
  const signal = AbortSignal.timeout(30_000);
  const context = {
    site: 'acme',
    vault,
    now: new Date(),
    signal,
    ...{ shared: false, sharedInSite: false, sharedAcrossSites: false },
  };
  const sender = { id: 'snd_1', name: 'Acme', address: 'news@acme.example', domain: 'acme.example' };
  await senders.register(sender, context);
  const records = await senders.records(sender, context);
  const checks = records.map((record) => ({ ...record, status: 'passed', diagnostics: [] }) as const);
  if (!(await senders.checked(sender, checks, context))) throw new Error('Mailgun does not agree.');
  await ofDomain.verify();

  const attachments = [
    { filename: 'a.pdf', contentType: 'application/pdf', content: 'cGRm' },
    { filename: 'logo.png', contentType: 'image/png', content: 'cG5n', contentId: 'logo.png' },
  ];
  const headers = { 'List-Unsubscribe': '<https://acme.example/u>' };
  const rich = outgoing({
    ...{ html: '<img src="cid:logo.png">', attachments, headers, messageId: '<2@acme.example>' },
    replyTo: { address: 'help@acme.example', name: 'Help' },
  });
  for (const message of [outgoing(), rich]) {
    const result = await email.send(message, sending());
    if (result.outcome !== 'accepted') throw new Error(JSON.stringify(result));
  }
  const found = await email.find(outgoing(), new Date(0), signal);
  if (found.kind !== 'found') throw new Error(`The mail was not found: ${found.kind}`);

  const url = 'https://acme.example/messaging/callback/email/mailgun';
  for (const transport of [ofDomain, ofDomain, aside, aside]) await transport.registerWebhook(url);
  await senders.delete(sender, context);
  for (const transport of [email, ofDomain, aside]) await transport.close();
}
