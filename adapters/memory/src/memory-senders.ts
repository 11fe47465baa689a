import {
  type Channel,
  type CodeAttempt,
  type CodeIssued,
  type CodeLimits,
  type CodeStanding,
  type CodeSubject,
  codeMemoryMs,
  codeTooSoon,
  type OneTimeCode,
  present,
  type SenderPatch,
  type SenderRecord,
  type SenderStore,
  type Timed,
} from 'postern/adapter';

/** One code that was sent; kept when its sender is deleted. */
interface Sent {
  readonly site: string;
  readonly addressMac: string;
  readonly at: number;
}

interface OpenCode extends OneTimeCode {
  readonly expiresAt: Date;
  attempts: number;
}

/** Senders and their codes, the times of codes sent included. */
export class MemorySenders implements SenderStore {
  /** By site and channel. */
  readonly #senders = new Map<string, readonly SenderRecord[]>();
  readonly #codes = new Map<string, OpenCode>();
  /** Newest first. */
  #sent: readonly Sent[] = [];
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  async find(site: string, channel: Channel): Promise<SenderRecord | undefined> {
    const [first] = this.#of(site, channel);
    return first?.byDefault ? structuredClone(first) : undefined;
  }

  async named(site: string, channel: Channel, name: string): Promise<SenderRecord | undefined> {
    return structuredClone(this.#of(site, channel).find((one) => one.key === name));
  }

  async list(site: string, channel: Channel): Promise<readonly SenderRecord[]> {
    return this.#of(site, channel).map((one) => structuredClone(one));
  }

  async insert(sender: SenderRecord): Promise<boolean> {
    const { site, channel } = sender;
    const others = this.#of(site, channel);
    if (others.some((one) => one.key === sender.key || (one.byDefault && sender.byDefault))) return false;
    this.#keep(site, channel, [...others, structuredClone(sender)]);
    return true;
  }

  async update(
    { site, channel, id, revision }: Pick<SenderRecord, 'site' | 'channel' | 'id' | 'revision'>,
    patch: SenderPatch,
  ): Promise<SenderRecord | undefined> {
    const stored = this.#of(site, channel).find((one) => one.id === id);
    if (stored?.revision !== revision) return undefined;
    const fields = Object.entries({ ...stored, ...structuredClone(patch) }).filter(
      ([, value]) => value !== null && value !== undefined,
    );
    const next = {
      ...(Object.fromEntries(fields) as Omit<SenderRecord, 'revision'>),
      revision: revision + 1,
    };
    this.#keep(
      site,
      channel,
      this.#of(site, channel).map((one) => (one === stored ? next : one)),
    );
    if (next.address !== stored.address) this.#codes.delete(key(site, id));
    return structuredClone(next);
  }

  async makeDefault(site: string, channel: Channel, id: string): Promise<boolean> {
    const all = this.#of(site, channel);
    if (!all.some((one) => one.id === id)) return false;
    this.#keep(
      site,
      channel,
      all.map((one) => ({ ...one, byDefault: one.id === id })),
    );
    return true;
  }

  async othersInDomain({
    id,
    site,
    domain,
  }: Pick<SenderRecord, 'id' | 'site'> & { readonly domain: string }) {
    const all = [...this.#senders.values()].flat();
    const others = all.filter((one) => one.domain === domain && one.id !== id);
    return {
      inSite: others.some((one) => one.site === site),
      acrossSites: others.some((one) => one.site !== site),
    };
  }

  async delete(site: string, channel: Channel, id: string): Promise<boolean> {
    const all = this.#of(site, channel);
    const left = all.filter((one) => one.id !== id);
    if (left.length === all.length) return false;
    this.#keep(site, channel, left);
    this.#codes.delete(key(site, id));
    return true;
  }

  /** As stored: the one by default first, then by key. */
  #of(site: string, channel: Channel): readonly SenderRecord[] {
    return this.#senders.get(key(site, channel)) ?? [];
  }

  #keep(site: string, channel: Channel, all: readonly SenderRecord[]): void {
    const inOrder = (a: SenderRecord, b: SenderRecord) =>
      Number(b.byDefault) - Number(a.byDefault) || (a.key < b.key ? -1 : 1);
    this.#senders.set(key(site, channel), [...all].sort(inOrder));
  }

  async issueCode(code: OneTimeCode, limits: CodeLimits & { readonly ttlMs: number }): Promise<CodeIssued> {
    const { site, senderId, addressMac } = code;
    const now = this.#time(limits);
    const refusal = this.#tooSoon(code, limits, now);
    if (refusal) return refusal;
    const expiresAt = new Date(now + limits.ttlMs);
    this.#sent = [
      { site, addressMac, at: now },
      ...this.#sent.filter(({ at }) => at > now - codeMemoryMs(limits)),
    ];
    this.#codes.set(key(site, senderId), { ...code, expiresAt, attempts: 0 });
    return { kind: 'issued', expiresAt: new Date(expiresAt) };
  }

  async codeStanding(subject: CodeSubject, limits: CodeLimits): Promise<CodeStanding> {
    const now = this.#time(limits);
    const open = this.#codes.get(key(subject.site, subject.senderId));
    const tooSoon = this.#tooSoon(subject, limits, now);
    return present({
      code:
        open && open.expiresAt.getTime() > now
          ? { expiresAt: new Date(open.expiresAt), attempts: open.attempts }
          : undefined,
      tooSoon,
    });
  }

  #tooSoon({ site, addressMac }: CodeSubject, limits: CodeLimits, now: number) {
    const toAddress = this.#sent.filter((one) => one.addressMac === addressMac).map(({ at }) => at);
    const bySite = this.#sent.filter((one) => one.site === site).map(({ at }) => at);
    return codeTooSoon({ toAddress, bySite }, limits, now);
  }

  #time({ now = this.#clock() }: Timed): number {
    return now.getTime();
  }

  async attemptCode(
    site: string,
    senderId: string,
    { maxAttempts, now = this.#clock() }: Timed & { readonly maxAttempts: number },
  ): Promise<CodeAttempt> {
    const code = this.#codes.get(key(site, senderId));
    if (!code || code.expiresAt <= now || code.attempts >= maxAttempts) return { kind: 'none' };
    code.attempts += 1;
    const { codeId, mac, attempts } = code;
    return { kind: 'open', codeId, mac, attemptsLeft: maxAttempts - attempts };
  }

  async useCode(site: string, senderId: string, codeId: string): Promise<boolean> {
    const name = key(site, senderId);
    return this.#codes.get(name)?.codeId === codeId && this.#codes.delete(name);
  }
}

function key(site: string, name: string): string {
  return JSON.stringify([site, name]);
}
