import { randomBytes } from 'node:crypto';
import { present } from 'postern/adapter';
import {
  type HttpIntercept,
  type HttpPost,
  type HttpReporting,
  type HttpStandIn,
  requestsOf,
  startHttpStandIn,
} from 'postern/testing';
import type { AwsCredentials } from '../signature.ts';
import { eventText, type StandInEvent } from './stand-in-events.ts';
import { StandInIdentities, type StandInIdentity } from './stand-in-identities.ts';
import { type StandInMail, StandInMails } from './stand-in-mails.ts';
import { sesError, snsError } from './stand-in-refusal.ts';
import { refusalOf } from './stand-in-signature.ts';
import { StandInTopic } from './stand-in-sns.ts';

/** How the stand-in behaves. */
export interface SesStandInOptions {
  /** What calls must be signed with. Default: made up. */
  readonly credentials?: AwsCredentials;
  /** Default `eu-west-1`. */
  readonly region?: string;
  /** The one configuration set there is; events are published of mails that name it. Default `postern`. */
  readonly configurationSet?: string;
  /** Default: any that is free. */
  readonly port?: number;
  /** Whether it finds a domain's records in DNS. Default: it does. */
  readonly agrees?: (identity: StandInIdentity) => boolean;
  /** Whether the account may send. Default `true`. */
  readonly sendingEnabled?: boolean;
  /** What is reported of each mail by itself, such as `delivered`. Default: nothing, until `report` is called. */
  readonly reports?: (mail: StandInMail) => readonly StandInEvent[];
  /** The pause before each of those events, in ms. Default 0. */
  readonly paceMs?: number;
  /** For tests of faults. */
  readonly intercept?: HttpIntercept;
  /** What its dates are made by, and signatures judged. Default: the computer's clock. */
  readonly clock?: () => Date;
  /** In [0, 1), for shuffling. Default `Math.random`. */
  readonly random?: () => number;
}

/** Amazon SES on this machine: takes mails, knows domains, publishes events by SNS. Sends nothing to anybody. */
export interface SesStandIn {
  /** What `ses({ … })` takes to talk to it. */
  readonly options: {
    readonly region: string;
    readonly credentials: AwsCredentials;
    readonly configurationSet: string;
    readonly topics: readonly string[];
    readonly baseUrl: string;
    readonly snsUrl: string;
  };
  /** The API underneath: what was asked, and how it goes wrong. */
  readonly http: HttpStandIn;
  /** The host that calls are signed for, where a proxy on this machine passes them on. Default: the stand-in's own. */
  proxyHost: string | undefined;
  /** The mails that were taken, oldest first. */
  readonly mails: readonly StandInMail[];
  /** The account's domains, with the names of their keys. */
  readonly identities: readonly StandInIdentity[];
  /** The URLs that confirmed their subscription. */
  readonly subscribers: readonly string[];
  /** Subscribes a URL to the topic: asks it to confirm, and answers the HTTP status that came back. */
  subscribe(url: string): Promise<number>;
  /** Tells every subscriber that each of these events happened to each of these mails. Answers the HTTP statuses that came back. */
  report(
    mails: StandInMail | readonly StandInMail[],
    events: readonly StandInEvent[],
    reporting?: Omit<HttpReporting, 'batch'>,
  ): Promise<readonly number[]>;
  /** The requests that `report` would make to a URL. */
  posts(url: string, mail: StandInMail, events: readonly StandInEvent[]): Promise<readonly HttpPost[]>;
  /** What SNS would post to a URL: any text, or, without one, the question whether it is subscribed. */
  snsPost(url: string, text?: string): Promise<HttpPost>;
  /** Stops listening and cuts what is open; posts under way are aborted. */
  close(): Promise<void>;
}

/** Starts a stand-in for Amazon SES on the loopback interface. */
export async function startSesStandIn(settings: SesStandInOptions = {}): Promise<SesStandIn> {
  const { region = 'eu-west-1', configurationSet = 'postern' } = settings;
  const { clock = () => new Date(), random = Math.random, agrees = () => true } = settings;
  const made = { accessKeyId: 'AKIDSTANDIN', secretAccessKey: randomBytes(30).toString('base64') };
  const { credentials = made } = settings;
  const arn = `arn:aws:sns:${region}:123456789012:postern`;
  const identities = new StandInIdentities(agrees);
  const topic = new StandInTopic(arn, clock);
  const mails = new StandInMails({ configurationSet, clock, taken: reportByItself });
  const http = await startHttpStandIn({
    ...present({ intercept: settings.intercept }),
    port: settings.port ?? 0,
    authenticate: (call) =>
      topic.isOpen(call)
        ? undefined
        : refusalOf(
            call,
            { region, service: call.path === '/' ? 'sns' : 'ses', credentials, host: standIn.proxyHost },
            clock(),
          ),
    notFound: () => sesError(404, 'UnknownOperationException'),
    routes: {
      ...mails.routes,
      ...identities.routes,
      ...topic.routes,
      'POST /': async (call) => {
        const url = topic.asked(await call.form());
        if (url === undefined) return snsError(400, 'InvalidParameter');
        if (!topic.subscribers.includes(url))
          http.aside(async () => {
            await standIn.subscribe(url);
          });
        return topic.subscribed;
      },
      'GET /v2/email/account': () => ({ status: 200, body: accountOf(settings) }),
    },
  });

  function reportByItself(mail: StandInMail): void {
    http.tellAside(
      () => settings.reports?.(mail) ?? [],
      settings.paceMs ?? 0,
      (event) => standIn.report(mail, [event]),
    );
  }

  const standIn: SesStandIn = {
    options: {
      region,
      credentials,
      configurationSet,
      topics: [arn],
      baseUrl: http.url,
      snsUrl: http.url,
    },
    http,
    proxyHost: undefined,
    get mails() {
      return mails.all;
    },
    get identities() {
      return identities.all;
    },
    get subscribers() {
      return topic.subscribers;
    },
    async subscribe(url) {
      return (await http.post(await topic.confirmation(url, http.url))).status;
    },
    async report(told, events, reporting) {
      const published = [told].flat().filter((mail) => mail.configurationSet !== undefined);
      const statuses: number[] = [];
      for (const url of topic.subscribers) {
        const posts = await Promise.all(published.map((mail) => standIn.posts(url, mail, events)));
        // What SNS brings again is the same to the byte.
        for (const post of requestsOf(posts.flat(), reporting, random).flat())
          statuses.push((await http.post(post)).status);
      }
      return statuses;
    },
    posts: (url, mail, events) =>
      Promise.all(events.map((event) => topic.notification(url, http.url, eventText(mail, event, clock())))),
    snsPost: (url, text) =>
      text === undefined ? topic.confirmation(url, http.url) : topic.notification(url, http.url, text),
    close: () => http.close(),
  };
  return standIn;
}

function accountOf({ sendingEnabled = true }: SesStandInOptions): object {
  return {
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: 'HEALTHY',
    ProductionAccessEnabled: true,
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
    SendingEnabled: sendingEnabled,
    SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  };
}
