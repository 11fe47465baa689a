import {
  type Channel,
  channels,
  type Failure,
  isChannel,
  type Mailbox,
  MessagingError,
  type Outgoing,
  readOptions,
  type SendContext,
  type SenderRegistry,
  type SendResult,
  type Transport,
  type TransportCapabilities,
} from 'postern/adapter';

/** What the other side is, and how it behaves. */
export interface MemoryTransportOptions<Ch extends Channel = Channel> {
  /** Whose messages it takes. */
  readonly channel: Ch;
  /** What messages name as their transport. Default `memory`. */
  readonly name?: string;
  /** Who SMS come from until the site sets its own sender. */
  readonly defaultSender?: Mailbox;
  /** The provider's part in setting senders up. Default: none, an address validated is enough. */
  readonly senders?: SenderRegistry;
  /** What is left out is the default: 30 s for one hand-over. */
  readonly capabilities?: Partial<TransportCapabilities>;
  /** Awaited before each answer: a promise that a test settles, or `setTimeout` of node:timers/promises for real time. */
  readonly latency?: (message: Outgoing) => Promise<unknown>;
}

/**
 * How a hand-over can go wrong. `unknown`: the message was taken (and is in `sent`) but the answer was lost. `throw`: the
 * transport has a bug. `stall`: no answer until the worker aborts.
 */
export type Fault = 'rejected' | 'retry' | 'unknown' | 'paused' | 'throw' | 'stall';

/** What becomes of one message; nothing said, it is accepted. */
export type Answer = Fault | SendResult | undefined;

const failures = {
  rejected: { class: 'recipient', code: '550 5.1.1', message: 'There is no such recipient.' },
  retry: { class: 'temporary', code: '451 4.3.0', message: 'Try again later.' },
  unknown: { class: 'ambiguous', message: 'The connection broke before the answer.' },
  paused: { class: 'configuration', code: '535 5.7.8', message: 'The credentials are refused.' },
} as const satisfies Record<string, Failure>;

const aborted: Failure = { class: 'network', message: 'Cut short before it was handed over.' };
const silent: Failure = { class: 'ambiguous', message: 'Cut short while waiting for the answer.' };

/** A transport whose other side is a list. */
export class MemoryTransport<Ch extends Channel = Channel> implements Transport<Ch> {
  readonly name: string;
  readonly channel: Ch;
  readonly capabilities: TransportCapabilities;
  readonly defaultSender?: Mailbox;
  readonly senders?: SenderRegistry;
  readonly #latency: (message: Outgoing) => Promise<unknown>;
  readonly #sent: Outgoing[] = [];
  readonly #faults: Fault[] = [];
  #decide: (message: Outgoing, attempt: number) => Answer = () => undefined;

  constructor({
    channel,
    name = 'memory',
    capabilities,
    latency = () => Promise.resolve(),
    defaultSender,
    senders,
  }: MemoryTransportOptions<Ch>) {
    this.channel = channel;
    this.name = name;
    this.capabilities = {
      handOverTimeoutMs: 30_000,
      ...capabilities,
    };
    this.#latency = latency;
    if (defaultSender) this.defaultSender = defaultSender;
    if (senders) this.senders = senders;
  }

  /** What was taken, in order. */
  get sent(): readonly Outgoing[] {
    return this.#sent;
  }

  /** Forgets what was sent. */
  clear(): void {
    this.#sent.length = 0;
  }

  /** The next hand-over goes wrong so, or the next `times`; then those of earlier calls that are left, then all is well. */
  fail(fault: Fault, times = 1): void {
    this.#faults.unshift(...Array<Fault>(times).fill(fault));
  }

  /** Decides about each message from now on, where no `fail` is left. Without a function all are accepted again. */
  answer(decide: (message: Outgoing, attempt: number) => Answer = () => undefined): void {
    this.#decide = decide;
  }

  async send(message: Outgoing, { signal, attempt }: SendContext): Promise<SendResult> {
    const answer = this.#faults.shift() ?? this.#decide(message, attempt);
    if (!(await unlessAborted(this.#latency(message), signal))) return { outcome: 'retry', failure: aborted };
    switch (answer) {
      case 'throw':
        throw new Error('The memory transport was told to throw.');
      case 'stall':
        await unlessAborted(new Promise(() => {}), signal);
        return { outcome: 'unknown', failure: silent };
      case undefined:
        return this.#take(message, { outcome: 'accepted' });
      case 'rejected':
      case 'retry':
      case 'unknown':
      case 'paused':
        return this.#take(message, { outcome: answer, failure: failures[answer] });
      default:
        return this.#take(message, answer);
    }
  }

  /** Keeps what the other side took by this result. */
  #take(message: Outgoing, result: SendResult): SendResult {
    if (result.outcome !== 'accepted' && result.outcome !== 'unknown') return result;
    this.#sent.push(structuredClone(message));
    if (result.outcome === 'unknown') return result;
    return { providerId: `${this.name}-${this.#sent.length}`, ...result };
  }
}

/** `true` once it is done, `false` as soon as the signal aborts. */
async function unlessAborted(done: Promise<unknown>, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  let stop = () => {};
  const stopped = new Promise<false>((resolve) => {
    stop = () => resolve(false);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([stopped, done.then(() => true)]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** A transport that keeps what it is given in `sent`, and fails as a test tells it to. */
export function memoryTransport<Ch extends Channel>(
  options: MemoryTransportOptions<Ch>,
): MemoryTransport<Ch> {
  return readOptions('memoryTransport', options, () => {
    if (!isChannel(options.channel))
      throw new MessagingError(
        'invalid_config',
        `memoryTransport: "channel" is ${channels.map((channel) => `"${channel}"`).join(' or ')}.`,
      );
    return new MemoryTransport(options);
  });
}
