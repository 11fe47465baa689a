import {
  CreateEmailIdentityCommand,
  DeleteEmailIdentityCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  SESv2Client,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2';
import { describe, expect, it } from 'vitest';
import { sesError } from '../src/testing/index.ts';
import { closedAfterTest, openStandIn } from './support/fixtures.ts';

/** Amazon's own client, talking to the stand-in, which judges its signatures: what it expects is what SES answers. */
async function open(changes: { readonly secretAccessKey?: string } = {}) {
  const standIn = await openStandIn();
  const { region, credentials, baseUrl: endpoint } = standIn.options;
  const given = { ...credentials, ...changes };
  const client = new SESv2Client({ region, endpoint, credentials: given, maxAttempts: 1 });
  closedAfterTest({
    async close() {
      client.destroy();
    },
  });
  return { standIn, client };
}

const raw = Buffer.from('From: hello@acme.example\r\nTo: ada@example.org\r\nSubject: Hello\r\n\r\nHello\r\n');
const mail = new SendEmailCommand({
  Content: { Raw: { Data: raw } },
  Destination: { ToAddresses: ['ada@example.org'] },
  EmailTags: [{ Name: 'postern', Value: 'handle' }],
  ConfigurationSetName: 'postern',
});

describe('Amazon’s SDK', () => {
  it('sends a raw mail with a tag, and sees the account', async () => {
    const { standIn, client } = await open();
    const { MessageId } = await client.send(mail);
    expect(standIn.mails).toMatchObject([
      {
        messageId: MessageId,
        from: 'hello@acme.example',
        to: ['ada@example.org'],
        raw,
        tags: { postern: 'handle' },
      },
    ]);
    expect(await client.send(new GetAccountCommand({}))).toMatchObject({
      SendingEnabled: true,
      SendQuota: { MaxSendRate: 14 },
    });
  });

  it('sets a domain up, and removes it', async () => {
    const { client } = await open();
    const of = { EmailIdentity: 'mail.acme.example' };
    const { DkimAttributes, VerifiedForSendingStatus } = await client.send(
      new CreateEmailIdentityCommand(of),
    );
    expect(VerifiedForSendingStatus).toBe(false);
    expect(DkimAttributes).toMatchObject({ Status: 'PENDING', SigningAttributesOrigin: 'AWS_SES' });
    expect(DkimAttributes?.Tokens).toHaveLength(3);
    await expect(client.send(new CreateEmailIdentityCommand(of))).rejects.toMatchObject({
      name: 'AlreadyExistsException',
    });
    const seen = await client.send(new GetEmailIdentityCommand(of));
    expect(seen).toMatchObject({ VerifiedForSendingStatus: true, VerificationStatus: 'SUCCESS' });
    expect(seen.DkimAttributes?.Tokens).toEqual(DkimAttributes?.Tokens);
    await client.send(new DeleteEmailIdentityCommand(of));
    await expect(client.send(new GetEmailIdentityCommand(of))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });

  it('hears of errors by their types', async () => {
    const { standIn, client } = await open();
    for (const [status, type] of [
      [429, 'TooManyRequestsException'],
      [400, 'MessageRejected'],
      [400, 'MailFromDomainNotVerifiedException'],
      [400, 'SendingPausedException'],
      [400, 'AccountSuspendedException'],
      [400, 'LimitExceededException'],
    ] as const) {
      standIn.http.intercept = () => sesError(status, type);
      await expect(client.send(mail)).rejects.toMatchObject({
        name: type,
        $metadata: { httpStatusCode: status },
      });
    }
  });

  it('is refused with another key', async () => {
    const { client } = await open({ secretAccessKey: 'another' });
    await expect(client.send(mail)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
  });
});
