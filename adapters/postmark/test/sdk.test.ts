import { AccountClient, Errors, Models, ServerClient } from 'postmark';
import { describe, expect, it } from 'vitest';
import type { PostmarkStandInOptions } from '../src/testing/index.ts';
import { openStandIn } from './support/fixtures.ts';

/** Postmark's own clients, talking to the stand-in: what they expect is what Postmark answers. */
async function open(options: PostmarkStandInOptions = {}) {
  const standIn = await openStandIn(options);
  const { serverToken, accountToken, baseUrl } = standIn.options;
  const where = { useHttps: false, requestHost: new URL(baseUrl).host };
  return {
    standIn,
    server: new ServerClient(serverToken, where),
    account: new AccountClient(accountToken, where),
    stranger: new ServerClient('wrong', where),
  };
}

/** What a call of the SDK was refused with. */
async function refused(call: Promise<unknown>): Promise<{ status: number; code: number }> {
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof Errors.PostmarkError)) throw new Error(`no PostmarkError: ${error}`);
  return { status: error.statusCode, code: error.code };
}

const mail = { From: 'news@acme.example', To: 'ada@customer.example', Subject: 'Welcome', TextBody: 'Hello' };

describe("Postmark's SDK", () => {
  it('sends a mail with headers, metadata and attachments, and finds it again', async () => {
    const { standIn, server } = await open();
    const Attachments = [
      { Name: 'Invoice.pdf', Content: 'JVBERg==', ContentType: 'application/pdf', ContentID: null },
    ];
    const sent = await server.sendEmail({
      ...mail,
      HtmlBody: '<p>Hello</p>',
      Headers: [{ Name: 'X-One', Value: '1' }],
      Metadata: { postern: 'handle' },
      Attachments,
      MessageStream: 'outbound',
      TrackLinks: Models.LinkTrackingOptions.None,
    });
    expect(sent).toMatchObject({
      To: mail.To,
      ErrorCode: 0,
      Message: 'OK',
      MessageID: standIn.mails[0]?.MessageID,
    });
    await server.sendEmail(mail);
    const found = await server.getOutboundMessages({ metadata_postern: 'handle' } as object);
    expect(found).toMatchObject({
      TotalCount: 1,
      Messages: [{ MessageID: sent.MessageID, Status: 'Sent', Metadata: { postern: 'handle' } }],
    });
    expect((await server.getOutboundMessages({ recipient: mail.To })).Messages).toHaveLength(2);
  });

  it.each<[string, object, number]>([
    ['no recipient', { To: '' }, 300],
    ['an address that is none', { To: 'Ada' }, 300],
    ['a name with a comma', { To: 'Doe, Jo <jo@customer.example>' }, 300],
    ['no content', { TextBody: undefined }, 300],
    ['metadata that are too long', { Metadata: { postern: 'x'.repeat(81) } }, 300],
    ['metadata with a long name', { Metadata: { ['x'.repeat(21)]: '1' } }, 300],
    ['a forbidden file', { Attachments: [{ Name: 'a.exe', Content: 'YQ==', ContentType: 'x/x' }] }, 411],
    ['another stream', { MessageStream: 'nowhere' }, 1235],
    ['an inactive recipient', { To: 'gone@customer.example' }, 406],
    ['a sender that nobody confirmed', { From: 'other@acme.example' }, 400],
  ])('is refused a mail with %s', async (_name, changes, code) => {
    const { standIn, server, account } = await open({ inactive: ['gone@customer.example'], from: 'senders' });
    await account.createSenderSignature({ Name: 'Acme', FromEmail: mail.From });
    standIn.follow(mail.From);
    await server.sendEmail(mail);
    expect(await refused(server.sendEmail({ ...mail, ...changes }))).toEqual({ status: 422, code });
    expect(standIn.mails).toHaveLength(1);
  });

  it('is told of an inactive recipient by an error of its own', async () => {
    const { server } = await open({ inactive: [mail.To] });
    const error = await server.sendEmail(mail).catch((reason) => reason);
    expect(error).toBeInstanceOf(Errors.InactiveRecipientsError);
    expect(error.recipients).toEqual([mail.To]);
  });

  it('sets a signature up with the link that was mailed, and deletes it', async () => {
    const { standIn, account } = await open();
    const made = await account.createSenderSignature({ Name: 'Acme', FromEmail: 'news@acme.example' });
    expect(made).toMatchObject({
      Confirmed: false,
      Domain: 'acme.example',
      EmailAddress: 'news@acme.example',
      DKIMVerified: false,
    });
    await account.resendSenderSignatureConfirmation(made.ID);
    expect(standIn.links.get('news@acme.example')).toBe(2);
    standIn.follow('news@acme.example');
    expect(await account.getSenderSignature(made.ID)).toMatchObject({ Confirmed: true });
    expect(await refused(account.resendSenderSignatureConfirmation(made.ID))).toEqual({
      status: 422,
      code: 506,
    });
    await account.editSenderSignature(made.ID, { Name: 'Acme Ltd' });
    expect(await account.getSenderSignatures()).toMatchObject({
      TotalCount: 1,
      SenderSignatures: [{ Name: 'Acme Ltd', ID: made.ID }],
    });
    const again = account.createSenderSignature({ Name: 'Acme', FromEmail: 'news@acme.example' });
    expect(await refused(again)).toEqual({ status: 422, code: 504 });
    await account.deleteSenderSignature(made.ID);
    expect(await refused(account.deleteSenderSignature(made.ID))).toEqual({ status: 422, code: 501 });
  });

  it('verifies a domain when the DNS has what it was asked for, and rotates its key', async () => {
    const there = new Set<string>();
    const { account } = await open({ dns: ({ name }) => there.has(name) });
    const made = await account.createDomain({
      Name: 'acme.example',
      ReturnPathDomain: 'pm-bounces.acme.example',
    });
    expect(made).toMatchObject({
      DKIMVerified: false,
      DKIMHost: '',
      DKIMPendingHost: expect.stringMatching(/^\d+pm\._domainkey\.acme\.example$/),
      ReturnPathDomainCNAMEValue: 'pm.mtasv.net',
    });
    expect(await account.verifyDomainDKIM(made.ID)).toMatchObject({ DKIMVerified: false });
    there.add(made.DKIMPendingHost);
    expect(await account.verifyDomainDKIM(made.ID)).toMatchObject({
      DKIMVerified: true,
      DKIMHost: made.DKIMPendingHost,
      DKIMPendingHost: '',
    });
    expect(await account.verifyDomainReturnPath(made.ID)).toMatchObject({ ReturnPathDomainVerified: false });
    there.add('pm-bounces.acme.example');
    expect(await account.verifyDomainReturnPath(made.ID)).toMatchObject({ ReturnPathDomainVerified: true });
    const rotated = await account.rotateDomainDKIM(made.ID);
    expect(rotated).toMatchObject({
      DKIMHost: made.DKIMPendingHost,
      DKIMVerified: true,
      DKIMUpdateStatus: 'Pending',
    });
    expect(rotated.DKIMPendingHost).not.toBe(rotated.DKIMHost);
    expect(await refused(account.rotateDomainDKIM(made.ID))).toEqual({ status: 422, code: 505 });
    expect(await refused(account.createDomain({ Name: 'acme.example' }))).toEqual({ status: 422, code: 512 });
    expect(await account.getDomains()).toMatchObject({
      TotalCount: 1,
      Domains: [{ Name: 'acme.example', DKIMVerified: true }],
    });
    await account.deleteDomain(made.ID);
    expect(await refused(account.getDomain(made.ID))).toEqual({ status: 422, code: 510 });
  });

  it('registers webhooks, changes and deletes them', async () => {
    const { standIn, server } = await open();
    const made = await server.createWebhook({
      Url: 'https://acme.example/hook',
      MessageStream: 'outbound',
      HttpAuth: { Username: 'u', Password: 'p' },
      Triggers: { Delivery: { Enabled: true } },
    });
    expect(made).toMatchObject({
      ID: 1,
      Triggers: { Delivery: { Enabled: true }, Bounce: { Enabled: false, IncludeContent: false } },
    });
    expect((await server.getWebhooks({ messageStream: 'outbound' })).Webhooks).toHaveLength(1);
    await server.editWebhook(made.ID, { Triggers: { Bounce: { Enabled: true } } });
    expect(await server.getWebhook(made.ID)).toMatchObject({
      Url: 'https://acme.example/hook',
      Triggers: { Bounce: { Enabled: true } },
    });
    await server.deleteWebhook(made.ID);
    expect(standIn.webhooks).toEqual([]);
  });

  it('sees the server, and nothing with another token', async () => {
    const { server, stranger } = await open();
    expect(await server.getServer()).toMatchObject({ ID: 23, SmtpApiActivated: true });
    expect(await refused(stranger.getServer())).toEqual({ status: 401, code: 10 });
  });
});
