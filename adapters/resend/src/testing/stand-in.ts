import { present } from 'postern/adapter';
import {
  type HttpIntercept,
  type HttpPost,
  type HttpReporting,
  type HttpStandIn,
  requestsOf,
  startHttpStandIn,
} from 'postern/testing';
import { type StandInDomain, StandInDomains } from './stand-in-domains.ts';
import { newEventId, payloadOf, type StandInEvent, signedPost } from './stand-in-events.ts';
import { type StandInMail, StandInMails } from './stand-in-mails.ts';
import { resendError } from './stand-in-refusal.ts';
import { newSecret, type StandInWebhook, StandInWebhooks } from './stand-in-webhooks.ts';

/** How the stand-in behaves. */
export interface ResendStandInOptions {
  /** What calls must bear. Default: one that is made up. */
  readonly apiKey?: string;
  /** Default: any that is free. */
  readonly port?: number;
  /** Whether it finds a domain's records in DNS. Default: it does. */
  readonly agrees?: (domain: StandInDomain) => boolean;
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

/** Resend on this machine: takes mails, knows domains and webhooks, reports. Sends nothing to anybody. */
export interface ResendStandIn {
  /** What `resend({ … })` takes to talk to it; the secret is that of the first webhook that is registered. */
  readonly options: { readonly apiKey: string; readonly baseUrl: string; readonly webhookSecret: string };
  /** The API underneath: what was asked, and how it goes wrong. */
  readonly http: HttpStandIn;
  /** The mails that were taken, oldest first. */
  readonly mails: readonly StandInMail[];
  /** The account's domains, with the records each needs. */
  readonly domains: readonly StandInDomain[];
  /** The account's webhooks. */
  readonly webhooks: readonly StandInWebhook[];
  /** Tells every webhook that asked for it that each of these events happened to each of these mails. Answers the HTTP statuses that came back. */
  report(
    mails: StandInMail | readonly StandInMail[],
    events: readonly StandInEvent[],
    reporting?: Omit<HttpReporting, 'batch'>,
  ): Promise<readonly number[]>;
  /** The requests that `report` would make to a URL. */
  posts(url: string, mail: StandInMail, events: readonly StandInEvent[]): readonly HttpPost[];
  /** Stops listening and cuts what is open; webhooks under way are aborted. */
  close(): Promise<void>;
}

/** Starts a stand-in for Resend on the loopback interface. */
export async function startResendStandIn(settings: ResendStandInOptions = {}): Promise<ResendStandIn> {
  const {
    apiKey = 're_stand_in',
    clock = () => new Date(),
    random = Math.random,
    agrees = () => true,
  } = settings;
  const webhookSecret = newSecret();
  const domains = new StandInDomains(agrees, clock);
  const webhooks = new StandInWebhooks(webhookSecret, clock);
  const mails = new StandInMails(reportByItself, clock);
  const http = await startHttpStandIn({
    ...present({ intercept: settings.intercept }),
    port: settings.port ?? 0,
    authenticate({ headers }) {
      const given = headers.get('authorization');
      if (given === `Bearer ${apiKey}`) return undefined;
      return given === null ? resendError(401, 'missing_api_key') : resendError(403, 'invalid_api_key');
    },
    notFound: (_call, allowed) =>
      allowed.length > 0 ? resendError(405, 'method_not_allowed') : resendError(404, 'not_found'),
    routes: { ...mails.routes, ...domains.routes, ...webhooks.routes },
  });

  function reportByItself(mail: StandInMail): void {
    http.tellAside(
      () => settings.reports?.(mail) ?? [],
      settings.paceMs ?? 0,
      (event) => standIn.report(mail, [event]),
    );
  }

  const standIn: ResendStandIn = {
    options: { apiKey, baseUrl: http.url, webhookSecret },
    http,
    get mails() {
      return mails.all;
    },
    get domains() {
      return domains.all;
    },
    get webhooks() {
      return webhooks.all;
    },
    async report(told, events, reporting) {
      const all = [told].flat().flatMap((mail) => events.map((event) => ({ mail, event, id: newEventId() })));
      const statuses: number[] = [];
      for (const { endpoint: url, events: wanted, status, signing_secret: secret } of webhooks.all) {
        if (status === 'disabled') continue;
        for (const { mail, event, id } of requestsOf(all, reporting, random).flat()) {
          if (!wanted.includes(event.type)) continue;
          const post = signedPost({ url, secret }, payloadOf(mail, event, clock()), { now: clock(), id });
          statuses.push((await http.post(post)).status);
        }
      }
      return statuses;
    },
    posts: (url, mail, events) =>
      events.map((event) =>
        signedPost({ url, secret: webhookSecret }, payloadOf(mail, event, clock()), { now: clock() }),
      ),
    close: () => http.close(),
  };
  return standIn;
}
