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
  readonly #senders = new Map<string, SenderRecord>();
  readonly #codes = new Map<string, OpenCode>();
  /** Newest first. */
  #sent: readonly Sent[] = [];
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  async find(site: string, channel: Channel): Promise<SenderRecord | undefined> {
    return structuredClone(this.#senders.get(key(site, channel)));
  }

  async insert(sender: SenderRecord): Promise<boolean> {
    const name = key(sender.site, sender.channel);
    if (this.#senders.has(name)) return false;
    this.#senders.set(name, structuredClone(sender));
    return true;
  }

  async update(
    { site, channel, id, revision }: Pick<SenderRecord, 'site' | 'channel' | 'id' | 'revision'>,
    patch: SenderPatch,
  ): Promise<SenderRecord | undefined> {
    const name = key(site, channel);
    const stored = this.#senders.get(name);
    if (stored?.id !== id || stored.revision !== revision) return undefined;
    const fields = Object.entries({ ...stored, ...structuredClone(patch) }).filter(
      ([, value]) => value !== null && value !== undefined,
    );
    const next = {
      ...(Object.fromEntries(fields) as Omit<SenderRecord, 'revision'>),
      revision: revision + 1,
    };
    this.#senders.set(name, next);
    if (next.address !== stored.address) this.#codes.delete(key(site, id));
    return structuredClone(next);
  }

  async othersInDomain(domain: string, exceptSenderId: string): Promise<boolean> {
    return [...this.#senders.values()].some((one) => one.domain === domain && one.id !== exceptSenderId);
  }

  async delete(site: string, channel: Channel, id: string): Promise<boolean> {
    const name = key(site, channel);
    if (this.#senders.get(name)?.id !== id) return false;
    this.#senders.delete(name);
    this.#codes.delete(key(site, id));
    return true;
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
