import { present } from 'postern/adapter';
import {
  type HttpPostAnswer,
  type HttpReporting,
  type HttpStandIn,
  requestsOf,
  startHttpStandIn,
} from 'postern/testing';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { type StandInAccount, type StandInCall, twilioApi } from './stand-in-api.ts';
import { type StandInMessage, StandInMessages } from './stand-in-messages.ts';

/** One status callback. */
export interface StandInReport {
  readonly status: string;
  /** With `undelivered` and `failed`. */
  readonly errorCode?: number;
}

/** What Twilio reports of a message that arrives. */
export const delivered: readonly StandInReport[] = [
  { status: 'queued' },
  { status: 'sent' },
  { status: 'delivered' },
];

/** … and of one that does not, by default since the number is unknown. */
export function undelivered(errorCode = 30005): readonly StandInReport[] {
  return [{ status: 'queued' }, { status: 'sent' }, { status: 'undelivered', errorCode }];
}

/** How the stand-in behaves; an account is made up where none is given. */
export interface TwilioStandInOptions extends Partial<StandInAccount> {
  /** Default: any that is free. */
  readonly port?: number;
  /** Where messages from phones are posted: the site's messaging webhook. */
  readonly inboundUrl?: string;
  /** What is reported of each message by itself, such as {@link delivered}. Default: nothing, until `report` is called. */
  readonly reports?: (message: StandInMessage) => readonly StandInReport[];
  /** The pause before each of those reports, in ms. Default 0. */
  readonly paceMs?: number;
  /** For tests of faults: `true` where it has answered a call itself. */
  readonly intercept?: (call: StandInCall) => boolean | Promise<boolean>;
  /** What its dates are made by. Default: the computer's clock. */
  readonly clock?: () => Date;
  /** In [0, 1), for shuffling. Default `Math.random`. */
  readonly random?: () => number;
}

/** How a series of callbacks may go wrong: they are unordered and may repeat. */
export type ReportOptions = Pick<HttpReporting, 'shuffled' | 'times'>;

/** What the host answered to a callback. */
export type CallbackAnswer = HttpPostAnswer;

/** Twilio on this machine: takes messages, shows them, makes signed callbacks. Sends nothing to anybody. */
export class TwilioStandIn {
  /** What `twilio({ … })` takes to talk to it. */
  readonly options: StandInAccount & { readonly baseUrl: string };
  /** The API underneath: what was asked, and how it goes wrong. */
  readonly http: HttpStandIn;
  readonly #messages: StandInMessages;
  readonly #settings: TwilioStandInOptions;

  /** By {@link startTwilioStandIn}. */
  constructor(
    account: StandInAccount,
    parts: { http: HttpStandIn; messages: StandInMessages; settings: TwilioStandInOptions },
  ) {
    this.options = { ...account, baseUrl: parts.http.url };
    this.http = parts.http;
    this.#messages = parts.messages;
    this.#settings = parts.settings;
  }

  /** What was taken and received, oldest first. */
  get messages(): readonly StandInMessage[] {
    return this.#messages.all;
  }

  /** Reports to a message's callback URL, one after the other. Answers the HTTP statuses that came back; none where the message has no such URL. */
  async report(
    { sid }: Pick<StandInMessage, 'sid'>,
    reports: readonly StandInReport[],
    { shuffled = false, times = 1 }: ReportOptions = {},
  ): Promise<readonly number[]> {
    const message = this.#messages.get(sid);
    if (!message) throw new Error(`The stand-in has no message ${sid}.`);
    const requests = requestsOf(reports, { shuffled, times }, this.#settings.random);
    const statuses: number[] = [];
    for (const { status, errorCode } of requests.flat()) {
      this.#messages.move(message, status, errorCode);
      if (message.statusCallback === undefined) continue;
      const answer = await this.#post(
        message.statusCallback,
        present({
          MessageSid: sid,
          MessageStatus: status,
          SmsSid: sid,
          SmsStatus: status,
          To: message.to,
          From: message.from ?? '',
          MessagingServiceSid: message.messagingServiceSid || undefined,
          ErrorCode: errorCode === undefined ? undefined : `${errorCode}`,
        }),
      );
      statuses.push(answer.status);
    }
    return statuses;
  }

  /** A phone writes to a sender. `optOutType` as Advanced Opt-Out tells it; without it the host reads the text. */
  async receive(
    inbound: {
      readonly from: string;
      readonly to: string;
      readonly text: string;
      readonly optOutType?: string;
    },
    url = this.#settings.inboundUrl,
  ): Promise<CallbackAnswer> {
    if (url === undefined) throw new Error('Where to? Give the stand-in an "inboundUrl".');
    const { sid } = this.#messages.receive(inbound);
    return this.#post(
      url,
      present({
        MessageSid: sid,
        SmsSid: sid,
        SmsMessageSid: sid,
        SmsStatus: 'received',
        From: inbound.from,
        To: inbound.to,
        Body: inbound.text,
        NumMedia: '0',
        NumSegments: '1',
        OptOutType: inbound.optOutType,
      }),
    );
  }

  /** Stops listening and cuts what is open; callbacks under way are aborted. */
  async close(): Promise<void> {
    await this.http.close();
  }

  /** As Twilio does: a form, signed over URL and parameters with the SDK's own signer. */
  #post(url: string, parameters: Readonly<Record<string, string>>): Promise<CallbackAnswer> {
    const { accountSid, authToken } = this.options;
    const all = { ...parameters, AccountSid: accountSid, ApiVersion: '2010-04-01' };
    return this.http.post({
      url,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'User-Agent': 'TwilioProxy/1.1',
        'X-Twilio-Signature': getExpectedTwilioSignature(authToken, url, all),
      },
      body: new URLSearchParams(all).toString(),
    });
  }
}

/** Starts a stand-in for Twilio on the loopback interface. */
export async function startTwilioStandIn(settings: TwilioStandInOptions = {}): Promise<TwilioStandIn> {
  const { apiKey, apiSecret, clock = () => new Date(), intercept = () => false } = settings;
  const account: StandInAccount = {
    accountSid: settings.accountSid ?? `AC${'0'.repeat(32)}`,
    authToken: settings.authToken ?? 'stand-in',
    ...(apiKey === undefined || apiSecret === undefined ? {} : { apiKey, apiSecret }),
  };
  const messages = new StandInMessages(clock);
  const api = twilioApi({ account, messages, taken: reportByItself, intercept });
  const http = await startHttpStandIn({ ...api, port: settings.port ?? 0 });
  const standIn = new TwilioStandIn(account, { http, messages, settings });

  /** As Twilio's: each callback is made once, and where nobody takes it, nobody hears of it. */
  function reportByItself(message: StandInMessage): void {
    http.tellAside(
      () => settings.reports?.(message) ?? [],
      settings.paceMs ?? 0,
      (report) => standIn.report(message, [report]),
    );
  }
  return standIn;
}
