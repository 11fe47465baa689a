import { type AlertRecord, type AlertStore, type AlertToRaise, present } from 'postern/adapter';

interface Standing {
  readonly alert: AlertRecord;
  seenAt: Date;
}

const mostListed = 1_000;

/** The alerts that stand, in memory. */
export class MemoryAlerts implements AlertStore {
  readonly #standing = new Map<string, Standing>();
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  async raise({ now = this.#clock(), ...facts }: AlertToRaise): Promise<AlertRecord | undefined> {
    const standing = this.#standing.get(facts.key);
    if (standing) {
      if (now > standing.seenAt) standing.seenAt = now;
      return undefined;
    }
    const alert = present({ ...facts, since: now });
    this.#standing.set(facts.key, { alert, seenAt: now });
    return structuredClone(alert);
  }

  async clear({ key, seenUntil }: Parameters<AlertStore['clear']>[0]): Promise<AlertRecord | undefined> {
    const standing = this.#standing.get(key);
    if (!standing || standing.seenAt > seenUntil) return undefined;
    this.#standing.delete(key);
    return structuredClone(standing.alert);
  }

  async list({ site }: { readonly site?: string }): Promise<readonly AlertRecord[]> {
    const alerts = [...this.#standing.values()]
      .map(({ alert }) => alert)
      .filter((alert) => site === undefined || (alert.site ?? site) === site);
    return structuredClone(alerts.sort((a, b) => a.since.getTime() - b.since.getTime()).slice(0, mostListed));
  }
}
