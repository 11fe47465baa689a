import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { StandInMessage, StandInMessages, StandInRefusal } from './stand-in-messages.ts';

/** A request to the stand-in that may pass, before it is answered. */
export interface StandInCall {
  readonly method: string;
  readonly path: string;
  readonly parameters: URLSearchParams;
  /** To answer, or to break off, instead of the stand-in. */
  readonly response: ServerResponse;
  /** Takes the message that the call holds, as Twilio would, without saying so. */
  take(): StandInMessage | StandInRefusal;
}

/** What requests must bear; the API key may stand in for the auth token. */
export interface StandInAccount {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKey?: string;
  readonly apiSecret?: string;
}

interface Api {
  readonly account: StandInAccount;
  readonly messages: StandInMessages;
  /** Told of every message that was taken; may not fail. */
  readonly taken: (message: StandInMessage) => Promise<void>;
  /** `true`: it has answered. */
  readonly intercept: (call: StandInCall) => boolean | Promise<boolean>;
}

/** The part of Twilio's API that the adapter uses: create, list and fetch messages, fetch the account. */
export function apiServer(api: Api): Server {
  return createServer((request, response) => {
    answer(api, request, response).catch(() => response.destroy());
  });
}

async function answer(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
  const method = request.method ?? '';
  const root = `/2010-04-01/Accounts/${api.account.accountSid}`;
  const parameters = method === 'POST' ? new URLSearchParams(body) : searchParams;
  const user = userOf(api.account, request.headers.authorization);
  // A standard API key may do everything but look at the account.
  if (user === undefined || (user === 'key' && pathname === `${root}.json`)) {
    return refuse(response, { status: 401, code: 20003, message: 'Authenticate' });
  }
  const take = () => {
    const result = api.messages.take(parameters);
    if ('sid' in result) void api.taken(result);
    return result;
  };
  if (await api.intercept({ method, path: pathname, parameters, response, take })) return;

  const one = /^\/Messages\/(\w+)\.json$/.exec(pathname.slice(root.length));
  const found = one?.[1] === undefined ? undefined : api.messages.get(one[1]);
  if (!pathname.startsWith(root)) return refuse(response, notFound);
  if (method === 'POST' && pathname === `${root}/Messages.json`) {
    const result = take();
    if ('sid' in result) return json(response, 201, resourceOf(api.account, result));
    return refuse(response, result);
  }
  if (method !== 'GET') return refuse(response, { status: 405, code: 20004, message: 'Method not allowed' });
  if (pathname === `${root}.json`) {
    return json(response, 200, {
      sid: api.account.accountSid,
      friendly_name: 'Stand-in',
      status: 'active',
      type: 'Full',
    });
  }
  if (pathname === `${root}/Messages.json`) return json(response, 200, listOf(api, pathname, parameters));
  if (found) return json(response, 200, resourceOf(api.account, found));
  refuse(response, notFound);
}

const notFound: StandInRefusal = {
  status: 404,
  code: 20404,
  message: 'The requested resource was not found',
};

function userOf(
  { accountSid, authToken, apiKey, apiSecret }: StandInAccount,
  header = '',
): 'account' | 'key' | undefined {
  const login = Buffer.from(header.replace(/^Basic /, ''), 'base64').toString();
  if (login === `${accountSid}:${authToken}`) return 'account';
  return apiKey !== undefined && login === `${apiKey}:${apiSecret}` ? 'key' : undefined;
}

/** Newest first, a page at a time. */
function listOf({ account, messages }: Api, path: string, parameters: URLSearchParams): object {
  const size = Number(parameters.get('PageSize') ?? 50);
  const page = Number(parameters.get('Page') ?? 0);
  const to = parameters.get('To');
  const all = messages.all.toReversed().filter((message) => to === null || message.to === to);
  const next = new URLSearchParams(parameters);
  next.set('Page', `${page + 1}`);
  return {
    messages: all.slice(page * size, (page + 1) * size).map((message) => resourceOf(account, message)),
    page,
    page_size: size,
    next_page_uri: (page + 1) * size < all.length ? `${path}?${next}` : null,
    uri: path,
  };
}

function resourceOf({ accountSid }: StandInAccount, message: StandInMessage): object {
  const date = message.createdAt.toUTCString().replace('GMT', '+0000');
  return {
    sid: message.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    to: message.to,
    from: message.from ?? null,
    messaging_service_sid: message.messagingServiceSid ?? null,
    body: message.body,
    direction: message.direction,
    status: message.status,
    error_code: message.errorCode ?? null,
    error_message: null,
    date_created: date,
    date_updated: date,
    date_sent: null,
    num_segments: '1',
    num_media: '0',
    price: null,
    price_unit: 'USD',
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}.json`,
  };
}

function refuse(response: ServerResponse, { status, code, message }: StandInRefusal): void {
  json(response, status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
