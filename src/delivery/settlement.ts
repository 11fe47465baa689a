import type { Claimed, Settlement } from '../interfaces/storage/message-claims.ts';
import { noteText } from '../model/notes.ts';
import { present } from '../model/present.ts';
import type { Engine } from '../wiring.ts';
import type { HandedOver } from './hand-over.ts';
import { nextRepetition } from './repetition.ts';
import { retryDelay } from './retry.ts';

/** What a hand-over's result makes of the message: hop 5, as a pure decision. */
export function settlementOf(
  engine: Pick<Engine, 'delivery'>,
  claimed: Claimed,
  { result, transport, begunAt, before }: HandedOver,
  now: Date,
  random: number,
): Settlement {
  const { id, token, message, attempt } = claimed;
  const claim = { id, token };
  if (result.outcome === 'accepted') {
    const { providerId, response } = result;
    const said = [...before.map((failure) => failure.message), response];
    const detail = said.filter(Boolean).join(` ${noteText({ code: 'tried_next' })} `);
    return present({
      id,
      token,
      to: 'sent',
      transport: transport.name,
      providerId: providerId || undefined,
      findable: providerId ? transport.find !== undefined : undefined,
      detail: detail || undefined,
    });
  }
  const { failure } = result;
  if (result.outcome === 'rejected') return { ...claim, to: 'failed', failure, detail: failure.message };
  if (result.outcome === 'paused') {
    return {
      ...claim,
      to: 'queued',
      reason: 'given_back',
      afterMs: result.afterMs ?? 0,
      failure,
      detail: failure.message,
      ...present({ repeats: claimed.repeats }),
    };
  }
  const ambiguous = result.outcome === 'unknown';
  const repeats = claimed.repeats ?? { transport: transport.name, since: begunAt };
  const repetition =
    ambiguous && nextRepetition(transport, repeats, { now, random, retry: engine.delivery.retry });
  if (
    repetition &&
    !(message.expiresAt && now.getTime() + repetition.afterMs >= message.expiresAt.getTime())
  ) {
    const detail = `${failure.message} ${noteText({ code: 'repeated', transport: transport.name })}`;
    return { ...claim, to: 'queued', reason: 'unknown', ...repetition, failure, detail };
  }
  if (ambiguous && engine.delivery.unknown[message.channel] === 'hold') {
    return { ...claim, to: 'unknown', failure, detail: failure.message };
  }
  const delay = retryDelay(attempt, engine.delivery.retry, random);
  if (delay === null) {
    return {
      ...claim,
      to: ambiguous ? 'unknown' : 'failed',
      failure,
      detail: `${failure.message} ${noteText({ code: 'given_up', attempts: attempt })}`,
    };
  }
  const afterMs = Math.max(delay, result.outcome === 'retry' ? (result.afterMs ?? 0) : 0);
  if (message.expiresAt && now.getTime() + afterMs >= message.expiresAt.getTime()) {
    return {
      ...claim,
      to: ambiguous ? 'unknown' : 'failed',
      failure,
      detail: `${failure.message} ${noteText({ code: 'expires_before_retry' })}`,
    };
  }
  return {
    ...claim,
    to: 'queued',
    reason: ambiguous ? 'unknown' : 'retry',
    afterMs,
    failure,
    detail: failure.message,
  };
}
