import type { Claimed } from '../interfaces/storage/message-claims.ts';
import type { Outgoing, SendContext, SendResult, Transport } from '../interfaces/transport.ts';
import type { Vault } from '../interfaces/vault.ts';
import type { Failure, FailureClass } from '../model/message.ts';
import type { Note } from '../model/note.ts';
import { noteText } from '../model/notes.ts';
import { present } from '../model/present.ts';
import { webhookUrlOf } from '../model/public-urls.ts';
import { correlationOf } from '../secrets/correlation.ts';
import type { Engine } from '../wiring.ts';
import type { Cutoff } from './cutoff.ts';
import type { Hold } from './hold.ts';
import { readResult } from './outside.ts';
import { passedOver } from './passed-over.ts';
import type { Pauses } from './pauses.ts';
import { bucketOf } from './rate.ts';
import { repeatingTransport } from './repetition.ts';
import type { HandOverSlot } from './slots.ts';

/** How long a transport may take to end after its signal was aborted. */
const abortGraceMs = 5_000;

/** Refusals that speak of the transport or its account, not of the recipient: another transport may do better. */
const worthAnother: readonly FailureClass[] = ['blocked', 'sender', 'configuration'];

/** What bounds a hand-over. */
export interface Bounds {
  /** Time is up, the lease is lost, or the worker stops. */
  readonly cutoff: Cutoff;
  /** Its lease: without it, it is another's to hand over. */
  readonly hold: Hold;
  /** Where a transport limits what is under way at once. */
  readonly slot: HandOverSlot | undefined;
}

export interface HandedOver {
  readonly result: SendResult;
  readonly transport: Transport;
  /** When the first of them was asked. */
  readonly begunAt: Date;
  /** What the transports tried before said. */
  readonly before: readonly Failure[];
  /** Why others were not tried, in sentences; absent: none was passed over. */
  readonly passedOver?: readonly string[];
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
  { cutoff, hold, slot }: Bounds,
): Promise<HandedOver> {
  const begunAt = engine.now();
  if (claimed.repeats) return repeat(engine, pauses, claimed, outgoing, { cutoff, hold, slot, begunAt });
  const candidates = engine.transports[claimed.message.channel].filter(
    (transport) => !pauses.until(transport),
  );
  const tried: HandedOver[] = [];
  const skipped = new Map<Transport, string>();
  for (const [index, transport] of candidates.entries()) {
    const reason = await passedOver(engine, transport, outgoing);
    if (reason !== undefined) skipped.set(transport, reason);
    if (reason !== undefined || !(await admits(engine, transport, { slot, first: index === 0 }))) continue;
    if (!hold.holds) return best(tried) ?? { result: lapsed(), transport, begunAt, before: [] };
    const result = judge(pauses, transport, await handOverBy(engine, transport, claimed, outgoing, cutoff));
    const handed = {
      result,
      transport,
      begunAt,
      before: tried.flatMap((one) => failureOf(one.result) ?? []),
    };
    tried.push(handed);
    if (cutoff.aborted || !mayTryAnother(result)) return noting(handed, skipped);
  }
  return noting(best(tried) ?? allPaused(engine, pauses, claimed, skipped), skipped);
}

/** Once more to the same transport and no other. What it refuses for now, it may have taken the first time. */
async function repeat(
  engine: Engine,
  pauses: Pauses,
  claimed: Claimed,
  outgoing: Outgoing,
  { cutoff, hold, slot, begunAt }: Bounds & Pick<HandedOver, 'begunAt'>,
): Promise<HandedOver> {
  const { message, repeats } = claimed;
  const [first] = engine.transports[message.channel];
  const transport = repeats && repeatingTransport(engine, claimed, repeats);
  const handed = (result: SendResult) => ({
    result,
    transport: transport ?? needTransport(claimed, first),
    begunAt,
    before: [],
  });
  if (!transport) return handed({ outcome: 'unknown', failure: message.failure ?? unanswered.failure });
  const until = pauses.until(transport);
  if (until) return handed(waiting({ code: 'transport_pauses' }, until.getTime() - begunAt.getTime()));
  if (!(await admits(engine, transport, { slot, first: transport === first })))
    return handed(waiting({ code: 'not_admitted' }, notAdmittedMs));
  if (!hold.holds) return handed(lapsed());
  const result = judge(pauses, transport, await handOverBy(engine, transport, claimed, outgoing, cutoff));
  return handed(result.outcome === 'retry' ? { outcome: 'unknown', failure: result.failure } : result);
}

const notAdmittedMs = 1_000;

/** The process stood still, and another may have it by now: where that is so, what this one says does not count. */
function lapsed(): SendResult {
  return waiting({ code: 'lease_over' }, 0);
}

function waiting(note: Note, afterMs: number): SendResult {
  return { outcome: 'paused', failure: { class: 'throttled', message: noteText(note) }, afterMs };
}

/** One try. Ends without the transport only where that ignores its signal, so that it cannot hold a slot for ever. */
function handOverBy(
  engine: Engine,
  transport: Transport,
  claimed: Claimed,
  outgoing: Outgoing,
  cutoff: Cutoff,
): Promise<SendResult> {
  return new Promise((resolve) => {
    const late = () => setTimeout(resolve, abortGraceMs, unanswered).unref();
    if (cutoff.aborted) late();
    else cutoff.onAbort = late;
    const answered = (answer: SendResult) => {
      const { result, fault } = readResult(answer);
      if (fault)
        engine.events.fault(
          new TypeError(`"${transport.name}" ${fault}.`),
          `a hand-over by ${transport.name}`,
        );
      resolve(result);
    };
    const failed = (error: unknown) => {
      // A bug in the transport: whether the other side took the message is anybody's guess.
      engine.events.fault(error, `a hand-over by ${transport.name}`);
      const message = noteText({ code: 'transport_failed', transport: transport.name });
      resolve({ outcome: 'unknown', failure: { class: 'transport_fault', message } });
    };
    // Async, so that a transport may also throw at once, or answer without a promise.
    const answer = async () => transport.send(outgoing, contextOf(engine, transport, claimed, cutoff));
    watched(engine, transport, claimed, answer).then(answered).catch(failed);
  });
}

/** One transport's `send`, told to the host's telemetry where there is one. */
function watched(
  { probe }: Engine,
  { name }: Transport,
  { message: { site, channel }, id: messageId, attempt }: Claimed,
  answer: () => Promise<SendResult>,
): Promise<SendResult> {
  if (!probe) return answer();
  const begun = { messageId, site, channel, attempt, transport: name };
  return probe.handingOver(begun, answer, (given) => {
    const { result } = readResult(given);
    return present({ outcome: result.outcome, failure: failureOf(result)?.class });
  });
}

const unanswered: Extract<SendResult, { readonly outcome: 'unknown' }> = {
  outcome: 'unknown',
  failure: { class: 'ambiguous', message: noteText({ code: 'unanswered' }) },
};

/** What a transport may ask for is made when it does. */
function contextOf(
  { vaultOf, secrets, publicUrl }: Engine,
  transport: Transport,
  { message: { id: messageId, site }, attempt }: Claimed,
  cutoff: Cutoff,
): SendContext {
  let vault: Vault | undefined;
  let correlation: string | undefined;
  const context: SendContext = {
    attempt,
    get correlation() {
      correlation ??= correlationOf(secrets, { messageId, attempt });
      return correlation;
    },
    get signal() {
      return cutoff.signal;
    },
    get vault() {
      vault ??= vaultOf(site);
      return vault;
    },
  };
  if (!publicUrl || !transport.webhook) return context;
  const get = () => webhookUrlOf(publicUrl, transport, { c: context.correlation, s: site });
  return Object.defineProperty(context, 'callbackUrl', { get, enumerable: true });
}

/** Lets a result speak for its transport: a pause begins or ends. */
function judge(pauses: Pauses, transport: Transport, result: SendResult): SendResult {
  if (result.outcome === 'paused') {
    return { ...result, afterMs: pauses.pause(transport, result.failure, result.afterMs) };
  }
  if (result.outcome === 'accepted') pauses.took(transport);
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

function noting(handed: HandedOver, skipped: ReadonlyMap<Transport, string>): HandedOver {
  return skipped.size === 0 ? handed : { ...handed, passedOver: [...skipped.values()] };
}

/** Given back until one that may be tried for this message pauses no longer. */
function allPaused(
  engine: Engine,
  pauses: Pauses,
  claimed: Claimed,
  skipped: ReadonlyMap<Transport, string>,
): HandedOver {
  const transports = engine.transports[claimed.message.channel].filter(
    (transport) => !skipped.has(transport),
  );
  const begunAt = engine.now();
  const ends = transports.map((one) => pauses.until(one)?.getTime() ?? 0);
  const code = skipped.size > 0 ? 'all_allowed_pause' : 'all_pause';
  const result = waiting({ code }, Math.max(0, Math.min(...ends) - begunAt.getTime()));
  return { result, transport: needTransport(claimed, transports[0]), begunAt, before: [] };
}

function needTransport({ message: { channel } }: Claimed, transport: Transport | undefined): Transport {
  if (transport) return transport;
  throw new Error(`No ${channel} transport is configured.`);
}

/** Whether a transport's limits let one more through; not where they cannot be asked. */
async function admits(
  engine: Engine,
  transport: Transport,
  { slot, first }: Pick<Bounds, 'slot'> & { readonly first: boolean },
): Promise<boolean> {
  try {
    if (slot && !(await slot.enter(transport))) return false;
    // The first one's share of its rate was taken when the message was claimed.
    const bucket = first ? undefined : bucketOf(engine, transport);
    return !bucket || (await engine.limits.take(bucket, 1)).granted === 1;
  } catch (error) {
    engine.events.fault(error, `asking the limits of ${transport.name}`);
    return false;
  }
}
