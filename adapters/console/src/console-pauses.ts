import type { Channel, Messaging } from 'postern';

interface Pause {
  readonly until: Date;
  readonly failureClass: string;
  readonly failureCode?: string | undefined;
}

/** Which channels hand nothing over in this process, and why: told by events, so listened to from the beginning. */
export class PauseLog {
  readonly #pauses = new Map<Channel, Pause>();
  readonly #stops: readonly (() => void)[];

  constructor(messaging: Messaging) {
    this.#stops = [
      messaging.on('channel.paused', ({ channel, failure, until }) => {
        this.#pauses.set(channel, { until, failureClass: failure.class, failureCode: failure.code });
      }),
      messaging.on('channel.resumed', ({ channel }) => this.#pauses.delete(channel)),
    ];
  }

  /** Also after `until`, while a single message tries whether it goes again. */
  of(channel: Channel): Pause | undefined {
    return this.#pauses.get(channel);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }
}
