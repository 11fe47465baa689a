import { lazily, mailSource, type Outgoing, present } from 'postern/adapter';

const composer = lazily(() => import('./mail-composer.ts'));

/**
 * `SendEmail` with the whole mail as we write it. SES puts a Message-ID and a Date of its own in place of ours
 * (https://docs.aws.amazon.com/ses/latest/dg/header-fields.html).
 *
 * @throws NotSent
 */
export async function mailOf(
  message: Outgoing,
  { correlation, configurationSet }: { readonly correlation: string; readonly configurationSet?: string },
): Promise<object> {
  const source = mailSource(message);
  const { MailComposer } = await composer();
  const bytes = await new MailComposer(source.composer).compile().build();
  const raw = Buffer.concat([Buffer.from(source.mailboxes), bytes]);
  return present({
    FromEmailAddress: message.from.address,
    Destination: { ToAddresses: [message.to.address] },
    Content: { Raw: { Data: raw.toString('base64') } },
    EmailTags: [{ Name: 'postern', Value: correlation }],
    ConfigurationSetName: configurationSet,
  });
}
