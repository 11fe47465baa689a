import type { Claimed, Repeats, SweepQuery } from '../interfaces/storage/message-claims.ts';
import type { Transport } from '../interfaces/transport.ts';
import { channels } from '../model/channel.ts';
import type { Engine, RetryPolicy } from '../wiring.ts';

// A hand-over whose end is unknown, by a transport that recognises repetitions, is made again as it was: under the same number and
// handle, so that the other side takes the message once. Only when it no longer recognises it does the host's policy decide.

/** So often at the most. */
const leastGapMs = 1_000;

/** A repetition, and how long to wait with it, in ms. */
export interface Repetition {
  readonly repeats: Repeats;
  readonly afterMs: number;
}

/** How a hand-over of unknown end is made again, with growing gaps; `undefined` where the other side would not know it again by then. */
export function nextRepetition(
  transport: Transport,
  repeats: Repeats,
  { now, random, retry }: { readonly now: Date; readonly random: number; readonly retry: RetryPolicy },
): Repetition | undefined {
  const elapsed = now.getTime() - repeats.since.getTime();
  const gap = Math.min(
    Math.max(elapsed, retry.firstDelayMs, leastGapMs),
    Math.max(retry.maxDelayMs, leastGapMs),
  );
  const afterMs = Math.round(gap / 2 + (random * gap) / 2);
  return isRecognised(transport, repeats, new Date(now.getTime() + afterMs))
    ? { repeats, afterMs }
    : undefined;
}

/** Whether a repetition that begins now comes to an end while the other side still knows it again. */
function isRecognised(transport: Transport, { transport: name, since }: Repeats, now: Date): boolean {
  return transport.name === name && now.getTime() - since.getTime() < recognisedMs(transport);
}

/** From the first beginning to the last. */
function recognisedMs({ capabilities: { deduplicatesForMs = 0, handOverTimeoutMs } }: Transport): number {
  return deduplicatesForMs - handOverTimeoutMs;
}

/** The transport that a claim repeats its hand-over to; `undefined` where it is not there any more, or would not know it again. */
export function repeatingTransport(
  { transports, now }: Pick<Engine, 'transports' | 'now'>,
  { message: { channel } }: Claimed,
  repeats: Repeats,
): Transport | undefined {
  return transports[channel].find((transport) => isRecognised(transport, repeats, now()));
}

/** What a sweep may repeat: a lost hand-over does not tell whose it was, so only where there is one transport. */
export function sweepRepeats({ transports }: Pick<Engine, 'transports'>): NonNullable<SweepQuery['repeats']> {
  return Object.fromEntries(
    channels.flatMap((channel) => {
      const [only, ...others] = transports[channel];
      const withinMs = only && others.length === 0 ? recognisedMs(only) : 0;
      return only && withinMs > 0 ? [[channel, { transport: only.name, withinMs }]] : [];
    }),
  );
}
