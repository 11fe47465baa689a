import { suppressFor } from '../feedback/suppress.ts';
import type { BeforeSendHook } from '../interfaces/before-send.ts';
import type { Claimed, Settlement } from '../interfaces/storage/message-claims.ts';
import type { Failure, MessageContent } from '../model/message.ts';
import { noteText } from '../model/notes.ts';
import { expiredFailure } from '../model/own-failures.ts';
import { present } from '../model/present.ts';
import { openContent } from '../secrets/sealed-content.ts';
import type { Engine } from '../wiring.ts';
import { type Bounds, handOver } from './hand-over.ts';
import { readVerdict, type Verdict } from './outside.ts';
import type { Pauses } from './pauses.ts';
import { notAllowedFailure, outgoingBy, wayOf } from './safe-mode.ts';
import { settlementOf } from './settlement.ts';

/** What the worker knows of a claim besides its message. */
export interface Circumstances extends Bounds {
  readonly suppressed: boolean;
  readonly stopping: () => boolean;
}

/** Hop 4 for one claimed message, from the last checks to how it ended. Never throws for what transports and hooks do. */
export async function deliver(
  engine: Engine,
  pauses: Pauses,
  claimed: Claimed,
  { suppressed, stopping, ...bounds }: Circumstances,
): Promise<Settlement> {
  const { id, token, message } = claimed;
  if (suppressed)
    return ended(claimed, 'suppressed', {
      class: 'blocked',
      message: noteText({ code: 'suppressed' }),
    });
  if (message.expiresAt && message.expiresAt <= engine.now()) return ended(claimed, 'failed', expiredFailure);
  const way = wayOf(engine, message);
  if (way.kind === 'nowhere') return ended(claimed, 'suppressed', notAllowedFailure);
  let content: MessageContent;
  try {
    content = openContent(engine, message, claimed.content);
  } catch (error) {
    engine.events.fault(error, 'opening a sealed message');
    return ended(claimed, 'failed', {
      class: 'configuration',
      message: noteText({ code: 'unopened' }),
    });
  }
  const verdict: Verdict = engine.beforeSend
    ? await askHost(engine, engine.beforeSend, claimed, content)
    : { kind: 'go' };
  if (verdict.kind === 'veto')
    return ended(claimed, 'suppressed', {
      class: 'blocked',
      message: noteText({ code: 'vetoed', reason: verdict.reason }),
    });
  if (verdict.kind === 'delay') {
    const { afterMs } = verdict;
    const given = { id, token, to: 'queued', reason: 'given_back', afterMs } as const;
    return {
      ...given,
      detail: noteText({ code: 'delayed_by_host' }),
      ...present({ repeats: claimed.repeats }),
    };
  }
  const handed = await handOver(engine, pauses, claimed, outgoingBy(way, message, content), bounds);
  const { result } = handed;
  if (result.outcome === 'rejected') await suppressFor(engine, message, 'failed', result.failure);
  // Cut short by our own stop and certainly not taken: no fault of the message's, no attempt used up.
  const cutShort = stopping() && result.outcome === 'retry';
  const judged = cutShort
    ? { ...handed, result: { ...result, outcome: 'paused', afterMs: 0 } as const }
    : handed;
  const settlement = settlementOf(engine, claimed, judged, engine.now(), engine.random());
  const { passedOver = [] } = handed;
  if (way.kind === 'recipient' && passedOver.length === 0) return settlement;
  // However it ended, the record says to whom it went instead, and who was not tried.
  const redirected = way.kind === 'redirected' && noteText({ code: 'redirected', to: way.to });
  return { ...settlement, detail: [redirected, settlement.detail, ...passedOver].filter(Boolean).join(' ') };
}

/** What was handed over already, and may have been taken, does not end as though it never was. */
function ended({ id, token, repeats }: Claimed, to: 'failed' | 'suppressed', failure: Failure): Settlement {
  return { id, token, to: repeats ? 'unknown' : to, failure, detail: failure.message };
}

/** The host's `beforeSend`. Where it fails, the message waits: sending against the host's rules is worse than a delay. */
async function askHost(
  engine: Engine,
  beforeSend: BeforeSendHook,
  { message, attempt }: Claimed,
  content: MessageContent,
): Promise<Verdict> {
  try {
    const verdict = readVerdict(await beforeSend({ message, content, attempt }), engine.now());
    if (verdict.kind === 'delay' && verdict.fault)
      engine.events.fault(new TypeError(`"beforeSend" ${verdict.fault}.`), 'beforeSend');
    return verdict;
  } catch (error) {
    engine.events.fault(error, 'beforeSend');
    return { kind: 'delay', afterMs: 60_000 };
  }
}
