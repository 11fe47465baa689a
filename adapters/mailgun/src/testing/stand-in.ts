import {
  type HttpIntercept,
  type HttpReporting,
  type HttpStandIn,
  requestsOf,
  startHttpStandIn,
} from 'postern/testing';
import { type StandInDns, type StandInDomain, StandInDomains } from './stand-in-domains.ts';
import { type StandInEvent, StandInEvents, storedEvent, webhookTypeOf } from './stand-in-events.ts';
import { mailIn, type StandInMail } from './stand-in-mails.ts';
import { Refusal } from './stand-in-refusal.ts';
import { StandInWebhooks, signatureBy } from './stand-in-webhooks.ts';

/** How the stand-in behaves. */
export interface MailgunStandInOptions {
  /** What calls must bear. Default: one that is made up. */
  readonly apiKey?: string;
  /** What webhooks are signed by. Default: one that is made up. */
  readonly webhookSigningKey?: string;
  /** Default: any that is free. */
  readonly port?: number;
  /** Through which domains mails are taken: any, or those of the account that are verified (else 404, or 403). Default `any`. */
  readonly through?: 'any' | 'domains';
  /** What it sees of the DNS. Default: every record is there. */
  readonly dns?: StandInDns;
  /** What is reported of each mail by itself, such as `delivered`. Default: nothing, until `report` is called. */
  readonly reports?: (mail: StandInMail) => readonly StandInEvent[];
  /** The pause before each of those events, in ms. Default 0. */
  readonly paceMs?: number;
  /** For tests of faults. */
  readonly intercept?: HttpIntercept;
  /** What its dates and signatures are made by. Default: the computer's clock. */
  readonly clock?: () => Date;
  /** In [0, 1), for shuffling. Default `Math.random`. */
  readonly random?: () => number;
}

/** How events are told: always one in a request. */
export interface MailgunReporting extends Omit<HttpReporting, 'batch'> {
  /** When the webhooks are signed. Default: now. */
  readonly signedAt?: Date;
}

interface Parts {
  readonly http: HttpStandIn;
  readonly mails: readonly StandInMail[];
  readonly domains: StandInDomains;
  readonly webhooks: StandInWebhooks;
  readonly events: StandInEvents;
  readonly clock: () => Date;
  readonly random: () => number;
}

/** Mailgun on this machine: takes mails, knows domains, webhooks and events, reports. Sends nothing to anybody. */
export class MailgunStandIn {
  /** What `mailgun({ … })` takes to talk to it. */
  readonly options: { readonly apiKey: string; readonly webhookSigningKey: string; readonly baseUrl: string };
  readonly #parts: Parts;

  /** By {@link startMailgunStandIn}. */
  constructor(keys: { readonly apiKey: string; readonly webhookSigningKey: string }, parts: Parts) {
    this.options = { ...keys, baseUrl: parts.http.url };
    this.#parts = parts;
  }

  /** The API underneath: what was asked, and how it goes wrong. */
  get http(): HttpStandIn {
    return this.#parts.http;
  }

  /** The mails that were taken, oldest first. */
  get mails(): readonly StandInMail[] {
    return this.#parts.mails;
  }

  /** The account's domains, with the records each needs. */
  get domains(): readonly StandInDomain[] {
    return this.#parts.domains.all;
  }

  /** Where an event of a type (`delivered`, `permanent_fail` …) is posted to. */
  webhookUrls(domain: string, type: string): readonly string[] {
    return this.#parts.webhooks.urlsFor(domain, type);
  }

  /**
   * Each of these events happened to each of these mails: lists them, and tells every webhook of that type; one request after the other, a
   * repetition signed anew. Answers the HTTP statuses that came back.
   */
  async report(
    mails: StandInMail | readonly StandInMail[],
    events: readonly StandInEvent[],
    { signedAt, ...reporting }: MailgunReporting = {},
  ): Promise<readonly number[]> {
    const { clock, random, webhooks, http } = this.#parts;
    const told = [mails].flat().flatMap((mail) =>
      events.flatMap((event) => {
        // What was taken was listed as accepted then.
        const stored = storedEvent(mail, event, clock());
        const data = event.event === 'accepted' ? stored : this.#parts.events.add(mail.domain, stored);
        const type = webhookTypeOf(event);
        const urls = type === undefined ? [] : webhooks.urlsFor(mail.domain, type);
        return urls.map((url) => ({ url, data }));
      }),
    );
    const statuses: number[] = [];
    for (const [one] of requestsOf(told, { ...reporting, batch: 1 }, random)) {
      if (!one) continue;
      const signature = signatureBy(this.options.webhookSigningKey, signedAt ?? clock());
      const body = JSON.stringify({ signature, 'event-data': one.data });
      const headers = { 'Content-Type': 'application/json', 'User-Agent': 'mailgun/stand-in' };
      statuses.push((await http.post({ url: one.url, headers, body })).status);
    }
    return statuses;
  }

  /** Stops listening and cuts what is open; webhooks under way are aborted. */
  async close(): Promise<void> {
    await this.http.close();
  }
}

/** Starts a stand-in for Mailgun on the loopback interface. */
export async function startMailgunStandIn(settings: MailgunStandInOptions = {}): Promise<MailgunStandIn> {
  const {
    apiKey = 'key-of-the-stand-in',
    webhookSigningKey = 'signing-key-of-the-stand-in',
    clock = () => new Date(),
    random = Math.random,
    reports,
  } = settings;
  const mails: StandInMail[] = [];
  const domains = new StandInDomains(settings.dns ?? (() => true), clock);
  const webhooks = new StandInWebhooks(domains, clock);
  const events = new StandInEvents();
  const login = `Basic ${Buffer.from(`api:${apiKey}`).toString('base64')}`;
  const http = await startHttpStandIn({
    ...(settings.intercept ? { intercept: settings.intercept } : {}),
    port: settings.port ?? 0,
    authenticate: ({ headers }) =>
      headers.get('authorization') === login
        ? undefined
        : { status: 401, body: '"Forbidden"', headers: { 'Content-Type': 'application/json' } },
    notFound: () => ({ status: 404, body: '<h1>Not Found</h1>' }),
    routes: {
      'POST /v3/:domain/messages': async (call) => {
        const { domain = '' } = call.parameters;
        if (settings.through === 'domains' && !domains.find(domain).active) {
          const why = 'The domain is unverified and requires DNS configuration';
          throw new Refusal(403, `Domain ${domain} is not allowed to send: ${why}`);
        }
        const mail = await mailIn(call, domain, clock());
        mails.push(mail);
        events.add(domain, storedEvent(mail, { event: 'accepted' }, mail.acceptedAt));
        reportByItself(mail);
        return { status: 200, body: { id: `<${mail.id}>`, message: 'Queued. Thank you.' } };
      },
      ...webhooks.routes,
      ...domains.routes,
      ...events.routes,
    },
  });
  const standIn = new MailgunStandIn(
    { apiKey, webhookSigningKey },
    { http, mails, domains, webhooks, events, clock, random },
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
