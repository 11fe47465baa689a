import type { Bucket, ConcurrencyLimit, Granted, Holding, LimitStore } from 'postern/adapter';
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

/**
 * Sets how many slots a holder has: what it wants, as far as the leases of others leave room, and never less than it uses. Of each
 * holder is kept how many, and until when in ms; of those whose lease is over, nothing. Answers how many.
 */
const hold = `
local max, lease, busy, want, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local holder = ARGV[3]
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local others, last = 0, now + lease
local stored = redis.call('HGETALL', KEYS[1])
for i = 1, #stored, 2 do
  local count, ends = string.match(stored[i + 1], '^(%d+)/(%d+)$')
  if stored[i] ~= holder then
    if tonumber(ends) <= now then
      redis.call('HDEL', KEYS[1], stored[i])
    else
      others = others + tonumber(count)
      last = math.max(last, tonumber(ends))
    end
  end
end
local held = math.max(busy, math.min(want, max - others))
if held > 0 then
  redis.call('HSET', KEYS[1], holder, string.format('%d/%.0f', held, now + lease))
else
  redis.call('HDEL', KEYS[1], holder)
end
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.max(last - now, 60000)))
return held`;

/** Limits in Redis, by a script each; in `fallback` while Redis does not answer. */
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
    const answer = await this.#take(bucket, want);
    if (!answer) return this.#fallback.take(bucket, want);
    const [taken = 0, tokens = 0] = answer;
    const missing = taken < want ? 1 - tokens : 0;
    return { granted: taken, retryAfterMs: Math.ceil((missing * 1000) / bucket.perSecond) };
  }

  async giveBack(bucket: Bucket, count: number): Promise<void> {
    if (!(await this.#take(bucket, -count))) await this.#fallback.giveBack(bucket, count);
  }

  async hold(limit: ConcurrencyLimit, holding: Holding): Promise<number> {
    const { key, max, leaseMs, now } = limit;
    const { holder, busy, want } = holding;
    const values = [max, leaseMs, holder, busy, want, now?.getTime() ?? ''];
    const [held] = (await this.#run(hold, `slots:${key}`, values)) ?? [];
    return held ?? this.#fallback.hold(limit, holding);
  }

  #take({ key, perSecond, burst, now }: Bucket, want: number) {
    return this.#run(take, `limit:${key}`, [perSecond, burst, want, now?.getTime() ?? '']);
  }

  /** The numbers that a script answers; `undefined` where Redis does not. */
  async #run(
    script: string,
    key: string,
    values: readonly (string | number)[],
  ): Promise<readonly number[] | undefined> {
    if (performance.now() < this.#pausedUntil) return undefined;
    try {
      const client = await this.#sender.client();
      const answer = await client.eval(script, 1, `${this.#prefix}:${key}`, ...values);
      this.#faults.wentWell('keeping a limit');
      return [answer].flat().map(Number);
    } catch (error) {
      this.#pausedUntil = performance.now() + pauseMs;
      this.#faults.failed(error, 'keeping a limit');
      return undefined;
    }
  }
}
