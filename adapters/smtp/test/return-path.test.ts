import { createId, type SendContext } from 'postern/adapter';
import { expect, it } from 'vitest';
import { correlationOf, readCorrelation } from '../../../src/secrets/correlation.ts';
import { Secrets } from '../../../src/secrets/secrets.ts';
import type { SmtpOptions } from '../src/index.ts';
import { bounce } from './support/bounces.ts';
import { now, outgoing, sending, testVault, validated } from './support/fixtures.ts';
import { faultyServer, mailServer, transportTo } from './support/opened.ts';

const returnPath = 'bounce@acme.example';
const id = createId('msg', now);
const secrets = new Secrets('a secret of at least 32 characters');
const correlation = correlationOf(secrets, { messageId: id, attempt: 1 });

/** What a server is told is the sender, and the transport that told it. */
async function sentWith(options: SmtpOptions, context: Partial<SendContext> = {}) {
  const server = await faultyServer();
  const transport = transportTo(server, options);
  const result = await transport.send(outgoing({ id }), sending({ correlation, ...context }));
  const [, from = ''] =
    /^MAIL FROM:<([^>]*)>/.exec(server.commands.find((one) => one.startsWith('MAIL')) ?? '') ?? [];
  return { transport, result, from, mail: server.mails[0] ?? '' };
}

it('the envelope sender names the hand-over by its handle', async () => {
  const { from } = await sentWith({ returnPath });
  expect(from).toBe(`bounce+${correlation}@acme.example`);
  expect(from.indexOf('@')).toBeLessThanOrEqual(64);
});

it('the longest handle of today fits behind the longest returnPath that is taken', async () => {
  const server = await faultyServer();
  const transport = transportTo(server, { returnPath: 'bouncebox@acme.example' });
  const longest = correlationOf(secrets, { messageId: id, attempt: 36 ** 3 - 1 });
  const result = await transport.send(outgoing({ id }), sending({ correlation: longest }));
  const [, from = ''] =
    /^MAIL FROM:<([^>]*)>/.exec(server.commands.find((one) => one.startsWith('MAIL')) ?? '') ?? [];
  expect(result.outcome).toBe('accepted');
  expect(from.indexOf('@')).toBe(64);
});

it('without the option the envelope sender is the sender, and the mail says nothing of it', async () => {
  const { from, mail } = await sentWith({});
  expect(from).toBe('hello@acme.example');
  expect(mail).not.toMatch(/X-Postern/i);
});

it('the author, and where answers go, stay as they were', async () => {
  const { mail } = await sentWith({ returnPath });
  expect(mail).toMatch(/^From: Acme <hello@acme.example>\r$/m);
  expect(mail).not.toMatch(/^Reply-To:/m);
});

it('a signed mail has it as well', async () => {
  const server = await mailServer();
  const transport = transportTo(server, { returnPath });
  const vault = testVault();
  await validated(transport.senders, vault);
  const result = await transport.send(
    outgoing({ id, senderState: 'ready' }),
    sending({ vault, correlation }),
  );
  expect(result.outcome).toBe('accepted');
  expect(server.mails[0]?.from).toContain(correlation);
});

it('an envelope sender that would not be one address is refused before a server is asked', async () => {
  const { result, from } = await sentWith(
    { returnPath },
    { correlation: '1> SIZE=1\r\nRCPT TO:<eve@evil.example' },
  );
  expect(result).toMatchObject({ outcome: 'rejected', failure: { class: 'sender' } });
  expect(from).toBe('');
});

it('a bounce to it is read as one about that mail, and a changed one is not believed', async () => {
  const { transport, from } = await sentWith({ returnPath });
  const verdictOn = async (to: string) => {
    const [report] = await transport.readMail(bounce({ to }));
    return report && readCorrelation(secrets, report.correlation ?? '');
  };
  expect(await verdictOn(from)).toEqual({ messageId: id, attempt: 1 });
  expect(await verdictOn(from.toUpperCase())).toEqual({ messageId: id, attempt: 1 });
  // Another tag, another hand-over, another message.
  expect(await verdictOn(from.replace(/.(?=@)/, (digit) => (digit === '0' ? '1' : '0')))).toBeUndefined();
  expect(await verdictOn(from.replace('-1-', '-2-'))).toBeUndefined();
  const other = createId('msg', now).slice(4);
  expect(await verdictOn(from.replace(id.slice(4), other))).toBeUndefined();
});

it('a bounce is found by the header too, where a relay set an envelope sender of its own', async () => {
  const { transport, mail } = await sentWith({ returnPath });
  const returned = mail.slice(0, mail.indexOf('\r\n\r\n') + 4);
  const [report] = await transport.readMail(bounce({ to: 'acme.mailer@relay.example', returned }));
  expect(report).toMatchObject({ correlation, type: 'undelivered' });
});

it('a transport without the option still reads what comes back from before', async () => {
  const { from } = await sentWith({ returnPath });
  const { transport } = await sentWith({});
  expect(await transport.readMail(bounce({ to: from }))).toHaveLength(1);
});
