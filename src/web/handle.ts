import { plain } from './answer.ts';
import { handleCallback } from './callback.ts';
import type { Web } from './context.ts';
import { handleUnsubscribe } from './unsubscribe.ts';

/** Routes by the path below `publicUrl`. Whatever goes wrong, the answer says nothing of it; the host hears by `error`. */
export async function handleRequest(web: Web, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const base = web.publicUrl.pathname;
  const rest = pathname.startsWith(base) ? pathname.slice(base.length) : undefined;
  const [area, ...path] = rest?.split('/') ?? [];
  try {
    if (area === 'callback' && path.length === 2)
      return await handleCallback(web, request, path[0] ?? '', path[1] ?? '');
    if (area === 'unsubscribe' && path.length === 1)
      return await handleUnsubscribe(web, request, path[0] ?? '');
  } catch (error) {
    web.engine.events.fault(error, `a request to ${area}`);
    // Providers try again after a 5xx; nothing of theirs is lost.
    return plain(503, 'Try again later.', { 'retry-after': '30' });
  }
  return plain(404, 'Not found.');
}
