import type {
  Channel,
  Suppression,
  SuppressionKey,
  SuppressionQuery,
  SuppressionReason,
  SuppressionStore,
} from 'postern/adapter';

/** The suppression list. */
export class MemorySuppressions implements SuppressionStore {
  /** By address, for each site and channel. */
  readonly #lists = new Map<string, Map<string, readonly Suppression[]>>();
  readonly #undo: (effect: () => void) => void;

  /** `undo`: takes what a roll-back of the transaction under way does. */
  constructor(undo: (effect: () => void) => void) {
    this.#undo = undo;
  }

  async find(site: string, channel: Channel, addresses: readonly string[]): Promise<readonly Suppression[]> {
    const list = this.#list(site, channel);
    return structuredClone([...new Set(addresses)].flatMap((address) => list.get(address) ?? []));
  }

  async list({ site, channel, before, reasons, limit }: SuppressionQuery): Promise<readonly Suppression[]> {
    const newestFirst = [...this.#list(site, channel).values()]
      .flat()
      .filter(({ reason }) => reasons === undefined || reasons.includes(reason))
      .sort((a, b) => (isBefore(a, b) ? 1 : -1));
    const rest = before ? newestFirst.filter((entry) => isBefore(entry, before)) : newestFirst;
    return structuredClone(rest.slice(0, limit));
  }

  async add(suppression: Suppression): Promise<boolean> {
    const { site, channel, address } = suppression;
    const entries = this.#list(site, channel).get(address) ?? [];
    if (entries.some((one) => kindOf(one) === kindOf(suppression))) return false;
    this.#set(suppression, [...entries, structuredClone(suppression)]);
    return true;
  }

  async addAll(suppressions: readonly Suppression[]): Promise<number> {
    const added = await Promise.all(suppressions.map((one) => this.add(one)));
    return added.filter(Boolean).length;
  }

  async delete(key: SuppressionKey, reasons?: readonly SuppressionReason[]): Promise<boolean> {
    const { site, channel, address, topic } = key;
    const entries = this.#list(site, channel).get(address) ?? [];
    const left = entries.filter(
      (one) => one.topic !== topic || (reasons !== undefined && !reasons.includes(one.reason)),
    );
    if (left.length === entries.length) return false;
    this.#set(key, left);
    return true;
  }

  #set({ site, channel, address }: SuppressionKey, entries: readonly Suppression[]): void {
    const list = this.#list(site, channel);
    const before = list.get(address) ?? [];
    this.#undo(() => list.set(address, before));
    list.set(address, entries);
  }

  #list(site: string, channel: Channel): Map<string, readonly Suppression[]> {
    const name = JSON.stringify([site, channel]);
    const known = this.#lists.get(name);
    if (known) return known;
    const made = new Map<string, readonly Suppression[]>();
    this.#lists.set(name, made);
    return made;
  }
}

/** Of one address each is there once. */
function kindOf({ topic, reason }: Suppression): string {
  return JSON.stringify([topic, reason === 'opted_out']);
}

type Position = Pick<Suppression, 'at' | 'address' | 'topic' | 'reason'>;

/** Whether `a` is older than `b`, and so comes after it in the list. */
function isBefore(a: Position, b: Position): boolean {
  const difference = a.at.getTime() - b.at.getTime();
  return difference === 0 ? orderOf(a) < orderOf(b) : difference < 0;
}

function orderOf({ address, topic = '', reason }: Position): string {
  return [address, topic, reason].join('\0');
}
