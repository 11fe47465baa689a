import { MessagingError } from '../errors.ts';
import type { Message } from './message.ts';

/** The host's public address, checked: what all public URLs are built from, never a request's Host. @throws MessagingError `invalid_config` */
export function readPublicUrl(input: string | undefined): URL | undefined {
  if (input === undefined) return undefined;
  const url =
    typeof input === 'string' && input.length <= 2_000 && URL.canParse(input) ? new URL(input) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new MessagingError(
      'invalid_config',
      '"publicUrl" is the http(s) address under which messaging.handle() is mounted, such as https://acme.example/messaging.',
    );
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** Where a provider reports to about one hand-over. The provider's signature covers it: a genuine report names its message for certain. */
export function callbackUrlOf(
  publicUrl: URL | undefined,
  transport: { readonly name: string; readonly webhook?: unknown },
  message: Pick<Message, 'id' | 'site' | 'channel'>,
  attempt: number,
): string | undefined {
  if (!publicUrl || !transport.webhook) return undefined;
  const query = new URLSearchParams({ s: message.site, m: message.id, a: String(attempt) });
  return new URL(`callback/${message.channel}/${encodeURIComponent(transport.name)}?${query}`, publicUrl)
    .href;
}

/** Where one recipient stops mail of one site: the token says who, sealed. */
export function unsubscribeUrlOf(publicUrl: URL, token: string): string {
  return new URL(`unsubscribe/${token}`, publicUrl).href;
}
