import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { present } from 'postern/adapter';
import {
  type HttpIntercept,
  type HttpReporting,
  type HttpStandIn,
  requestsOf,
  startHttpStandIn,
} from 'postern/testing';
import { type StandInDns, type StandInDomain, StandInDomains } from './stand-in-domains.ts';
import { isWanted, payloadOf, type StandInEvent } from './stand-in-events.ts';
import { type StandInMail, StandInMails } from './stand-in-mail.ts';
import { sendgridError } from './stand-in-refusal.ts';
import { type StandInWebhook, StandInWebhooks } from './stand-in-webhooks.ts';

/** How the stand-in behaves. */
export interface SendGridStandInOptions {
  /** What calls must bear. Default: one that is made up. */
  readonly apiKey?: string;
  /** What that key may do. Default: send mail, and manage domains and webhooks. */
  readonly scopes?: readonly string[];
  /** Default: any that is free. */
  readonly port?: number;
  /**
   * The addresses that are verified as single senders: mail from others is taken only where their domain is authenticated. Default: of
   * everybody.
   */
  readonly verified?: readonly string[];
  /** What it sees of the DNS. Default: every record is there. */
  readonly dns?: StandInDns;
  /** Event webhooks that the account may have. Default 5. */
  readonly maxWebhooks?: number;
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
  readonly domains: StandInDomains;
  readonly webhooks: StandInWebhooks;
  readonly signingKey: KeyObject;
  readonly clock: () => Date;
  readonly random: () => number;
}

/** SendGrid on this machine: takes mails, knows domains and event webhooks, reports. Sends nothing to anybody. */
export class SendGridStandIn {
  /** What `sendgrid({ … })` takes to talk to it. */
  readonly options: {
    readonly apiKey: string;
    readonly verificationKey: string;
    readonly baseUrl: string;
  };
  readonly #parts: Parts;

  /** By {@link startSendGridStandIn}. */
  constructor(account: { readonly apiKey: string; readonly verificationKey: string }, parts: Parts) {
    this.options = { ...account, baseUrl: `${parts.http.url}/v3` };
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

  /** The account's domains, with the records each needs. */
  get domains(): readonly StandInDomain[] {
    return this.#parts.domains.all;
  }

  /** The account's event webhooks. */
  get webhooks(): readonly StandInWebhook[] {
    return this.#parts.webhooks.all;
  }

  /**
   * Tells every webhook that asked for it that each of these events happened to each of these mails, all in one request unless `batch`
   * is given. An event told twice has the same id. Answers the HTTP statuses that came back.
   */
  async report(
    mails: StandInMail | readonly StandInMail[],
    events: readonly StandInEvent[],
    { batch = Number.POSITIVE_INFINITY, ...reporting }: HttpReporting = {},
  ): Promise<readonly number[]> {
    const { clock, random } = this.#parts;
    const happened = [mails]
      .flat()
      .flatMap((mail) => events.map((event) => ({ event, payload: payloadOf(mail, event, clock()) })));
    const statuses: number[] = [];
    for (const webhook of this.webhooks) {
      const told = happened.filter(({ event }) => isWanted(webhook, event));
      const size = Math.min(batch, told.length * (reporting.times ?? 1));
      for (const request of requestsOf(told, { ...reporting, batch: size }, random)) {
        statuses.push(
          await this.#post(
            webhook,
            request.map(({ payload }) => payload),
          ),
        );
      }
    }
    return statuses;
  }

  /** Stops listening and cuts what is open; webhooks under way are aborted. */
  async close(): Promise<void> {
    await this.http.close();
  }

  /** A batch is one line for each event, and signed over the time and the bytes. */
  async #post({ url, signed }: StandInWebhook, events: readonly object[]): Promise<number> {
    const body = `[${events.map((event) => JSON.stringify(event)).join(',\r\n')}]\r\n`;
    const timestamp = `${Math.floor(this.#parts.clock().getTime() / 1000)}`;
    const signature = () => sign('sha256', Buffer.from(timestamp + body), this.#parts.signingKey);
    const headers = present({
      'Content-Type': 'application/json;charset=utf-8',
      'User-Agent': 'SendGrid Event API',
      'X-Twilio-Email-Event-Webhook-Signature': signed ? signature().toString('base64') : undefined,
      'X-Twilio-Email-Event-Webhook-Timestamp': signed ? timestamp : undefined,
    });
    return (await this.http.post({ url, headers, body })).status;
  }
}

const usualScopes = [
  'mail.send',
  'whitelabel.read',
  'whitelabel.create',
  'user.webhooks.event.settings.read',
];

/** Starts a stand-in for SendGrid on the loopback interface. */
export async function startSendGridStandIn(settings: SendGridStandInOptions = {}): Promise<SendGridStandIn> {
  const { apiKey = 'SG.stand-in', clock = () => new Date(), random = Math.random, verified } = settings;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const verificationKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const domains = new StandInDomains(settings.dns ?? (() => true));
  const webhooks = new StandInWebhooks(verificationKey, settings.maxWebhooks ?? 5);
  const isIdentity = (address: string) =>
    verified === undefined || verified.includes(address) || domains.covers(address);
  const mails = new StandInMails(clock, isIdentity);
  const http = await startHttpStandIn({
    ...present({ intercept: settings.intercept }),
    port: settings.port ?? 0,
    authenticate: ({ headers }) =>
      headers.get('authorization') === `Bearer ${apiKey}`
        ? undefined
        : sendgridError(401, 'The provided authorization grant is invalid, expired, or revoked'),
    notFound: (_call, allowed) =>
      allowed.length > 0 ? sendgridError(405, 'method not allowed') : sendgridError(404, 'not found'),
    routes: {
      'POST /v3/mail/send'(call) {
        const mail = mails.take(call);
        reportByItself(mail);
        return { status: 202, headers: { 'X-Message-Id': mail.messageId } };
      },
      'GET /v3/scopes': () => ({ status: 200, body: { scopes: settings.scopes ?? usualScopes } }),
      ...domains.routes,
      ...webhooks.routes,
    },
  });
  const account = { apiKey, verificationKey };
  const parts = { http, mails, domains, webhooks, signingKey: privateKey, clock, random };
  const standIn = new SendGridStandIn(account, parts);

  function reportByItself(mail: StandInMail): void {
    const { reports } = settings;
    if (!reports) return;
    http.tellAside(
      () => reports(mail),
      settings.paceMs ?? 0,
      (event) => standIn.report(mail, [event]),
    );
  }
  return standIn;
}
