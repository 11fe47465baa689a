import type { Agent } from 'node:http';
import type { Rate } from 'postern/adapter';
import type { ErrorRule } from './twilio-outcome.ts';

/** The account, who sends, and how the API is asked. */
export interface TwilioOptions {
  /** `AC…`, from the Twilio console. */
  readonly accountSid: string;
  /** The account's auth token. Needed with an API key too: Twilio signs its callbacks with it. */
  readonly authToken: string;
  /** `SK…`: requests are made with this key instead of the auth token. */
  readonly apiKey?: string;
  /** The secret of `apiKey`; given with it, or not at all. */
  readonly apiSecret?: string;
  /**
   * Who SMS come from until a site sets its own: a number in E.164, a short code, a name of up to 11 letters, digits,
   * spaces and `+ - _ &`, or a Messaging Service (`MG…`). Default: `messagingServiceSid`.
   */
  readonly sender?: string;
  /** A Messaging Service that messages from a number, short code or name go through; its pool must hold that sender. */
  readonly messagingServiceSid?: string;
  /** What messages and callback URLs call it, where a channel has several: letters, digits, `-` and `_`. Default `twilio`. */
  readonly name?: string;
  /** What your senders may send, for all processes together. Default: no limit of ours; a 429 pauses the channel. */
  readonly rate?: Rate;
  /** Requests to send under way at a time, by all processes together; 1 to 10,000. Default: no limit of ours. */
  readonly maxConcurrent?: number;
  /** Where the API is: another region, or a stand-in on this machine. Default `https://api.twilio.com`. */
  readonly baseUrl?: string;
  /** How long one request may take, from the look-up of the name to the last byte of the answer, in ms. Default 30 000. */
  readonly timeoutMs?: number;
  /** Errors that mean something else for you; looked at before the built-in table. */
  readonly errors?: readonly ErrorRule[];
  /**
   * Makes the connections: for a proxy, or a certificate authority of your own. Yours to close. Default: one that keeps
   * connections for a few seconds. The environment (`HTTP_PROXY`, `TWILIO_…`) is not read.
   */
  readonly agent?: Agent;
  /** The time, for tests. */
  readonly clock?: () => Date;
}
