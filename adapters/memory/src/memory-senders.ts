import {
  type Channel,
  type CodeAttempt,
  type CodeIssued,
  type CodeLimits,
  codeTooSoon,
  type OneTimeCode,
  type SenderPatch,
  type SenderRecord,
  type SenderStore,
  type SentCode,
  type Timed,
} from 'postern';

const hourMs = 3_600_000;

interface OpenCode extends OneTimeCode {
  readonly expiresAt: Date;
  attempts: number;
}

export class MemorySenders implements SenderStore {
  readonly #senders = new Map<string, SenderRecord>();
  readonly #codes = new Map<string, OpenCode>();
  /** By site; kept when a sender is deleted. */
  readonly #sent = new Map<string, readonly SentCode[]>();
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  async get(site: string, channel: Channel): Promise<SenderRecord | undefined> {
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
    return structuredClone(next);
  }

  async delete(site: string, channel: Channel, id: string): Promise<boolean> {
    const name = key(site, channel);
    if (this.#senders.get(name)?.id !== id) return false;
    this.#senders.delete(name);
    this.#codes.delete(key(site, id));
    return true;
  }

  async issueCode(code: OneTimeCode, limits: CodeLimits): Promise<CodeIssued> {
    const { site, senderId } = code;
    const now = (limits.now ?? this.#clock()).getTime();
    // Nothing older can stand in the way of a later code.
    const memoryMs = Math.max(hourMs, limits.cooldownMs);
    const sent = (this.#sent.get(site) ?? []).filter(({ at }) => at > now - memoryMs);
    const refusal = codeTooSoon(sent, senderId, limits, now);
    if (refusal) return refusal;
    const expiresAt = new Date(now + limits.ttlMs);
    this.#sent.set(site, [{ senderId, at: now }, ...sent]);
    this.#codes.set(key(site, senderId), { ...code, expiresAt, attempts: 0 });
    return { kind: 'issued', expiresAt: new Date(expiresAt) };
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
