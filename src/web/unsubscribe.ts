import { applyReport } from '../feedback/reports.ts';
import { readUnsubscribeToken } from '../feedback/unsubscribe-token.ts';
import { addressKey } from '../model/channel.ts';
import { plain } from './answer.ts';
import type { Web } from './context.ts';
import { BodyTaken } from './node-request.ts';
import { readBody } from './read-body.ts';

/**
 * RFC 8058: a POST unsubscribes, without login, cookie or redirect. A GET only asks, on a page with one button: mail scanners follow
 * links.
 */
export async function handleUnsubscribe(web: Web, request: Request, token: string): Promise<Response> {
  const { engine } = web;
  const subject = token.length <= 2_000 ? readUnsubscribeToken(engine, token) : undefined;
  if (!subject)
    return page(
      404,
      'This link is not valid',
      '<p>It may have been cut off. Open the link in the e-mail once more.</p>',
    );
  const [siteId, messageId, address] = subject;
  if (request.method === 'GET' || request.method === 'HEAD') {
    const form = '<form method="post"><button>Unsubscribe</button></form>';
    return page(200, 'Unsubscribe', `${await promise(web, siteId)}${form}`);
  }
  if (request.method !== 'POST') return plain(405, 'Use GET or POST.', { allow: 'GET, HEAD, POST' });
  // The link says everything: what a body parser in front made of the body does not matter.
  await readBody(request, 10_000).catch((error: unknown) => {
    if (!(error instanceof BodyTaken)) throw error;
  });
  const now = engine.now();
  await engine.storage.suppressions.add({
    site: siteId,
    channel: 'email',
    address: addressKey('email', address),
    reason: 'opted_out',
    source: 'recipient',
    at: now,
  });
  await applyReport(engine, siteId, { messageId, type: 'unsubscribed', at: now, dedupeKey: 'unsubscribed' });
  return page(200, 'You are unsubscribed', await promise(web, siteId));
}

/** Names the site where the host can; unsubscribing does not hang on that. */
async function promise({ engine, findSite }: Web, siteId: string): Promise<string> {
  const site = await findSite(siteId).catch((error: unknown) => {
    engine.events.fault(error, 'looking up a site');
    return undefined;
  });
  return `<p>You will get no more e-mail like this${site ? ` from ${escapeHtml(site.name)}` : ''}.</p>`;
}

const style =
  'body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}button{font:inherit;padding:.5rem 1.25rem;cursor:pointer}';

function page(status: number, title: string, body: string): Response {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style><main><h1>${title}</h1>${body}</main></html>`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
    },
  });
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
