import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ConsoleError } from './console-error.ts';
import type { Settings } from './console-options.ts';

/**
 * Refuses what another site's page asks. Browsers that send `Sec-Fetch-Site` have compared the origins themselves, whatever a
 * proxy makes of `Host`; no page can forge it. Others send `Origin`, with every change at least: a change with neither is refused.
 * @throws ConsoleError `foreign_origin`
 */
export function checkOrigin(settings: Settings, request: Request): void {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  // `none`: typed into the address bar.
  const own =
    site !== null
      ? site === 'same-origin' || (reads && site === 'none')
      : origin !== null
        ? isOwn(settings, request, origin)
        : reads;
  if (own) return;
  throw new ConsoleError(403, 'foreign_origin', 'Only the console itself may ask this.');
}

function isOwn(settings: Settings, request: Request, origin: string): boolean {
  if (settings.origin !== undefined) return origin === settings.origin;
  // The scheme is left out: behind a proxy the server does not know it.
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

/**
 * The tokens that go with every change: an HMAC of the user's id. No cookie has to be set and nothing is stored, so any process
 * with the same secret takes it; another user's, such as that of a tab left open across a change of user, is refused. The check
 * of the origin stands by itself; this one holds where a host's CORS middleware, an old browser or a proxy undoes that.
 */
export class CsrfTokens {
  readonly #key: Buffer;

  constructor(secret: string | undefined) {
    // The host may give the secret that it gives to `Messaging`: the label keeps the two uses apart.
    this.#key = createHmac('sha256', secret ?? randomBytes(32))
      .update('postern console csrf')
      .digest();
  }

  of(userId: string): string {
    return createHmac('sha256', this.#key).update(userId).digest('base64url');
  }

  /** @throws ConsoleError `csrf_invalid` */
  check(userId: string, token: string | null): void {
    const given = Buffer.from(token ?? '');
    const expected = Buffer.from(this.of(userId));
    if (given.length === expected.length && timingSafeEqual(given, expected)) return;
    throw new ConsoleError(403, 'csrf_invalid', 'The page is out of date: reload it and try again.');
  }
}
