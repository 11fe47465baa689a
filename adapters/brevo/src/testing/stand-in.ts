import {
  type HttpCall,
  type HttpHandler,
  type HttpIntercept,
  type HttpPost,
  type HttpReporting,
  type HttpRoutes,
  type HttpStandIn,
  requestsOf,
  startHttpStandIn,
} from 'postern/testing';
import { type StandInDns, type StandInDomain, StandInDomains } from './stand-in-domains.ts';
import { isWanted, payloadOf, type StandInEvent } from './stand-in-events.ts';
import { StandInCounter, type StandInLimits, usualLimits } from './stand-in-limits.ts';
import { type StandInMail, StandInMails } from './stand-in-mail.ts';
import { brevoError, Refusal } from './stand-in-refusal.ts';
import { type StandInSender, StandInSenders } from './stand-in-senders.ts';
import { type StandInSms, StandInTexts } from './stand-in-sms.ts';
import { type StandInWebhook, StandInWebhooks } from './stand-in-webhooks.ts';

/** How the stand-in behaves. */
export interface BrevoStandInOptions {
  /** What calls must bear. Default: one that is made up. */
  readonly apiKey?: string;
  /** Default: any that is free. */
  readonly port?: number;
  /** How the DKIM key of a domain is asked for: by two CNAMEs, or by one TXT as of older accounts. Default `cname`. */
  readonly dkim?: 'cname' | 'txt';
  /** What it sees of the DNS. Default: every record is there. */
  readonly dns?: StandInDns;
  /**
   * What is reported of each message by itself, such as `delivered`; of a mail whose sender is not validated, instead, that it was not
   * sent. Default: nothing, until `report` is called.
   */
  readonly reports?: (message: StandInMail | StandInSms) => readonly StandInEvent[];
  /** The pause before each of those events, in ms. Default 0. */
  readonly paceMs?: number;
  /** For tests of faults. */
  readonly intercept?: HttpIntercept;
  /** Calls that are taken. Default: Brevo's own limits. */
  readonly limits?: Partial<StandInLimits>;
  /** What its dates and limits are made by. Default: the computer's clock. */
  readonly clock?: () => Date;
  /** In [0, 1), for codes and for shuffling. Default `Math.random`. */
  readonly random?: () => number;
}

interface Parts {
  readonly http: HttpStandIn;
  readonly mails: StandInMails;
  readonly texts: StandInTexts;
  readonly senders: StandInSenders;
  readonly domains: StandInDomains;
  readonly webhooks: StandInWebhooks;
  readonly clock: () => Date;
  readonly random: () => number;
}

/** Brevo on this machine: takes mails and SMS, knows senders, domains and webhooks, reports. Sends nothing to anybody. */
export class BrevoStandIn {
  /** What `brevo({ … })` takes to talk to it; the base URL is that of the SDK too. */
  readonly options: { readonly apiKey: string; readonly baseUrl: string };
  readonly #parts: Parts;

  /** By {@link startBrevoStandIn}. */
  constructor(apiKey: string, parts: Parts) {
    this.options = { apiKey, baseUrl: `${parts.http.url}/v3` };
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

  /** The SMS that were taken, oldest first. */
  get texts(): readonly StandInSms[] {
    return this.#parts.texts.all;
  }

  /** The account's senders. */
  get senders(): readonly StandInSender[] {
    return this.#parts.senders.all;
  }

  /** The code that was last "mailed" to each address and not used yet. */
  get codes(): ReadonlyMap<string, string> {
    return this.#parts.senders.codes;
  }

  /** The account's domains, with the records each needs. */
  get domains(): readonly StandInDomain[] {
    return this.#parts.domains.all;
  }

  /** The account's webhooks. */
  get webhooks(): readonly StandInWebhook[] {
    return this.#parts.webhooks.all;
  }

  /**
   * Tells every webhook that asked for it, and the `webUrl` of an SMS, that each of these events happened to each of these
   * messages; one request after the other. Answers the HTTP statuses that came back. A webhook with `batched` gets 500 events in one
   * request, another gets them one by one, unless `batch` is given.
   */
  async report(
    messages: StandInMail | StandInSms | readonly (StandInMail | StandInSms)[],
    events: readonly StandInEvent[],
    { batch, ...reporting }: HttpReporting = {},
  ): Promise<readonly number[]> {
    // A repetition bears the time of the first.
    const happened = events.map((event) => ({ at: this.#parts.clock(), ...event }));
    const told = [messages].flat().flatMap((message) => happened.map((event) => ({ message, event })));
    const statuses: number[] = [];
    for (const target of this.#targets(told)) {
      const size = batch ?? (target.batched ? 500 : 1);
      for (const request of requestsOf(target.told, { ...reporting, batch: size }, this.#parts.random)) {
        const now = this.#parts.clock();
        const all = request.map(({ message, event }) =>
          payloadOf(message, event, { webhookId: target.id, now }),
        );
        const body = JSON.stringify(size === 1 ? all[0] : all);
        statuses.push((await this.http.post({ ...target.request, body })).status);
      }
    }
    return statuses;
  }

  /** Stops listening and cuts what is open; webhooks under way are aborted. */
  async close(): Promise<void> {
    await this.http.close();
  }

  #targets<T extends { readonly message: StandInMail | StandInSms; readonly event: StandInEvent }>(
    told: readonly T[],
  ) {
    const channelOf = ({ kind }: StandInMail | StandInSms) => (kind === 'mail' ? 'email' : 'sms');
    const hooks = this.webhooks.map((webhook) => ({
      id: webhook.id,
      batched: webhook.batched === true,
      request: requestTo(webhook),
      told: told.filter(
        ({ message, event }) => channelOf(message) === webhook.channel && isWanted(webhook, event),
      ),
    }));
    const urls = told.flatMap((one) => {
      const url = 'webUrl' in one.message ? one.message.webUrl : undefined;
      return url === undefined ? [] : [{ id: 0, batched: false, request: requestTo({ url }), told: [one] }];
    });
    return [...hooks, ...urls];
  }
}

/** Credentials of the URL go as basic authentication, a token as bearer. */
function requestTo({
  url,
  auth,
  headers = [],
}: Pick<StandInWebhook, 'url' | 'auth' | 'headers'>): Omit<HttpPost, 'body'> {
  const target = new URL(url);
  const login = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`;
  target.username = '';
  target.password = '';
  return {
    url: target.href,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Brevo-Webhook-Stand-In',
      ...(login === ':' ? {} : { Authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
      ...(auth ? { Authorization: `Bearer ${auth.token}` } : {}),
      ...Object.fromEntries(headers.map(({ key, value }) => [key, value])),
    },
  };
}

/** Starts a stand-in for Brevo on the loopback interface. */
export async function startBrevoStandIn(settings: BrevoStandInOptions = {}): Promise<BrevoStandIn> {
  const { apiKey = 'xkeysib-stand-in', clock = () => new Date(), random = Math.random } = settings;
  const counter = new StandInCounter({ ...usualLimits, ...settings.limits }, clock);
  const domains = new StandInDomains({
    dkim: settings.dkim ?? 'cname',
    dns: settings.dns ?? (() => true),
  });
  const senders = new StandInSenders(domains, random);
  const webhooks = new StandInWebhooks(clock);
  const mails = new StandInMails(clock);
  const texts = new StandInTexts(clock);
  const http = await startHttpStandIn({
    ...(settings.intercept ? { intercept: settings.intercept } : {}),
    port: settings.port ?? 0,
    authenticate: ({ headers }) =>
      headers.get('api-key') === apiKey ? undefined : brevoError(401, 'unauthorized', 'Key not found'),
    notFound: ({ method }, allowed) =>
      allowed.length > 0
        ? brevoError(405, 'method_not_allowed', `${method} Method is not allowed on this path`)
        : brevoError(404, 'document_not_found', 'Route not found'),
    routes: judged(counter, {
      'POST /v3/smtp/email'(call) {
        const mail = mails.take(call);
        reportByItself(mail);
        return { status: 201, body: { messageId: mail.messageId } };
      },
      'POST /v3/transactionalSMS/send'(call) {
        const sms = texts.take(call);
        reportByItself(sms);
        return { status: 201, body: { messageId: sms.messageId } };
      },
      'GET /v3/account': () => ({ status: 200, body: account }),
      ...domains.routes,
      ...senders.routes,
      ...webhooks.routes,
    }),
  });
  const standIn = new BrevoStandIn(apiKey, { http, mails, texts, senders, domains, webhooks, clock, random });

  /** A mail of a sender that nobody validated is taken, and an event says that it was not sent. */
  function reportByItself(message: StandInMail | StandInSms): void {
    const { reports } = settings;
    if (!reports) return;
    const refused = message.kind === 'mail' && !senders.mayUse(message.sender.email);
    const events = refused ? notValid(message.sender.email) : reports(message);
    http.tellAside(
      () => events,
      settings.paceMs ?? 0,
      (event) => standIn.report(message, [event]),
    );
  }
  return standIn;
}

function notValid(address: string): readonly StandInEvent[] {
  const reason = `Sending has been rejected because the sender you used ${address} is not valid. Validate your sender or authenticate your domain`;
  return [{ event: 'request' }, { event: 'error', reason }];
}

/** Every answer tells what is left of the limits; what a handler refuses is answered. */
function judged(counter: StandInCounter, routes: HttpRoutes): HttpRoutes {
  const judge =
    (handler: HttpHandler): HttpHandler =>
    async (call: HttpCall) => {
      const { headers, refused } = counter.count(call.path);
      if (refused) return refused;
      try {
        const answer = await handler(call);
        return { ...answer, headers: { ...headers, ...answer.headers } };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { ...error.answer, headers };
      }
    };
  return Object.fromEntries(Object.entries(routes).map(([route, handler]) => [route, judge(handler)]));
}

const account = {
  organization_id: '65f1b6e6e4b0c8a1d2f3a4b5',
  user_id: 1,
  enterprise: false,
  companyName: 'Stand-in',
  email: 'stand-in@postern.example',
  firstName: 'Stand',
  lastName: 'In',
  address: { street: '', city: '', zipCode: '', country: 'France' },
  plan: [
    { type: 'free', creditsType: 'sendLimit', credits: 300 },
    { type: 'sms', creditsType: 'sendLimit', credits: 0 },
  ],
  relay: {
    enabled: true,
    data: { userName: 'stand-in', relay: 'smtp-relay.brevo.com', port: 587 },
  },
};
