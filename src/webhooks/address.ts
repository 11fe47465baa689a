import { isPublicAddress, literalAddress } from '../model/public-address.ts';

/** What a host allows its webhooks beyond the public internet over TLS. */
export interface WebhookPolicy {
  /** Also `http:`. */
  readonly allowHttp: boolean;
  /** Also addresses of the machine and of private networks, on any port. */
  readonly allowPrivateAddresses: boolean;
}

const longestUrl = 2_000;

/**
 * What is wrong with a webhook's URL as it is written, to stand after its name; `undefined` where nothing is. What it leads to is seen with
 * each post.
 */
export function urlFault(given: string, policy: WebhookPolicy): string | undefined {
  const wanted = policy.allowHttp ? 'is not an https or http URL' : 'is not an https URL';
  if (given.length > longestUrl) return `is longer than ${longestUrl} characters`;
  if (!URL.canParse(given)) return wanted;
  const url = new URL(given);
  if (url.protocol !== 'https:' && !(policy.allowHttp && url.protocol === 'http:')) return wanted;
  if (url.username !== '' || url.password !== '')
    return 'holds a user or a password: what is posted is signed, verify that';
  if (url.hash !== '') return 'holds a "#", which is never sent';
  if (policy.allowPrivateAddresses || isUsualPort(url)) return undefined;
  return 'names the port of another service: use the usual one, or one from 1024';
}

/** Whether a web server may be expected there: what is posted over http could be read by a server for something else. */
function isUsualPort({ port }: URL): boolean {
  return port === '' || port === '80' || port === '443' || Number(port) >= 1024;
}

/** Whether a URL names an address that may not be called. */
export async function namesPrivateAddress(
  url: URL,
  policy: Pick<WebhookPolicy, 'allowPrivateAddresses'>,
): Promise<boolean> {
  const literal = literalAddress(url);
  return literal !== undefined && !policy.allowPrivateAddresses && !(await isPublicAddress(literal));
}
