import type { ServerResponse } from 'node:http';
import type { HttpAnswer, HttpCall, HttpStandInOptions } from 'postern/testing';
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
  /** Told of every message that was taken. */
  readonly taken: (message: StandInMessage) => void;
  /** `true`: it has answered. */
  readonly intercept: (call: StandInCall) => boolean | Promise<boolean>;
}

/** The part of Twilio's API that the adapter uses: create, list and fetch messages, fetch the account. */
export function twilioApi(api: Api): HttpStandInOptions {
  const { account, messages } = api;
  const root = `/2010-04-01/Accounts/${account.accountSid}`;
  const take = (call: HttpCall) => {
    const result = messages.take(parametersOf(call));
    if ('sid' in result) api.taken(result);
    return result;
  };
  return {
    authenticate({ path, headers }) {
      const user = userOf(account, headers.get('authorization') ?? '');
      // A standard API key may do everything but look at the account.
      if (user !== undefined && !(user === 'key' && path === `${root}.json`)) return undefined;
      return refuse({ status: 401, code: 20003, message: 'Authenticate' });
    },
    async intercept(call) {
      const { method, path, response } = call;
      const parameters = parametersOf(call);
      const answered = await api.intercept({ method, path, parameters, response, take: () => take(call) });
      return answered ? 'answered' : undefined;
    },
    routes: {
      [`POST ${root}/Messages.json`](call) {
        const result = take(call);
        return 'sid' in result ? { status: 201, body: resourceOf(account, result) } : refuse(result);
      },
      [`GET ${root}/Messages.json`]: ({ path, query }) => ({ status: 200, body: listOf(api, path, query) }),
      [`GET ${root}/Messages/:sid.json`]({ parameters: { sid = '' } }) {
        const found = messages.get(sid);
        return found ? { status: 200, body: resourceOf(account, found) } : refuse(notFound);
      },
      [`GET ${root}.json`]: () => ({
        status: 200,
        body: { sid: account.accountSid, friendly_name: 'Stand-in', status: 'active', type: 'Full' },
      }),
    },
    notFound: (_call, allowed) =>
      refuse(allowed.length > 0 ? { status: 405, code: 20004, message: 'Method not allowed' } : notFound),
  };
}

function parametersOf({ method, body, query }: HttpCall): URLSearchParams {
  return method === 'POST' ? new URLSearchParams(body.toString('utf8')) : query;
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

function refuse({ status, code, message }: StandInRefusal): HttpAnswer {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return { status, body: { code, message, more_info, status } };
}
