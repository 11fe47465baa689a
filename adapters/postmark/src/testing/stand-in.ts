import {
  type HttpIntercept,
  type HttpReporting,
  type HttpRoutes,
  type HttpStandIn,
  requestsOf,
  startHttpStandIn,
} from 'postern/testing';
import { type StandInDns, type StandInDomain, StandInDomains } from './stand-in-domains.ts';
import { isWanted, payloadOf, type StandInEvent } from './stand-in-events.ts';
import { type StandInMail, StandInMails } from './stand-in-mail.ts';
import { postmarkError } from './stand-in-refusal.ts';
import { StandInSenders, type StandInSignature } from './stand-in-senders.ts';
import { requestTo, type StandInWebhook, StandInWebhooks } from './stand-in-webhooks.ts';

/** How the stand-in behaves. */
export interface PostmarkStandInOptions {
  /** What calls about mails and webhooks must bear. Default: one that is made up. */
  readonly serverToken?: string;
  /** What calls about senders and domains must bear. Default: one that is made up. */
  readonly accountToken?: string;
  /** Default: any that is free. */
  readonly port?: number;
  /** The message streams that there are. Default `outbound` and `broadcast`. */
  readonly streams?: readonly string[];
  /** Addresses that mails are not sent to any more (ErrorCode 406). Default: none. */
  readonly inactive?: readonly string[];
  /** Who mails are taken from: anybody, or signatures that are confirmed and domains that are verified (else ErrorCode 400). Default `anybody`. */
  readonly from?: 'anybody' | 'senders';
  /** What it sees of the DNS. Default: every record is there. */
  readonly dns?: StandInDns;
  /** What is reported of each mail by itself, such as `delivered`. Default: nothing, until `report` is called. */
  readonly reports?: (mail: StandInMail) => readonly StandInEvent[];
  /** The pause before each of those events, in ms. Default 0. */
  readonly paceMs?: number;
  /** For tests of faults. */
  readonly intercept?: HttpIntercept;
  /** What its dates are made by. Default: the computer's clock. */
  readonly clock?: () => Date;
  /** In [0, 1), for shuffling. Default `Math.random`. */
  readonly random?: () => number;
}

interface Parts {
  readonly http: HttpStandIn;
  readonly mails: StandInMails;
  readonly senders: StandInSenders;
  readonly domains: StandInDomains;
  readonly webhooks: StandInWebhooks;
  readonly clock: () => Date;
  readonly random: () => number;
}

/** Postmark on this machine: takes mails, knows senders, domains and webhooks, reports. Sends nothing to anybody. */
export class PostmarkStandIn {
  /** What `postmark({ … })` takes to talk to it. */
  readonly options: { readonly serverToken: string; readonly accountToken: string; readonly baseUrl: string };
  readonly #parts: Parts;
  #lastBounce = 0;

  /** By {@link startPostmarkStandIn}. */
  constructor(tokens: { readonly serverToken: string; readonly accountToken: string }, parts: Parts) {
    this.options = { ...tokens, baseUrl: parts.http.url };
    this.#parts = parts;
  }

  /** The API underneath: what was asked, and how it goes wrong. */
  get http(): HttpStandIn {
    return this.#parts.http;
  }

  /** The mails that were taken, oldest first. */
  get mails(): readonly StandInMail[] {
    return this.#parts.mails.all;
  }

  /** The account's sender signatures. */
  get signatures(): readonly StandInSignature[] {
    return this.#parts.senders.all;
  }

  /** How many links were "mailed" to each address that is not confirmed yet. */
  get links(): ReadonlyMap<string, number> {
    return this.#parts.senders.links;
  }

  /** Follows the link that was mailed to this address. @throws Error where none was */
  follow(address: string): void {
    this.#parts.senders.follow(address);
  }

  /** The account's domains, with the records each needs. */
  get domains(): readonly StandInDomain[] {
    return this.#parts.domains.all;
  }

  /** The server's webhooks. */
  get webhooks(): readonly StandInWebhook[] {
    return this.#parts.webhooks.all;
  }

  /**
   * Tells every webhook that asked for it that each of these events happened to each of these mails; one request after the other, with
   * one event each as Postmark does, unless `batch` is given. Answers the HTTP statuses that came back; like Postmark it goes by them:
   * after a 403 that webhook hears no more of this call.
   */
  async report(
    mails: StandInMail | readonly StandInMail[],
    events: readonly StandInEvent[],
    { batch = 1, ...reporting }: HttpReporting = {},
  ): Promise<readonly number[]> {
    const { clock, random } = this.#parts;
    const told = [mails].flat().flatMap((mail) =>
      events.map((event) => {
        this.#lastBounce += 1;
        return {
          event,
          stream: mail.MessageStream,
          body: payloadOf(mail, event, { id: this.#lastBounce, now: clock() }),
        };
      }),
    );
    const statuses: number[] = [];
    for (const webhook of this.webhooks) {
      const wanted = told.filter(
        ({ event, stream }) => stream === webhook.MessageStream && isWanted(webhook, event),
      );
      for (const request of requestsOf(wanted, { ...reporting, batch }, random)) {
        const bodies = request.map(({ body }) => body);
        const body = JSON.stringify(batch === 1 ? bodies[0] : bodies);
        const { status } = await this.http.post({ ...requestTo(webhook), body });
        statuses.push(status);
        if (status === 403) break;
      }
    }
    return statuses;
  }

  /** Stops listening and cuts what is open; webhooks under way are aborted. */
  async close(): Promise<void> {
    await this.http.close();
  }
}

/** Starts a stand-in for Postmark on the loopback interface. */
export async function startPostmarkStandIn(settings: PostmarkStandInOptions = {}): Promise<PostmarkStandIn> {
  const {
    serverToken = 'server-token-of-the-stand-in',
    accountToken = 'account-token-of-the-stand-in',
    clock = () => new Date(),
    random = Math.random,
    reports,
  } = settings;
  const domains = new StandInDomains(settings.dns ?? (() => true), clock);
  const senders = new StandInSenders(domains);
  const webhooks = new StandInWebhooks();
  const mails = new StandInMails({
    clock,
    streams: settings.streams ?? ['outbound', 'broadcast'],
    inactive: settings.inactive ?? [],
    maySend: (address) => settings.from !== 'senders' || senders.maySend(address),
    onTaken: (mail) => reportByItself(mail),
  });
  const http = await startHttpStandIn({
    ...(settings.intercept ? { intercept: settings.intercept } : {}),
    port: settings.port ?? 0,
    authenticate: ({ path, headers }) => {
      const isOfAccount = /^\/(senders|domains)(\/|$)/.test(path);
      const given = headers.get(`x-postmark-${isOfAccount ? 'account' : 'server'}-token`);
      if (given === (isOfAccount ? accountToken : serverToken)) return undefined;
      return postmarkError(
        401,
        10,
        'The Server Token you provided in the X-Postmark-Server-Token request header was invalid.',
      );
    },
    notFound: ({ path }) => ({ status: 404, body: `<html><body>Nothing is at ${path}.</body></html>` }),
    routes: withSlashes({
      ...mails.routes,
      ...domains.routes,
      ...senders.routes,
      ...webhooks.routes,
      'GET /server': () => ({ status: 200, body: { ...server, ApiTokens: [serverToken] } }),
    }),
  });
  const standIn = new PostmarkStandIn(
    { serverToken, accountToken },
    { http, mails, senders, domains, webhooks, clock, random },
  );

  function reportByItself(mail: StandInMail): void {
    if (!reports) return;
    http.tellAside(
      () => reports(mail),
      settings.paceMs ?? 0,
      (event) => standIn.report(mail, [event]),
    );
  }
  return standIn;
}

/** Postmark's own SDK writes what is posted to with a slash at its end, its documents without. */
function withSlashes(routes: HttpRoutes): HttpRoutes {
  return Object.fromEntries(
    Object.entries(routes).flatMap(([route, handler]) =>
      (route.startsWith('POST') ? [route, `${route}/`] : [route]).map((one) => [one, handler]),
    ),
  );
}

const server = {
  ID: 23,
  Name: 'Stand-in',
  Color: 'blue',
  SmtpApiActivated: true,
  RawEmailEnabled: false,
  DeliveryType: 'Live',
  ServerLink: 'https://postmarkapp.com/servers/23/streams',
  InboundAddress: 'stand-in@inbound.postmarkapp.com',
  InboundHookUrl: '',
  BounceHookUrl: '',
  OpenHookUrl: '',
  DeliveryHookUrl: '',
  ClickHookUrl: '',
  InboundDomain: '',
  InboundHash: 'stand-in',
  InboundSpamThreshold: 0,
  PostFirstOpenOnly: false,
  TrackOpens: false,
  TrackLinks: 'None',
  IncludeBounceContentInHook: false,
  EnableSmtpApiErrorHooks: false,
};
