import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { lazily, present } from 'postern/adapter';
import {
  type HttpIntercept,
  type HttpPostAnswer,
  type HttpReporting,
  type HttpStandIn,
  requestsOf,
  startHttpStandIn,
} from 'postern/testing';
import { isToken, webhookToken } from './stand-in-jwt.ts';
import { type StandInMessage, StandInMessages } from './stand-in-messages.ts';
import { vonageError } from './stand-in-refusal.ts';

/** One status webhook. */
export interface StandInReport {
  readonly status: 'submitted' | 'delivered' | 'rejected' | 'undeliverable' | 'read' | (string & {});
  /** With `rejected` and `undeliverable`: https://developer.vonage.com/en/api-errors/messages. */
  readonly errorCode?: number;
  /** When it happened. Default: now. */
  readonly at?: Date;
}

/** What Vonage reports of an SMS that arrives. */
export const delivered: readonly StandInReport[] = [{ status: 'submitted' }, { status: 'delivered' }];

/** … and of one that does not, by default since nobody has the number any more. */
export function rejected(errorCode = 1190): readonly StandInReport[] {
  return [{ status: 'submitted' }, { status: 'rejected', errorCode }];
}

/** How the stand-in behaves; an application and an account are made up. */
export interface VonageStandInOptions {
  /** Default: any that is free. */
  readonly port?: number;
  /** Where messages from phones are posted: the application's Inbound URL. */
  readonly inboundUrl?: string;
  /** Where reports of messages without a `webhook_url` are posted: the application's Status URL. */
  readonly statusUrl?: string;
  /** The longest text that is taken. Default 1,000, as Vonage documents it. */
  readonly longestText?: number;
  /** What is reported of each message by itself, such as {@link delivered}. Default: nothing, until `report` is called. */
  readonly reports?: (message: StandInMessage) => readonly StandInReport[];
  /** The pause before each of those reports, in ms. Default 0. */
  readonly paceMs?: number;
  /** For tests of faults. */
  readonly intercept?: HttpIntercept;
  /** What its dates are made by. Default: the computer's clock. */
  readonly clock?: () => Date;
  /** In [0, 1), for shuffling. Default `Math.random`. */
  readonly random?: () => number;
}

/** What `vonage({ … })` takes, beside a sender. */
interface Account {
  readonly applicationId: string;
  readonly privateKey: string;
  readonly signatureSecret: string;
}

/** Vonage on this machine: takes SMS, makes signed webhooks. Sends nothing to anybody. */
export class VonageStandIn {
  /** What `vonage({ … })` takes to talk to it, beside a sender. */
  readonly options: Account & { readonly baseUrl: string };
  /** The API underneath: what was asked, and how it goes wrong. */
  readonly http: HttpStandIn;
  readonly #messages: StandInMessages;
  readonly #settings: VonageStandInOptions;

  /** By {@link startVonageStandIn}. */
  constructor(
    account: Account,
    parts: { http: HttpStandIn; messages: StandInMessages; settings: VonageStandInOptions },
  ) {
    this.options = { ...account, baseUrl: parts.http.url };
    this.http = parts.http;
    this.#messages = parts.messages;
    this.#settings = parts.settings;
  }

  /** The SMS that were taken, oldest first. */
  get messages(): readonly StandInMessage[] {
    return this.#messages.all;
  }

  /**
   * Reports what became of these messages, one webhook after the other, each to its message's `webhook_url` or the application's. Answers
   * the HTTP statuses that came back.
   */
  async report(
    messages: StandInMessage | readonly StandInMessage[],
    reports: readonly StandInReport[],
    { shuffled = false, times = 1 }: Pick<HttpReporting, 'shuffled' | 'times'> = {},
  ): Promise<readonly number[]> {
    const told = [messages].flat().flatMap((message) => reports.map((report) => ({ message, report })));
    const statuses: number[] = [];
    for (const { message, report } of requestsOf(told, { shuffled, times }, this.#settings.random).flat()) {
      const url = message.webhook_url ?? this.#settings.statusUrl;
      if (url === undefined) continue;
      statuses.push((await this.#post(url, statusOf(message, report, this.#now()))).status);
    }
    return statuses;
  }

  /** A phone writes to one of the account's numbers. */
  async receive(
    { from, to, text }: { readonly from: string; readonly to: string; readonly text: string },
    url = this.#settings.inboundUrl,
  ): Promise<HttpPostAnswer> {
    if (url === undefined) throw new Error('Where to? Give the stand-in an "inboundUrl".');
    return this.#post(url, {
      channel: 'sms',
      message_uuid: randomUUID(),
      to: to.replace('+', ''),
      from: from.replace('+', ''),
      timestamp: this.#now().toISOString(),
      text,
      sms: { num_messages: '1', keyword: text.trim().split(/\s/)[0]?.toUpperCase() ?? '' },
      usage: { currency: 'EUR', price: '0.0057' },
      message_type: 'text',
      context_status: 'none',
    });
  }

  /** Stops listening and cuts what is open; webhooks under way are aborted. */
  async close(): Promise<void> {
    await this.http.close();
  }

  #now(): Date {
    return this.#settings.clock?.() ?? new Date();
  }

  #post(url: string, json: object): Promise<HttpPostAnswer> {
    const body = JSON.stringify(json);
    const { applicationId, signatureSecret: secret } = this.options;
    const token = webhookToken(body, { applicationId, secret, now: this.#now() });
    return this.http.post({
      url,
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body,
    });
  }
}

function statusOf(message: StandInMessage, { status, errorCode, at }: StandInReport, now: Date): object {
  const error =
    errorCode === undefined
      ? undefined
      : {
          type: `https://developer.vonage.com/api-errors/messages#${errorCode}`,
          title: `${errorCode}`,
          detail: 'What is wrong is said here.',
          instance: 'bf0ca0bf927b3b52e3cb03217e1a1ddf',
        };
  return present({
    message_uuid: message.message_uuid,
    to: message.to,
    from: message.from,
    timestamp: (at ?? now).toISOString(),
    status,
    error,
    client_ref: message.client_ref,
    channel: 'sms',
    destination: { network_code: '20801' },
    sms: { count_total: '1' },
    usage: { currency: 'EUR', price: '0.0333' },
  });
}

/** Making one takes a moment: all stand-ins of a process share it. */
const keyPair = lazily(async () => generateKeyPairSync('rsa', { modulusLength: 2048 }));

/** Starts a stand-in for Vonage on the loopback interface. */
export async function startVonageStandIn(settings: VonageStandInOptions = {}): Promise<VonageStandIn> {
  const { clock = () => new Date() } = settings;
  const { privateKey, publicKey } = await keyPair();
  const account = {
    applicationId: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    signatureSecret: 'a secret of the stand-in',
  };
  const messages = new StandInMessages(clock, settings.longestText ?? 1_000);
  const http = await startHttpStandIn({
    ...present({ intercept: settings.intercept }),
    port: settings.port ?? 0,
    authenticate({ headers }) {
      const { applicationId } = account;
      const its = { applicationId, publicKey, now: clock() };
      if (isToken(headers.get('authorization') ?? '', its)) return undefined;
      return vonageError('You did not provide correct credentials.');
    },
    routes: {
      'POST /v1/messages'(call) {
        const result = messages.take(call);
        if (!('message_uuid' in result)) return result;
        reportByItself(result);
        return { status: 202, body: { message_uuid: result.message_uuid } };
      },
    },
  });
  const standIn = new VonageStandIn(account, { http, messages, settings });

  function reportByItself(message: StandInMessage): void {
    const { reports } = settings;
    if (!reports) return;
    http.tellAside(
      () => reports(message),
      settings.paceMs ?? 0,
      (report) => standIn.report(message, [report]),
    );
  }
  return standIn;
}
