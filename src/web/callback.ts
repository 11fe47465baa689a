import { MessagingError } from '../errors.ts';
import { applyEvents } from '../feedback/events.ts';
import { receiveInbound } from '../feedback/inbound.ts';
import type { WebhookResult } from '../interfaces/provider-events.ts';
import type { Transport } from '../interfaces/transport.ts';
import type { Channel } from '../model/message.ts';
import { plain, tryAgain } from './answer.ts';
import type { Web } from './context.ts';
import { readBody } from './read-body.ts';

const maxBody = 1_000_000;

/** A provider's callback: verified by its transport, recorded, then answered. */
export async function handleCallback(
  web: Web,
  request: Request,
  { channel, name }: { readonly channel: Channel; readonly name: string },
): Promise<Response> {
  const { engine } = web;
  const transport = engine.transports[channel].find((one) => one.webhook && one.name === decoded(name));
  if (!transport?.webhook) return plain(404, 'Not found.');
  const body = await readBody(request, maxBody);
  if (!body) return plain(413, 'Too large.');

  // The URL as the provider called it, which its signature is over: the public address, whatever Host says and however the path began.
  const { search, searchParams } = new URL(request.url);
  const url = `${web.publicUrl.href}callback/${channel}/${name}${search}`;
  try {
    const result = await transport.webhook({ method: request.method, url, headers: request.headers, body });
    if (result.kind === 'refused') return plain(403, 'Refused.');
    await record(web, transport, searchParams.get('s') ?? web.defaultSite, result);
    const { answer } = result;
    if (!answer) return new Response(null, { status: 204 });
    const headers = { 'content-type': answer.contentType, 'cache-control': 'no-store' };
    return new Response(answer.body, { status: 200, headers });
  } catch (error) {
    engine.events.fault(error, 'a request to callback');
    return tryAgain(transport.capabilities.webhookRetryStatus);
  }
}

/** Events go by their handles, whatever site the URL names; what people write to us, by the URL. */
async function record(
  web: Web,
  transport: Transport,
  site: string,
  { events, inbound }: Extract<WebhookResult, { readonly kind: 'accepted' }>,
): Promise<void> {
  const { engine } = web;
  const { channel, name } = transport;
  const results = (await applyEvents(engine, name, events)).map(({ result }) => result);
  if (inbound.length > 0 && !(await web.findSite(site))) tellOfUnknownSite(web, site);
  for (const one of inbound) await receiveInbound(engine, site, channel, one);
  const count = (...kinds: readonly (typeof results)[number][]) =>
    results.filter((result) => kinds.includes(result)).length;
  const counts = {
    applied: count('moved', 'recorded'),
    repeated: count('repeated'),
    dropped: count('not_found'),
  };
  engine.events.emit('callback.received', { channel, transport: name, ...counts, inbound: inbound.length });
}

/** A STOP is obeyed for the site that the URL names; where that is a slip of the pen, somebody has to see it. */
function tellOfUnknownSite({ engine }: Web, site: string): void {
  const sentence = `A message came in for the site "${site.slice(0, 64)}", which "sites" does not know. It was recorded for that site: if the name is wrong, mend "?s=" in the URL given to the provider.`;
  engine.events.faultOnce(
    `site ${site.slice(0, 64)}`,
    new MessagingError('unknown_site', sentence),
    'a request to callback',
  );
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
