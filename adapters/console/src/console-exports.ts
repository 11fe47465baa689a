import type { z } from 'zod';
import { given } from './calls/call.ts';
import type { Identity } from './console-authority.ts';
import { readJson } from './console-body.ts';
import { dataHeaders } from './console-headers.ts';
import { parse, queryOf } from './console-parse.ts';
import type { Route } from './console-router.ts';
import { channel as channelForm } from './contract/common.ts';
import { bodies, queries } from './contract.ts';

type Wanted = z.output<(typeof queries)['exportMessages'] | (typeof bodies)['exportChosen']>;

/** All that match, as long as the list is. */
export function exportMessages(request: Request, params: Route['params'], identity: Identity): Response {
  return messagesFile(request, params, identity, parse(queries.exportMessages, queryOf(request)));
}

/** Those that the body names. */
export async function exportChosen(
  request: Request,
  params: Route['params'],
  identity: Identity,
): Promise<Response> {
  return messagesFile(request, params, identity, parse(bodies.exportChosen, await readJson(request)));
}

function messagesFile(
  { signal }: Request,
  params: Route['params'],
  { messaging }: Identity,
  { columns, headings = [], ...options }: Wanted,
): Response {
  const channel = parse(channelForm, params.channel);
  const named = columns.flatMap((column, index) => {
    const heading = headings[index];
    return heading === undefined ? [] : [[column, heading]];
  });
  const csv = messaging[channel].export({
    ...given(options),
    columns,
    headings: Object.fromEntries(named),
    bom: true,
    signal,
  });
  return csvAnswer(csv, `${messaging.site.id}-${channel}`);
}

export function exportSuppressions(
  request: Request,
  params: Route['params'],
  { messaging }: Identity,
): Response {
  const query = parse(queries.exportSuppressions, queryOf(request));
  const channel = parse(channelForm, params.channel);
  const { suppressions } = messaging[channel];
  const csv = suppressions.export({ ...given(query), bom: true, signal: request.signal });
  return csvAnswer(csv, `${messaging.site.id}-${channel}-suppressions`);
}

/** A file that is written while it is read. Where it breaks off, the browser says that it is not whole. */
function csvAnswer(csv: ReadableStream<Uint8Array>, name: string): Response {
  const day = new Date().toISOString().slice(0, 10);
  const headers = {
    ...dataHeaders,
    'content-type': 'text/csv; charset=utf-8',
    // A site's id is letters, digits, "-", "_" and "." alone.
    'content-disposition': `attachment; filename="${name}-${day}.csv"`,
  };
  return new Response(csv, { headers });
}
