import type { HttpFault } from 'postern/testing';
import { startTwilioStandIn, type TwilioStandIn } from '../../src/testing/index.ts';

/** How the API goes wrong, until told otherwise. A status without a body comes as a page of HTML. */
export type Fault = HttpFault;

/** What Twilio says for people; nothing of it may show up anywhere. */
export const said = 'Said to +33612345678';

/** An error in Twilio's own format. */
export function error(status: number, code: number, headers: Readonly<Record<string, string>> = {}): Fault {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  return { status, headers, body: { code, message: said, more_info, status } };
}

/** The same in the format of RFC 9457. */
export function problem(status: number, code: number): Fault {
  return { status, body: { type: 'about:blank', title: said, status, code, detail: said } };
}

/** The stand-in for Twilio, made to fail at every stage. */
export class Provider {
  readonly standIn: TwilioStandIn;

  private constructor(standIn: TwilioStandIn) {
    this.standIn = standIn;
  }

  static async start(
    account: { readonly apiKey?: string; readonly apiSecret?: string } = {},
  ): Promise<Provider> {
    return new Provider(await startTwilioStandIn(account));
  }

  set fault(fault: Fault | undefined) {
    const page = `<!doctype html><title>${said}</title>`;
    const whole = typeof fault === 'object' && 'status' in fault ? { body: page, ...fault } : fault;
    this.standIn.http.intercept = () => whole;
  }

  /** Requests that came through. */
  get calls() {
    return this.standIn.http.calls.map(({ method, path, query, body }) => ({
      method,
      path,
      parameters: method === 'POST' ? new URLSearchParams(body.toString()) : query,
    }));
  }

  /** Resolves at the next request. */
  async reached(): Promise<void> {
    await this.standIn.http.reached();
  }

  /** Nobody listens there any more. */
  unplug(): Promise<void> {
    return this.standIn.http.unplug();
  }

  /** Listens again, at the same place. */
  plug(): Promise<void> {
    return this.standIn.http.plug();
  }

  close(): Promise<void> {
    return this.standIn.close();
  }
}
