import type { Storage } from './interfaces/storage/storage.ts';
import { channels } from './model/channel.ts';

/** A message that has been due for so long should have been taken up. */
const patienceMs = 60_000;

/**
 * Notices that messages wait and nobody takes them up: a forgotten `start()` would be silence for ever. Only for a process that delivers
 * nothing itself; where another does, what waits moves on, and nothing is said.
 */
export class Unattended {
  readonly #storage: Storage;
  readonly #now: () => Date;
  #timer: NodeJS.Timeout | undefined;
  /** This process delivers, or has said that nobody does. */
  #done = false;

  constructor(storage: Storage, now: () => Date) {
    this.#storage = storage;
    this.#now = now;
  }

  /** This process hands over, so what waits is its own affair. */
  attend(): void {
    this.#done = true;
    clearTimeout(this.#timer);
  }

  /** Something was recorded that waits: looks after it in a while. Keeps no process alive. */
  noteWaiting(): void {
    if (!this.#done) this.#timer ??= this.#lookLater(undefined);
  }

  #lookLater(before: number | undefined): NodeJS.Timeout {
    return setTimeout(() => void this.#look(before), patienceMs).unref();
  }

  /** Where the message that has waited longest is the one of the look before, nobody takes any. */
  async #look(before: number | undefined): Promise<void> {
    // A storage that is away is told of by whoever sends.
    const first = await overdueSince(this.#storage, this.#now()).catch(() => undefined);
    this.#timer = undefined;
    if (this.#done || !first) return;
    if (first.getTime() !== before) {
      this.#timer = this.#lookLater(first.getTime());
      return;
    }
    this.#done = true;
    process.emitWarning(
      'Messages wait and nobody hands them over: call messaging.start() in one of the processes, or deliverDue() by a timer.',
      { type: 'PosternWarning', code: 'POSTERN_NOT_STARTED' },
    );
  }
}

/** Since when the message that waits longest has been due, of all sites; `undefined` where it is not long yet. */
export async function overdueSince(
  storage: Storage,
  now: Date,
  among: Parameters<Storage['messages']['nextDue']>[0] = channels,
): Promise<Date | undefined> {
  const first = await storage.messages.nextDue(among, { quarantined: false });
  // The storage's clock may be a little ahead of ours.
  return first && now.getTime() - first.getTime() >= patienceMs - 5_000 ? first : undefined;
}
