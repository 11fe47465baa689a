import { createEngine, type MessagingConfig } from './config.ts';
import { Alerts } from './delivery/alerts.ts';
import { startRecovery, sweep } from './delivery/background.ts';
import { type Health, HealthLook } from './delivery/health.ts';
import { Pauses } from './delivery/pauses.ts';
import { queueFigures } from './delivery/queue-figures.ts';
import { Reconciliation } from './delivery/reconcile.ts';
import {
  checkReady,
  closeTransports,
  type Lasting,
  type RoundOptions,
  Rounds,
  whenAborted,
  withinTime,
} from './delivery/round.ts';
import { DeliveryWorker } from './delivery/worker.ts';
import { MessagingError } from './errors.ts';
import { applyEvents, type Received } from './feedback/events.ts';
import type { Stop } from './interfaces/queue.ts';
import type { Transport } from './interfaces/transport.ts';
import type { Alert } from './model/alert.ts';
import { channelRules, perChannel } from './model/channel.ts';
import type { Channel } from './model/message.ts';
import { webhookUrlOf } from './model/public-urls.ts';
import { resealAll, type SecretRotation } from './secrets/rotation.ts';
import { loadAhead } from './sending/load-ahead.ts';
import type { Sites } from './sites.ts';
import { Subscribers } from './subscriptions/subscribers.ts';
import type { Unattended } from './unattended.ts';
import { handleRequest } from './web/handle.ts';
import { WebhookDispatch } from './webhooks/dispatch.ts';
import type { WebhookParts } from './webhooks/webhooks.ts';
import type { Engine } from './wiring.ts';

/** What all sites of one `Messaging` share: the engine, the sites, and the worker while it runs. */
export class Runtime {
  readonly engine: Engine;
  readonly sites: Sites;
  readonly subscribers: Subscribers;
  readonly webhooks: WebhookParts;
  readonly #first: string;
  readonly #unattended: Unattended;
  readonly #pauses: Pauses;
  readonly #reconciliation: Reconciliation;
  readonly #rounds: Rounds;
  readonly #alerts: Alerts;
  readonly #health: HealthLook;
  #worker: DeliveryWorker | undefined;
  #running: Promise<Stop> | undefined;
  #stopping: Promise<void> | undefined;
  /** Ends what a telemetry reads of what is due. */
  #endFigures: (() => void) | undefined;

  constructor(config: MessagingConfig) {
    const { engine, sites, unattended, webhooks: settings } = createEngine(config);
    this.engine = engine;
    this.sites = sites;
    this.#first = config.site.id;
    this.#unattended = unattended;
    this.#pauses = new Pauses(engine);
    this.#reconciliation = new Reconciliation(engine);
    this.#health = new HealthLook(engine, this.#pauses);
    this.#alerts = new Alerts(engine, this.#pauses);
    this.subscribers = new Subscribers(engine);
    const dispatch = new WebhookDispatch(engine, this.subscribers, settings);
    this.webhooks = { engine, settings, dispatch };
    const subscribers = this.#inRounds();
    const lasting = {
      pauses: this.#pauses,
      reconciliation: this.#reconciliation,
      alerts: this.#alerts,
      subscribers,
    };
    this.#rounds = new Rounds(engine, lasting, () => this.#running !== undefined);
  }

  async start(): Promise<void> {
    this.#attend();
    await this.#stopping;
    this.#running ??= this.#begin();
    try {
      await this.#running;
    } catch (error) {
      this.#running = undefined;
      throw error;
    }
  }

  async #begin(): Promise<Stop> {
    const { engine } = this;
    await Promise.all([checkReady(engine), loadAhead(engine)]);
    // Before anything is handed over, so that its events are not missed.
    await this.webhooks.dispatch.start();
    await this.subscribers.start();
    const worker = new DeliveryWorker(engine, this.#pauses);
    this.#worker = worker;
    worker.wakeItself();
    const stopQueue = await engine.queue.start(worker);
    const stopRecovery = startRecovery(engine, worker, {
      reconciliation: this.#reconciliation,
      alerts: this.#alerts,
    });
    // What an earlier process left behind need not wait for the first turn.
    sweep(engine, worker).catch((error: unknown) => engine.events.fault(error, 'the first sweep'));
    const { log } = engine;
    log?.line('info', 'started', transportsOf(engine));
    return async () => {
      await stopQueue();
      const handingOut = this.subscribers.stop();
      const posting = this.webhooks.dispatch.stop();
      // Leases are renewed until the last hand-over has ended.
      await worker.stop(engine.delivery.drainMs);
      await stopRecovery();
      await handingOut;
      await posting;
      await closeTransports(engine);
      log?.line('info', 'stopped', {});
    };
  }

  async stop(): Promise<void> {
    const running = this.#running;
    if (running) {
      this.#running = undefined;
      this.#worker = undefined;
      this.#stopping = running.then((stop) => stop());
    }
    await this.#stopping;
    await this.#rounds.end();
    this.#endFigures?.();
    this.#endFigures = undefined;
  }

  /** From now on this process delivers. */
  #attend(): void {
    this.#unattended.attend();
    this.#endFigures ??= this.engine.probe?.delivering(queueFigures(this.engine));
  }

  /** One round of everything, for a host that calls by a timer of its own. */
  async deliverDue(options: RoundOptions): Promise<void> {
    this.#attend();
    await this.#running?.catch(() => undefined);
    const worker = this.#worker;
    if (!worker) return this.#rounds.run(options);
    const deliver = async (signal: AbortSignal) => {
      await this.subscribers.prepare();
      await sweep(this.engine, worker);
      await worker.deliverAll();
      await this.subscribers.round(signal);
    };
    // The started worker goes on: only the wait ends.
    await withinTime(options, new AbortController(), (signal) =>
      Promise.race([deliver(signal), whenAborted(signal)]),
    );
  }

  /** Those who subscribed, and webhooks, which look first which of them there are, and let go of connections between rounds. */
  #inRounds(): Lasting['subscribers'] {
    const { subscribers } = this;
    const { dispatch } = this.webhooks;
    return {
      prepare: async () => {
        await dispatch.look();
        await subscribers.prepare();
      },
      round: (signal) =>
        subscribers.round(signal).finally(() => {
          if (!this.#running) dispatch.rest();
        }),
    };
  }

  health(): Promise<Health> {
    return this.#health.look({ started: this.#worker !== undefined });
  }

  alerts(query: { readonly site?: string }): Promise<readonly Alert[]> {
    return this.#alerts.list(query);
  }

  async rotateSecret(): Promise<SecretRotation> {
    const { storage, secrets, now } = this.engine;
    const { resealed, since } = await resealAll(storage.secrets, secrets, now());
    const waiting = await storage.messages.countSealed(since);
    return { resealed, waiting, done: waiting === 0 };
  }

  resume(channel: Channel): boolean {
    return this.#pauses.resume(channel);
  }

  /** @throws MessagingError `invalid_config` */
  handle(request: Request, defaultSite: string): Promise<Response> {
    const { engine, sites } = this;
    const { publicUrl } = engine;
    if (!publicUrl) throw noPublicUrl('messaging.handle()');
    return handleRequest({ engine, publicUrl, defaultSite, findSite: (id) => sites.find(id) }, request);
  }

  /** @throws MessagingError `invalid_config`, `invalid_argument`, `unsupported` */
  webhookUrl({ channel, name }: Pick<Transport, 'channel' | 'name'>, site: string): string {
    const { publicUrl, transports } = this.engine;
    if (!publicUrl) throw noPublicUrl('A webhook');
    const transport = transports[channel].find((one) => one.name === name);
    if (!transport)
      throw new MessagingError(
        'invalid_argument',
        `There is no ${channelRules[channel].word} transport of that name.`,
      );
    if (!transport.webhook)
      throw new MessagingError('unsupported', `"${name}" takes no callbacks: its provider reports nothing.`);
    return webhookUrlOf(publicUrl, transport, site === this.#first ? {} : { s: site });
  }

  /** Gives an incoming mail to the transports that can read it. */
  async receive(raw: Uint8Array): Promise<readonly Received[]> {
    const { engine } = this;
    const received: Received[] = [];
    for (const transport of engine.transports.email)
      received.push(...(await applyEvents(engine, transport.name, (await transport.readMail?.(raw)) ?? [])));
    return received;
  }
}

/** Their names, by channel. */
function transportsOf({ transports }: Engine): Record<Channel, readonly string[]> {
  return perChannel((_, channel) => transports[channel].map(({ name }) => name));
}

function noPublicUrl(what: string): MessagingError {
  return new MessagingError('invalid_config', `${what} needs "publicUrl" in new Messaging({ … }).`);
}
