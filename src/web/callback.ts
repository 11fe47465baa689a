import { MessagingError } from '../errors.ts';
import { receiveInbound } from '../feedback/inbound.ts';
import { applyReport } from '../feedback/reports.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import { plain } from './answer.ts';
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
  const result = await transport.webhook({ method: request.method, url, headers: request.headers, body });
  if (result.kind === 'refused') return plain(403, 'Refused.');

  // From here on the URL is the provider's word: its signature covers it.
  const site = searchParams.get('s') ?? web.defaultSite;
  const messageId = searchParams.get('m');
  const attempt = Number(searchParams.get('a') ?? 0);
  for (const event of result.events) {
    // A report about a message is as good where nobody here can name the site: the record alone decides.
    if (messageId)
      await applyReport(engine, site, {
        ...event,
        ...present({ messageId, transport: transport.name, attempt: attempt > 0 ? attempt : undefined }),
      });
  }
  if (result.inbound.length > 0 && !(await web.findSite(site))) tellOfUnknownSite(web, site);
  for (const inbound of result.inbound) await receiveInbound(engine, site, transport.channel, inbound);
  const { answer } = result;
  if (!answer) return new Response(null, { status: 204 });
  return new Response(answer.body, {
    status: 200,
    headers: { 'content-type': answer.contentType, 'cache-control': 'no-store' },
  });
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
