import { randomBytes } from 'node:crypto';
import { ConsoleError } from './console-error.ts';
import { pageHeaders } from './console-headers.ts';
import type { Settings } from './console-options.ts';
import { embedPath, placeholders } from './contract.ts';

/** The app's page for a mount at `base`, whatever is below it: the app reads its address itself. */
export function pageAnswer(settings: Settings, built: string, base: string, path: string): Response {
  const nonce = randomBytes(16).toString('base64');
  const embedded = path.startsWith(`${embedPath}/`);
  const headers = {
    ...pageHeaders(settings, nonce, embedded),
    'content-type': 'text/html; charset=utf-8',
  };
  return new Response(fill(built, base, nonce), { headers });
}

function fill(built: string, base: string, nonce: string): string {
  const safe = escapeAttribute(base);
  return (
    built
      // Relative to the page they would be looked for below a deep link. A function: a text would have its `$` read.
      .replaceAll(/(\s(?:src|href)=")\.\//g, (_, before: string) => `${before}${safe}/`)
      .replaceAll(placeholders.base, () => safe)
      .replaceAll(placeholders.nonce, () => nonce)
  );
}

/** The mount's path comes from the request's: it may hold what the client likes. */
function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** A path of this host; one that begins with two slashes (or a slash browsers read so) would name another. @throws ConsoleError `no_such_route` */
export function checkBase(base: string): string {
  if (base === '' || (/^\/[^/\\]/.test(base) && !base.endsWith('/'))) return base;
  throw new ConsoleError(404, 'no_such_route', 'There is nothing here.');
}
