import { receiveInbound } from '../feedback/inbound.ts';
import { applyReport } from '../feedback/reports.ts';
import { plain } from './answer.ts';
import type { Web } from './context.ts';
import { readBody } from './read-body.ts';

const maxBody = 1_000_000;

/** A provider's callback: verified by its transport, recorded, then answered. */
export async function handleCallback(
  web: Web,
  request: Request,
  channel: string,
  name: string,
): Promise<Response> {
  const { engine, sites } = web;
  const wanted = decodeURIComponent(name);
  const transports = channel === 'email' || channel === 'sms' ? engine.transports[channel] : [];
  const transport = transports.find((one) => one.webhook && one.name === wanted);
  if (!transport?.webhook) return plain(404, 'Not found.');
  const body = await readBody(request, maxBody);
  if (!body) return plain(413, 'Too large.');

  // The URL as the provider called it: the public address with this request's path and query, whatever Host says.
  const { pathname, search, searchParams } = new URL(request.url);
  const url = `${web.publicUrl.origin}${pathname}${search}`;
  const result = await transport.webhook({ method: request.method, url, headers: request.headers, body });
  if (result.kind === 'refused') return plain(403, 'Refused.');

  // From here on the URL is the provider's word: its signature covers it.
  const site = searchParams.get('s') ?? web.defaultSite;
  const messageId = searchParams.get('m');
  const attempt = Number(searchParams.get('a') ?? 0);
  if (sites.has(site)) {
    for (const event of result.events) {
      if (messageId)
        await applyReport(engine, site, { ...event, messageId, ...(attempt > 0 ? { attempt } : {}) });
    }
    for (const inbound of result.inbound) await receiveInbound(engine, site, transport.channel, inbound);
  }
  const { answer } = result;
  if (!answer) return new Response(null, { status: 204 });
  return new Response(answer.body, {
    status: 200,
    headers: { 'content-type': answer.contentType, 'cache-control': 'no-store' },
  });
}
