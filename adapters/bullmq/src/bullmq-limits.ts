import type { Bucket, Granted, LimitStore } from 'postern';
import type { Faults } from './bullmq-faults.ts';
import type { Sender } from './bullmq-sender.ts';

/** After a failure the other store is asked for so long, in ms: nobody waits for a Redis that is away more often than that. */
const pauseMs = 5_000;

/**
 * Takes up to so many whole tokens, or gives some back where the number is negative; answers how many were taken, and the level.
 * The time is the server's, unless one is given. A bucket that must be full again by now is forgotten: one never seen is full.
 */
const take = `
local perSecond, burst, want, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local stored = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = burst, now
if stored[1] and stored[2] then
  at = math.max(tonumber(stored[2]), now)
  tokens = math.min(burst, tonumber(stored[1]) + (at - tonumber(stored[2])) * perSecond / 1000)
end
local taken = math.min(want, math.floor(tokens))
tokens = math.min(burst, tokens - taken)
redis.call('HSET', KEYS[1], 'tokens', string.format('%.17g', tokens), 'at', string.format('%.17g', at))
local full = (burst - tokens) / perSecond * 1000
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.min(math.max(full * 2, 60000), 1e14)))
return { taken, string.format('%.17g', tokens) }`;

/** Rate limits in Redis, by one script; in `fallback` while Redis does not answer. */
export class RedisLimits implements LimitStore {
  readonly #sender: Sender;
  readonly #faults: Faults;
  readonly #prefix: string;
  readonly #fallback: LimitStore;
  #pausedUntil = 0;

  constructor(
    { sender, faults, prefix }: { readonly sender: Sender; readonly faults: Faults; readonly prefix: string },
    fallback: LimitStore,
  ) {
    this.#sender = sender;
    this.#faults = faults;
    this.#prefix = prefix;
    this.#fallback = fallback;
  }

  async take(bucket: Bucket, want: number): Promise<Granted> {
    const answer = await this.#ask(bucket, want);
    if (!answer) return this.#fallback.take(bucket, want);
    const missing = answer.taken < want ? 1 - answer.tokens : 0;
    return { granted: answer.taken, retryAfterMs: Math.ceil((missing * 1000) / bucket.perSecond) };
  }

  async giveBack(bucket: Bucket, count: number): Promise<void> {
    if (!(await this.#ask(bucket, -count))) await this.#fallback.giveBack(bucket, count);
  }

  async #ask({ key, perSecond, burst, now }: Bucket, want: number) {
    if (Date.now() < this.#pausedUntil) return undefined;
    try {
      const client = await this.#sender.client();
      const values = [perSecond, burst, want, now?.getTime() ?? ''];
      const answer = await client.eval(take, 1, `${this.#prefix}:limit:${key}`, ...values);
      this.#faults.wentWell('keeping a rate limit');
      const [taken, tokens] = Array.isArray(answer) ? answer.map(Number) : [];
      return { taken: taken ?? 0, tokens: tokens ?? 0 };
    } catch (error) {
      this.#pausedUntil = Date.now() + pauseMs;
      this.#faults.failed(error, 'keeping a rate limit');
      return undefined;
    }
  }
}
