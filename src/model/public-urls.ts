import { MessagingError } from '../errors.ts';
import type { Channel } from './message.ts';

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

const mostOrigins = 20;

/** The origins whose pages may show the preferences' within theirs. @throws MessagingError `invalid_config` */
export function readOrigins(origins: readonly string[]): readonly string[] {
  const given: readonly unknown[] = Array.isArray(origins) ? origins : [undefined];
  const isOrigin = (one: unknown) =>
    typeof one === 'string' &&
    one.length <= 300 &&
    /^https?:\/\/[a-z0-9.:[\]-]+$/.test(one) &&
    URL.canParse(one);
  if (given.length <= mostOrigins && given.every(isOrigin)) return origins;
  throw new MessagingError(
    'invalid_config',
    `"embeddedBy" is a list of at most ${mostOrigins} origins, such as "https://app.acme.example".`,
  );
}

/** Where a transport's provider reports to; `site`: whose the messages are that people send there, where that is not the first. */
export function webhookUrlOf(
  publicUrl: URL,
  { channel, name }: { readonly channel: Channel; readonly name: string },
  query: { readonly c?: string; readonly s?: string } = {},
): string {
  const url = new URL(`callback/${channel}/${encodeURIComponent(name)}`, publicUrl);
  url.search = new URLSearchParams({ ...query }).toString();
  return url.href;
}

/** Where one recipient chooses what they get: the token says who, sealed. */
export function preferencesUrlOf(publicUrl: URL, token: string): string {
  return new URL(`preferences/${token}`, publicUrl).href;
}

/** Where one recipient stops mail of one site: the token says who, sealed. */
export function unsubscribeUrlOf(publicUrl: URL, token: string): string {
  return new URL(`unsubscribe/${token}`, publicUrl).href;
}
