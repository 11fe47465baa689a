import type { ServerResponse } from 'node:http';
import { type HttpAnswer, type HttpCall, writeAnswer } from './http-call.ts';

/** How a call to a stand-in goes wrong. */
export type HttpFault =
  /** Answered so, and not carried out. */
  | HttpAnswer
  /** Carried out, and answered by this text instead, under the status of a success. */
  | { readonly garbled: string }
  /** Carried out, and nothing is said, for ever: before the answer, or within it. */
  | 'stall'
  | 'stall within'
  /** Carried out, and the connection is closed or reset instead of saying so: before the answer, or within it. */
  | 'break'
  | 'break within'
  | 'reset'
  /** Carried out, and the answer has no end. */
  | 'endless';

/** Asked about each call that may pass before it is carried out: how it goes wrong. `undefined`: it does not; `'answered'`: the call's `response` was used. */
export type HttpIntercept = (
  call: HttpCall,
) => HttpFault | 'answered' | undefined | Promise<HttpFault | 'answered' | undefined>;

/** Lets a call go wrong. `carryOut` does what the call asks for, and answers what would be said. */
export async function goWrong(
  response: ServerResponse,
  fault: HttpFault,
  carryOut: () => Promise<HttpAnswer>,
): Promise<void> {
  if (typeof fault === 'object' && 'status' in fault) return writeAnswer(response, fault);
  const { status, body, headers } = await carryOut();
  if (typeof fault === 'object') {
    const type = { 'Content-Type': 'application/json' };
    return writeAnswer(response, { status, body: fault.garbled, headers: { ...headers, ...type } });
  }
  if (fault === 'break') response.destroy();
  if (fault === 'reset') response.socket?.resetAndDestroy();
  if (fault === 'break' || fault === 'reset' || fault === 'stall') return;
  const text = typeof body === 'object' ? JSON.stringify(body) : (body ?? ' ');
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  if (fault === 'endless') return endlessly(response);
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => {
    if (fault === 'break within') response.destroy();
  });
}

function endlessly(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(' '.repeat(65_536)));
  };
  response.on('drain', more);
  more();
}
