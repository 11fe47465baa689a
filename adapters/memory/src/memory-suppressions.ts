import type { Channel, Suppression, SuppressionStore } from 'postern/adapter';

/** The suppression list. */
export class MemorySuppressions implements SuppressionStore {
  /** By address, for each site and channel. */
  readonly #lists = new Map<string, Map<string, Suppression>>();
  readonly #undo: (effect: () => void) => void;

  /** `undo`: takes what a roll-back of the transaction under way does. */
  constructor(undo: (effect: () => void) => void) {
    this.#undo = undo;
  }

  async find(site: string, channel: Channel, addresses: readonly string[]): Promise<readonly Suppression[]> {
    const list = this.#list(site, channel);
    return structuredClone([...new Set(addresses)].flatMap((address) => list.get(address) ?? []));
  }

  async list({
    site,
    channel,
    before,
    limit,
  }: Parameters<SuppressionStore['list']>[0]): Promise<readonly Suppression[]> {
    const newestFirst = [...this.#list(site, channel).values()].sort((a, b) => (isBefore(a, b) ? 1 : -1));
    const rest = before ? newestFirst.filter((entry) => isBefore(entry, before)) : newestFirst;
    return structuredClone(rest.slice(0, limit));
  }

  async add(suppression: Suppression): Promise<boolean> {
    const { site, channel, address } = suppression;
    const list = this.#list(site, channel);
    if (list.has(address)) return false;
    list.set(address, structuredClone(suppression));
    this.#undo(() => list.delete(address));
    return true;
  }

  async delete(
    site: string,
    channel: Channel,
    address: string,
    reasons?: readonly Suppression['reason'][],
  ): Promise<boolean> {
    const list = this.#list(site, channel);
    const entry = list.get(address);
    if (!entry || (reasons && !reasons.includes(entry.reason))) return false;
    this.#undo(() => list.set(address, entry));
    return list.delete(address);
  }

  #list(site: string, channel: Channel): Map<string, Suppression> {
    const name = JSON.stringify([site, channel]);
    const known = this.#lists.get(name);
    if (known) return known;
    const made = new Map<string, Suppression>();
    this.#lists.set(name, made);
    return made;
  }
}

type Position = Pick<Suppression, 'at' | 'address'>;

/** Whether `a` is older than `b`, and so comes after it in the list. */
function isBefore(a: Position, b: Position): boolean {
  const difference = a.at.getTime() - b.at.getTime();
  return difference < 0 || (difference === 0 && a.address < b.address);
}
