import type { SenderRecord } from '../interfaces/storage/senders.ts';
import { type Alert, type AlertFacts, type AlertKind, alertOf, shownAlert } from '../model/alert.ts';
import { noteText } from '../model/notes.ts';
import type { Engine } from '../wiring.ts';
import { here, overAll } from './conditions.ts';
import type { Pauses } from './pauses.ts';

/** About how often it is looked. */
export const lookEveryMs = 60_000;
/** Of what each process knows for itself: it holds as long as one of them has seen it so lately. */
const seenWithinMs = 3 * lookEveryMs;

/** Known by each process for itself; the others are found in the storage by whichever looks. */
const knownHere: ReadonlySet<AlertKind> = new Set(['channel_paused']);

/** Looks for conditions (`conditions.ts`), and tells of those that begin or end: once over all processes, by whoever wrote it down. */
export class Alerts {
  readonly #engine: Engine;
  readonly #pauses: Pauses;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(engine: Engine, pauses: Pauses) {
    this.#engine = engine;
    this.#pauses = pauses;
    if (!engine.alerts?.domainLost) return;
    engine.events.on('sender.domain_lost', ({ sender }) => this.#raise(lostDomain(sender)));
    engine.events.on('sender.domain_validated', ({ sender }) => this.#clear(lostDomain(sender).key));
    engine.events.on('sender.deleted', async ({ sender }) => {
      const alert = lostDomain(sender);
      if (!(await this.#isStillLost(alert))) await this.#clear(alert.key);
    });
  }

  async list(query: { readonly site?: string }): Promise<readonly Alert[]> {
    return (await this.#engine.storage.alerts.list(query)).map(shownAlert);
  }

  /** Looks, at most about once a minute: it may be called as often as one likes. */
  async run(): Promise<void> {
    const { alerts, storage, outcomes, now, timed } = this.#engine;
    await outcomes.flush();
    const time = now().getTime();
    if (!alerts || time - this.#lookedAt < lookEveryMs * 0.7) return;
    this.#lookedAt = time;
    const turn = { site: '', key: 'alerts/look', forMs: lookEveryMs * 0.7, ...timed() };
    const mine = await storage.seen.add(turn);
    const found = [
      ...here(this.#engine, this.#pauses, alerts),
      ...(mine ? await overAll(this.#engine, alerts) : []),
    ];
    const standing = await storage.alerts.list({});
    const keys = new Set(standing.map(({ key }) => key));
    // What is between its two thresholds keeps an alert that stands, and raises none.
    for (const { alert, raises } of found) if (raises || keys.has(alert.key)) await this.#raise(alert);
    const holding = new Set(found.map(({ alert }) => alert.key));
    for (const alert of standing) {
      if (holding.has(alert.key)) continue;
      if (knownHere.has(alert.kind)) await this.#clear(alert.key, new Date(time - seenWithinMs));
      else if (mine && !(await this.#isStillLost(alert))) await this.#clear(alert.key);
    }
  }

  /** A domain that a sender is still in: what ends that is told, but not that the sender was given another. */
  async #isStillLost({ kind, site, channel, domain }: AlertFacts): Promise<boolean> {
    if (kind !== 'domain_lost' || site === undefined || channel === undefined) return false;
    const senders = await this.#engine.storage.senders.list(site, channel);
    return senders.some((sender) => sender.domain === domain);
  }

  async #raise(alert: AlertFacts): Promise<void> {
    const { storage, events, now } = this.#engine;
    const raised = await storage.alerts.raise({ ...alert, now: now() });
    if (raised) events.emit('alert.raised', { alert: shownAlert(raised) });
  }

  async #clear(key: string, seenUntil = this.#engine.now()): Promise<void> {
    const { storage, events } = this.#engine;
    const cleared = await storage.alerts.clear({ key, seenUntil });
    if (cleared) events.emit('alert.cleared', { alert: shownAlert(cleared) });
  }
}

function lostDomain({ site, channel, domain = '' }: SenderRecord): AlertFacts {
  const detail = noteText({ code: 'domain_lost', domain });
  return alertOf({ kind: 'domain_lost', site, channel, domain, detail });
}
