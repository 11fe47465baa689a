import { memory, memoryStorage } from '@postern/memory';
import { onTestFinished } from 'vitest';
import type { ConcurrencyLimit, Holding } from '../../src/adapter.ts';
import {
  type LimitStore,
  Messaging,
  type MessagingConfig,
  type SendResult,
  type Transport,
} from '../../src/index.ts';
import { TestProvider } from './provider.ts';

export const soon = { timeout: 20_000, interval: 5 };

/** What is under way at a provider, over all that hand over to it; each hand-over ends when the test says so. */
export class Line {
  most = 0;
  taken = 0;
  readonly #waiting: (() => void)[] = [];
  #open = false;

  get underWay(): number {
    return this.#waiting.length;
  }

  async handOver(): Promise<SendResult> {
    const ended = new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.most = Math.max(this.most, this.underWay);
    if (this.#open) setImmediate(() => this.end());
    await ended;
    return { outcome: 'accepted' };
  }

  /** Ends the oldest. */
  end(): void {
    this.taken += 1;
    this.#waiting.shift()?.();
  }

  /** Ends all, and from now on each after a moment. */
  open(): void {
    this.#open = true;
    while (this.underWay > 0) this.end();
  }
}

/** A transport of one process to that provider. */
export function transport(
  line: Line,
  maxConcurrent: number | undefined,
  name = 'provider',
): Transport<'sms'> {
  const provider = Object.assign(
    new TestProvider(name),
    maxConcurrent === undefined ? {} : { maxConcurrent },
  );
  provider.answer = () => line.handOver();
  return provider;
}

/** Stopped after the test. */
export function wire(
  transports: Transport<'sms'> | readonly Transport<'sms'>[],
  config: Partial<MessagingConfig>,
) {
  const messaging = new Messaging({
    ...memory(),
    site: { id: 'acme', name: 'Acme' },
    secret: 'x'.repeat(32),
    sms: transports,
    ...config,
  });
  onTestFinished(() => messaging.stop());
  return messaging;
}

/** A store that can be emptied, and notes what it is asked. */
export class NotingLimits implements LimitStore {
  readonly asked: (ConcurrencyLimit & Holding)[] = [];
  #kept = memoryStorage().limits;

  lose(): void {
    this.#kept = memoryStorage().limits;
  }

  take: LimitStore['take'] = (bucket, want) => this.#kept.take(bucket, want);
  giveBack: LimitStore['giveBack'] = (bucket, count) => this.#kept.giveBack(bucket, count);
  hold: LimitStore['hold'] = (limit, holding) => {
    this.asked.push({ ...limit, ...holding });
    return this.#kept.hold(limit, holding);
  };
}
