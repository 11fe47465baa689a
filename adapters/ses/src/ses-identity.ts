import { type ExpectedRecord, isRefusedWith, type ProviderApi, type ProviderDomain } from 'postern/adapter';
import { z } from 'zod';

const identity = z.object({
  VerifiedForSendingStatus: z.boolean().default(false),
  DkimAttributes: z
    .object({
      Status: z.string().optional(),
      Tokens: z.array(z.string().regex(/^[\w-]{1,63}$/)).default([]),
      SigningAttributesOrigin: z.string().default('AWS_SES'),
    })
    .prefault({}),
});
type Identity = z.infer<typeof identity>;

const identities = '/v2/email/identities';
const pathOf = (domain: string) => `${identities}/${encodeURIComponent(domain)}`;

/** The account's identity of this domain, in this region. */
export async function findIdentity(
  api: ProviderApi,
  domain: string,
  signal: AbortSignal,
): Promise<ProviderDomain | undefined> {
  try {
    return domainOf(domain, await read(api, domain, signal));
  } catch (error) {
    if (isRefusedWith(error, 404)) return undefined;
    throw error;
  }
}

/** Easy DKIM: SES makes the keys, and takes mail of the domain once it sees their names in DNS. */
export async function createIdentity(
  api: ProviderApi,
  domain: string,
  signal: AbortSignal,
): Promise<ProviderDomain> {
  const request = { path: identities, json: { EmailIdentity: domain }, answer: identity };
  return domainOf(domain, (await api.request(request, signal)).body);
}

/** SES looks at DNS by itself, now and then: there is no call for it. */
export async function isVerified(api: ProviderApi, domain: string, signal: AbortSignal): Promise<boolean> {
  const { VerifiedForSendingStatus, DkimAttributes } = await read(api, domain, signal);
  return VerifiedForSendingStatus && DkimAttributes.Status === 'SUCCESS';
}

export async function deleteIdentity(api: ProviderApi, domain: string, signal: AbortSignal): Promise<void> {
  await api.request({ method: 'DELETE', path: pathOf(domain) }, signal);
}

async function read(api: ProviderApi, domain: string, signal: AbortSignal): Promise<Identity> {
  return (await api.request({ path: pathOf(domain), answer: identity }, signal)).body;
}

/**
 * The CNAMEs are looked at themselves, and not the keys behind them, as Amazon's own guide has people do: which of the three has one at the
 * time is Amazon's to know [unconfirmed that each always has]. With keys of the host's own (`EXTERNAL`) the token is a selector, and what
 * stands in DNS is the host's to know.
 */
function domainOf(domain: string, { DkimAttributes }: Identity): ProviderDomain {
  const { Tokens, SigningAttributesOrigin } = DkimAttributes;
  const ours = SigningAttributesOrigin === 'EXTERNAL' ? [] : Tokens;
  const records = ours.map(
    (token): ExpectedRecord => ({
      purpose: 'ownership',
      type: 'CNAME',
      name: `${token}._domainkey.${domain}`,
      value: `${token}.dkim.amazonses.com`,
    }),
  );
  return { id: domain, records };
}
