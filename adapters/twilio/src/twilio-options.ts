import type { ProviderOptions } from 'postern/adapter';

/**
 * The account and who sends, beside what every provider's transport has: `name` is `twilio`, `baseUrl` `https://api.twilio.com` where they are not
 * given. The environment (`HTTP_PROXY`, `TWILIO_…`) is not read.
 */
export interface TwilioOptions extends ProviderOptions {
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
}
