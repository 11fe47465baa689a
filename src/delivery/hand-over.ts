import type { Claimed } from '../interfaces/storage/messages.ts';
import type { Outgoing, SendResult, Transport } from '../interfaces/transport.ts';
import type { Failure, FailureClass } from '../model/message.ts';
import { present } from '../model/present.ts';
import { callbackUrlOf } from '../model/public-urls.ts';
import type { Engine } from '../wiring.ts';
import { readResult } from './outside.ts';
import type { Pauses } from './pauses.ts';
import { bucketOf } from './rate.ts';

/** How long a transport may take to end after its signal was aborted. */
const abortGraceMs = 5_000;

/** Refusals that speak of the transport or its account, not of the recipient: another transport may do better. */
const worthAnother: readonly FailureClass[] = ['blocked', 'sender', 'configuration'];

export interface HandedOver {
  readonly result: SendResult;
  readonly transport: Transport;
  /** What the transports tried before said. */
  readonly before: readonly Failure[];
}

/**
 * Hop 4: hands one claimed message over by the first transport that takes it. The next is tried only where the one before
 * certainly did not take it; never after an ambiguous outcome. Never throws for what a transport does.
 */
export async function handOver(
  engine: Engine,
  pauses: Pauses,
  claimed: Claimed,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<HandedOver> {
  const candidates = engine.transports[claimed.message.channel].filter(
    (transport) => !pauses.until(transport),
  );
  const tried: HandedOver[] = [];
  for (const [index, transport] of candidates.entries()) {
    // The first one's share of its rate limit was taken when the message was claimed.
    if (index > 0 && !(await withinRate(engine, transport))) continue;
    const result = judge(pauses, transport, await handOverBy(engine, transport, claimed, outgoing, signal));
    const handed = { result, transport, before: tried.flatMap((one) => failureOf(one.result) ?? []) };
    tried.push(handed);
    if (signal.aborted || !mayTryAnother(result)) return handed;
  }
  return best(tried) ?? allPaused(engine, pauses, claimed);
}

async function handOverBy(
  engine: Engine,
  transport: Transport,
  { message, attempt }: Claimed,
  outgoing: Outgoing,
  signal: AbortSignal,
): Promise<SendResult> {
  const vault = engine.vaultOf(message.site);
  const callbackUrl = callbackUrlOf(engine.publicUrl, transport, message, attempt);
  const context = present({ signal, attempt, vault, callbackUrl: callbackUrl || undefined });
  try {
    const { result, fault } = readResult(
      await Promise.race([transport.send(outgoing, context), overdue(signal)]),
    );
    if (fault)
      engine.events.fault(new TypeError(`"${transport.name}" ${fault}.`), `a hand-over by ${transport.name}`);
    return result;
  } catch (error) {
    // A bug in the transport: whether the other side took the message is anybody's guess.
    engine.events.fault(error, `a hand-over by ${transport.name}`);
    const message = `The ${transport.name} transport failed unexpectedly.`;
    return { outcome: 'unknown', failure: { class: 'transport_fault', message } };
  }
}

/** Resolves only where a transport ignores its signal, so that it cannot hold a slot for ever. */
function overdue(signal: AbortSignal): Promise<SendResult> {
  const failure: Failure = { class: 'ambiguous', message: 'The transport did not answer in time.' };
  return new Promise((resolve) => {
    const late = () => setTimeout(() => resolve({ outcome: 'unknown', failure }), abortGraceMs).unref();
    if (signal.aborted) late();
    else signal.addEventListener('abort', late, { once: true });
  });
}

/** Lets a result speak for its transport: a pause begins or ends. */
function judge(pauses: Pauses, transport: Transport, result: SendResult): SendResult {
  if (result.outcome === 'paused') {
    return { ...result, afterMs: pauses.pause(transport, result.failure, result.afterMs) };
  }
  // Also a refusal shows that the other side works.
  if (result.outcome === 'accepted' || result.outcome === 'rejected') pauses.lift(transport);
  return result;
}

function mayTryAnother(result: SendResult): boolean {
  if (result.outcome === 'rejected') return worthAnother.includes(result.failure.class);
  return result.outcome === 'retry' || result.outcome === 'paused';
}

function failureOf(result: SendResult): Failure | undefined {
  return result.outcome === 'accepted' ? undefined : result.failure;
}

/** Where none took it: what promises most. A later try beats a pause, a pause beats a refusal. */
function best(tried: readonly HandedOver[]): HandedOver | undefined {
  const outcomes: readonly SendResult['outcome'][] = ['retry', 'paused', 'rejected'];
  return outcomes.flatMap((outcome) => tried.filter(({ result }) => result.outcome === outcome))[0];
}

function allPaused(engine: Engine, pauses: Pauses, { message }: Claimed): HandedOver {
  const [transport] = engine.transports[message.channel];
  if (!transport) throw new Error(`No ${message.channel} transport is configured.`);
  const until = pauses.channelUntil(message.channel)?.getTime() ?? 0;
  const failure: Failure = { class: 'throttled', message: 'All transports pause.' };
  return {
    result: { outcome: 'paused', failure, afterMs: Math.max(0, until - engine.now().getTime()) },
    transport,
    before: [],
  };
}

async function withinRate(engine: Engine, transport: Transport): Promise<boolean> {
  const bucket = bucketOf(engine, transport);
  return !bucket || (await engine.limits.take(bucket, 1)).granted === 1;
}
