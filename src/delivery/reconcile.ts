import { applyReport } from '../feedback/reports.ts';
import type { ProviderKey, Unresolved } from '../interfaces/storage/message-reports.ts';
import type { Transport } from '../interfaces/transport.ts';
import { channels } from '../model/channel.ts';
import type { Message } from '../model/message.ts';
import { openContent } from '../secrets/sealed-content.ts';
import type { Engine } from '../wiring.ts';
import { outgoingBy, wayOf } from './safe-mode.ts';

/** A provider may need a moment before it lists what it took. */
const firstAfterMs = 60_000;
/** After a day nothing new is to be learned. */
const giveUpAfterMs = 86_400_000;
const batch = 50;
/** The provider's clock may differ from ours. */
const clockSkewMs = 60_000;

/**
 * Asks providers what became of messages whose hand-over ended `unknown`. Found: the message is theirs, and the record says so. Not
 * found proves nothing. Each message is asked about again with growing gaps, in this process.
 */
export class Reconciliation {
  readonly #engine: Engine;
  readonly #askedAt = new Map<string, { readonly at: number; readonly gapMs: number }>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { storage, now, transports } = this.#engine;
    const time = now().getTime();
    for (const [id, { at }] of this.#askedAt) if (time - at > giveUpAfterMs) this.#askedAt.delete(id);
    for (const channel of channels) {
      const finders = transports[channel].filter((transport) => transport.find);
      if (finders.length === 0) continue;
      const since = new Date(time - giveUpAfterMs);
      const until = new Date(time - firstAfterMs);
      for (const unresolved of await storage.messages.unresolved({ channel, since, until, limit: batch })) {
        if (signal.aborted) return;
        if (this.#isDue(unresolved.message.id, time)) await this.#ask(finders, unresolved, signal);
      }
    }
  }

  #isDue(id: string, time: number): boolean {
    const asked = this.#askedAt.get(id);
    if (asked && time < asked.at + asked.gapMs) return false;
    this.#askedAt.set(id, {
      at: time,
      gapMs: asked ? Math.min(asked.gapMs * 4, giveUpAfterMs) : firstAfterMs,
    });
    return true;
  }

  async #ask(
    finders: readonly Transport[],
    { message, content, at }: Unresolved,
    signal: AbortSignal,
  ): Promise<void> {
    const { events, now, delivery } = this.#engine;
    for (const transport of finders) {
      // From when the hand-over can have begun, and no sooner: an earlier message may have had the same text.
      const longestMs =
        transport.capabilities.handOverTimeoutMs + delivery.leaseMs + 2 * delivery.sweepEveryMs;
      const since = new Date(at.getTime() - longestMs - clockSkewMs);
      try {
        const outgoing = outgoingBy(
          wayOf(this.#engine, message),
          message,
          openContent(this.#engine, message, content),
        );
        const found = await transport.find?.(outgoing, since, signal);
        if (found?.kind !== 'found') continue;
        const { providerId, type } = found;
        const key = { channel: message.channel, transport: transport.name, providerId };
        if (await this.#isAnothers(message, key)) continue;
        const dedupeKey = `found/${providerId}/${type}`;
        await applyReport(this.#engine, message.site, {
          messageId: message.id,
          type,
          at: now(),
          attempt: message.attempts,
          providerId,
          transport: transport.name,
          dedupeKey,
        });
        return;
      } catch (error) {
        events.fault(error, `asking ${transport.name} for a message`);
      }
    }
  }

  /** Whether the provider's message is known as another of ours: two equal texts to one number look alike there. */
  async #isAnothers({ id }: Message, key: ProviderKey): Promise<boolean> {
    return (await this.#engine.storage.messages.holdersOf(key)).some((holder) => holder !== id);
  }
}
