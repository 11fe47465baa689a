import { isMessagingError } from '../errors.ts';
import type { Waiting, WaitingLane } from '../interfaces/storage/message-claims.ts';
import type { SchemaState } from '../interfaces/storage/storage.ts';
import type { WebhookDisabledReason } from '../interfaces/storage/webhooks.ts';
import type { Transport } from '../interfaces/transport.ts';
import { lateAfterMs } from '../model/alert-settings.ts';
import { channelRules, channels } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { SafeModeState } from '../model/safe-mode.ts';
import { inboxOf } from '../model/webhook-inbox.ts';
import type { Engine } from '../wiring.ts';
import { everyWebhook } from './every-webhook.ts';
import { Kept } from './kept.ts';
import type { Pauses } from './pauses.ts';

/** Why all is not well. */
export type HealthReasonCode =
  /** Nothing can be recorded: the storage cannot be asked, or does not answer in time. */
  | 'storage_unreachable'
  /** The storage's schema is older than this release needs: call its `migrate()`. */
  | 'storage_not_migrated'
  /** None of a channel's transports takes anything at the moment, as far as this process knows. */
  | 'channel_paused'
  /** One of several takes nothing; others stand in for it. */
  | 'transport_paused'
  /** A transport's other side refuses it, or cannot be reached: its `verify()` failed. */
  | 'transport_refused'
  /** A transport's other side does not answer `verify()` in time. */
  | 'transport_silent'
  /** Messages have been due for too long: for a minute what is `high`, for 5 minutes `normal`, for an hour `low`. */
  | 'overdue'
  /** A subscription's events have been due for 10 minutes: nobody subscribes to it any more, or its handler is slow or fails. */
  | 'subscription_lagging'
  /** Workers went away in the middle of hand-overs, and nobody has taken those up. */
  | 'leases_expired';

/** One reason, for a program and for people. */
export interface HealthReason {
  readonly code: HealthReasonCode;
  readonly sentence: string;
}

/** How the storage is. */
export interface StorageHealth {
  readonly name: string;
  readonly reachable: boolean;
  /** Of its schema; absent where it has none, or could not be asked. */
  readonly version?: number;
  /** Whether its schema is as new as this release needs. */
  readonly current?: boolean;
}

/** What a transport's `verify()` came to. */
export interface VerifyHealth {
  readonly ok: boolean;
  /** It is asked again after a minute. */
  readonly at: Date;
}

/** How one transport is, as far as this process knows. */
export interface TransportHealth {
  readonly channel: Channel;
  readonly name: string;
  /** When it last took a message from this process. */
  readonly lastSuccessAt?: Date;
  /** While it is left alone: when the next try is made. */
  readonly pausedUntil?: Date;
  /** Absent where it cannot be asked, or has not answered yet. */
  readonly verified?: VerifyHealth;
}

/** What waits, of all sites. */
export interface QueueHealth extends Waiting {
  /** Counted up to 1,000 each; one for each channel and priority in which something is due. */
  readonly lanes: readonly WaitingLane[];
}

/** How one subscription to durable events stands. */
export interface SubscriptionHealth {
  readonly name: string;
  /** Events that wait; counted up to 10,000. */
  readonly waiting: number;
  /** Events that wait for a person's decision; counted up to 10,000. */
  readonly parked: number;
  /** For how long the first that is due has been, in ms; 0 where none is. */
  readonly lagMs: number;
  /** Why nothing is posted, where it is a webhook's that is disabled: what waits for that does not lag. */
  readonly disabled?: WebhookDisabledReason;
}

/** How things are, at a moment. */
export interface Health {
  /** `down`: nothing can be recorded. `degraded`: it can, and something keeps messages from going, or does so soon. */
  readonly status: 'ok' | 'degraded' | 'down';
  /** The gravest first; empty where all is well. */
  readonly reasons: readonly HealthReason[];
  /** When the storage was asked: at most a second ago. */
  readonly checkedAt: Date;
  readonly storage: StorageHealth;
  readonly transports: readonly TransportHealth[];
  /** Absent where the storage did not answer. */
  readonly queue?: QueueHealth;
  /** All that there are, by name; absent where the storage did not answer. */
  readonly subscriptions?: readonly SubscriptionHealth[];
  /** Whether `start()` was called in this process. One that only sends, or calls `deliverDue()`, has none. */
  readonly worker: { readonly started: boolean };
  /** Where it is on. */
  readonly safeMode?: SafeModeState;
}

/** How long each part may take. */
const patienceMs = 2_000;
/** Figures are kept so long: many probes cost what one does. */
const figuresKeptMs = 1_000;
const verifiedKeptMs = 60_000;
const countedAtMost = 1_000;

/** Events that have been due for longer are late. */
const lagMostMs = 10 * 60_000;

interface Known {
  readonly waiting: Waiting;
  readonly subscriptions: readonly SubscriptionHealth[];
  readonly schema: SchemaState | undefined;
}
type Figures = Known | undefined;

/** Looks how things are; whatever goes wrong with that is part of the answer. */
export class HealthLook {
  readonly #engine: Engine;
  readonly #pauses: Pauses;
  readonly #figures: Kept<Figures>;
  readonly #verified = new Map<Transport, Kept<boolean>>();

  constructor(engine: Engine, pauses: Pauses) {
    this.#engine = engine;
    this.#pauses = pauses;
    // A clock that a test holds would keep them for ever.
    const keepMs = 'now' in engine.timed() ? 0 : figuresKeptMs;
    this.#figures = new Kept(() => figuresOf(engine), keepMs, engine.now);
    for (const transport of channels.flatMap((channel) => engine.transports[channel]))
      if (transport.verify)
        this.#verified.set(transport, new Kept(() => verifies(transport), verifiedKeptMs, engine.now));
  }

  async look(worker: Health['worker']): Promise<Health> {
    const { storage, safeMode, now } = this.#engine;
    const [figures, transports] = await Promise.all([this.#figures.within(patienceMs), this.#transports()]);
    const { waiting, subscriptions, schema } = figures?.value ?? {};
    const reasons = [
      ...storageReasons(figures?.value),
      ...this.#pauseReasons(),
      ...transports.flatMap(transportReasons),
      ...(waiting ? queueReasons(waiting, now()) : []),
      ...(subscriptions ?? []).flatMap(subscriptionReasons),
    ];
    const isDown = !waiting || (schema && schema.version < schema.wanted);
    return present({
      status: isDown ? 'down' : reasons.length > 0 ? 'degraded' : 'ok',
      reasons,
      checkedAt: figures?.at ?? now(),
      storage: present({
        name: storage.name,
        reachable: waiting !== undefined,
        version: schema?.version,
        current: schema && schema.version >= schema.wanted,
      }),
      transports: transports.map(({ health }) => health),
      queue: waiting,
      subscriptions,
      worker,
      safeMode,
    });
  }

  #transports(): Promise<readonly LookedAt[]> {
    const all = channels.flatMap((channel) => this.#engine.transports[channel]);
    return Promise.all(all.map((transport) => this.#lookAt(transport)));
  }

  async #lookAt(transport: Transport): Promise<LookedAt> {
    const asked = this.#verified.get(transport);
    const answer = await asked?.within(patienceMs);
    const health = present({
      channel: transport.channel,
      name: transport.name,
      lastSuccessAt: this.#pauses.tookAt(transport),
      pausedUntil: this.#pauses.until(transport),
      verified: answer && { ok: answer.value, at: answer.at },
    });
    return { health, silent: asked !== undefined && answer === undefined };
  }

  #pauseReasons(): readonly HealthReason[] {
    return channels.flatMap((channel): readonly HealthReason[] => {
      const all = this.#engine.transports[channel];
      const pausing = all.filter((transport) => this.#pauses.until(transport));
      if (pausing.length === 0) return [];
      const { word } = channelRules[channel];
      if (pausing.length === all.length)
        return [{ code: 'channel_paused', sentence: `No ${word} goes out: its transports pause.` }];
      return pausing.map(({ name }) => ({
        code: 'transport_paused',
        sentence: `The ${word} transport "${name}" takes nothing; the others stand in for it.`,
      }));
    });
  }
}

interface LookedAt {
  readonly health: TransportHealth;
  readonly silent: boolean;
}

/** One look at the storage. What it throws is told to nobody: a probe that comes every few seconds would say the same each time. */
async function figuresOf({ storage, timed }: Engine): Promise<Figures> {
  try {
    const [waiting, states, webhooks, schema] = await Promise.all([
      storage.messages.waiting({ limit: countedAtMost, ...timed() }),
      storage.subscriptions.list(timed()),
      everyWebhook({ storage }, { disabled: true }),
      storage.schema?.(),
    ]);
    const disabled = new Map(webhooks.map((webhook) => [inboxOf(webhook), webhook.disabled?.reason]));
    const subscriptions = states.map(({ name, waiting, parked, lagMs }) =>
      present({ name, waiting, parked, lagMs, disabled: disabled.get(name) }),
    );
    return { waiting, subscriptions, schema };
  } catch (error) {
    // Not migrated: then the storage says so, though its tables cannot be asked.
    return schemaAlone(storage, error);
  }
}

async function schemaAlone({ schema }: Engine['storage'], error: unknown): Promise<Figures> {
  if (!isMessagingError(error) || error.code !== 'storage_not_ready' || !schema) return undefined;
  const nothing = { lanes: [], quarantined: 0, expiredLeases: 0 };
  return schema().then(
    (state) => ({ waiting: nothing, subscriptions: [], schema: state }),
    () => undefined,
  );
}

async function verifies(transport: Transport): Promise<boolean> {
  try {
    await transport.verify?.();
    return true;
  } catch {
    return false;
  }
}

function storageReasons(figures: Figures): readonly HealthReason[] {
  if (!figures)
    return [
      { code: 'storage_unreachable', sentence: 'The storage does not answer: nothing can be recorded.' },
    ];
  const { schema } = figures;
  if (!schema || schema.version >= schema.wanted) return [];
  const sentence = `The storage's schema is at version ${schema.version} of ${schema.wanted}: call migrate().`;
  return [{ code: 'storage_not_migrated', sentence }];
}

function subscriptionReasons({ name, lagMs, disabled }: SubscriptionHealth): readonly HealthReason[] {
  if (lagMs < lagMostMs || disabled) return [];
  const sentence = `Events have waited for the subscription "${name}" for ${Math.floor(lagMs / 60_000)} min.`;
  return [{ code: 'subscription_lagging', sentence }];
}

function transportReasons({
  health: { channel, name, verified },
  silent,
}: LookedAt): readonly HealthReason[] {
  const who = `The ${channelRules[channel].word} transport "${name}"`;
  if (silent) return [{ code: 'transport_silent', sentence: `${who} does not answer.` }];
  if (!verified || verified.ok) return [];
  return [
    { code: 'transport_refused', sentence: `${who} cannot be reached, or its credentials are refused.` },
  ];
}

function queueReasons({ lanes, expiredLeases }: Waiting, now: Date): readonly HealthReason[] {
  const late = lanes.flatMap(({ channel, priority, oldestDueAt }): readonly HealthReason[] => {
    const forMs = oldestDueAt ? now.getTime() - oldestDueAt.getTime() : 0;
    if (forMs < lateAfterMs[priority]) return [];
    const minutes = Math.floor(forMs / 60_000);
    const sentence = `${channelRules[channel].word} of priority ${priority} has been due for ${minutes} min.`;
    return [{ code: 'overdue', sentence }];
  });
  if (expiredLeases === 0) return late;
  const sentence = `${expiredLeases} hand-overs were cut off, and no worker has taken them up yet.`;
  return [...late, { code: 'leases_expired', sentence }];
}
