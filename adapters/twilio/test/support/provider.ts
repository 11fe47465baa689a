import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { type StandInCall, startTwilioStandIn, type TwilioStandIn } from '../../src/testing/index.ts';

/** How the API goes wrong, until told otherwise. */
export type Fault =
  /** Another answer; nothing is taken. A string is sent as HTML. */
  | {
      readonly status: number;
      readonly body?: object | string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A success that cannot be read; the message is taken. */
  | { readonly garbage: string }
  /** The message is taken, and that is not said: silence or a broken connection, before the answer or within it; or an answer without end. */
  | 'silence'
  | 'silence within'
  | 'break'
  | 'break within'
  | 'endless';

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
  fault: Fault | undefined;
  standIn: TwilioStandIn;
  /** Requests that came through. */
  readonly calls: StandInCall[] = [];
  readonly #events: EventEmitter;
  readonly #start: (port: number) => Promise<TwilioStandIn>;

  private constructor(
    standIn: TwilioStandIn,
    events: EventEmitter,
    start: (port: number) => Promise<TwilioStandIn>,
  ) {
    this.standIn = standIn;
    this.#events = events;
    this.#start = start;
    events.on('call', (call: StandInCall) => this.calls.push(call));
  }

  static async start(
    account: { readonly apiKey?: string; readonly apiSecret?: string } = {},
  ): Promise<Provider> {
    const events = new EventEmitter();
    let provider: Provider | undefined;
    const start = (port: number) =>
      startTwilioStandIn({
        ...account,
        port,
        intercept(call) {
          events.emit('call', call);
          return provider?.fault !== undefined && goWrong(call, provider.fault);
        },
      });
    provider = new Provider(await start(0), events, start);
    return provider;
  }

  /** Resolves at the next request. */
  async reached(): Promise<void> {
    await once(this.#events, 'call');
  }

  /** Nobody listens there any more. */
  async unplug(): Promise<void> {
    await this.standIn.close();
  }

  /** Listens again, at the same place. */
  async plug(): Promise<void> {
    this.standIn = await this.#start(Number(new URL(this.standIn.options.baseUrl).port));
  }

  async close(): Promise<void> {
    await this.standIn.close();
  }
}

function goWrong({ response, method, take }: StandInCall, fault: Fault): boolean {
  if (typeof fault === 'object' && 'status' in fault) {
    const { status, headers, body = '<!doctype html><title>Said to +33612345678</title>' } = fault;
    const type = typeof body === 'string' ? 'text/html' : 'application/json';
    response.writeHead(status, { 'Content-Type': type, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
    return true;
  }
  if (method === 'POST') take();
  if (typeof fault === 'object') response.writeHead(201).end(fault.garbage);
  else breakOff(response, fault);
  return true;
}

function breakOff(response: ServerResponse, fault: Extract<Fault, string>): void {
  if (fault === 'break') response.destroy();
  if (fault === 'silence' || fault === 'break') return;
  response.writeHead(201, { 'Content-Type': 'application/json' });
  if (fault === 'endless') endlessly(response);
  else response.write('{"sid":"SM', () => fault === 'break within' && response.destroy());
}

function endlessly(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
  };
  response.on('drain', more);
  more();
}
