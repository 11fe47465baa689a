import { AssertionError } from 'node:assert/strict';
import { Messaging, type MessagingConfig } from 'postern';
import { type Channel, createId, type Outgoing, type Storage } from 'postern/adapter';
import { type MemoryDns, type MemoryTransport, memory, memoryDns, memoryTransport } from '../index.ts';

/** Anything of `new Messaging({ … })`, all of it optional here. */
export interface TestOptions extends Partial<Omit<MessagingConfig, 'clock' | Channel>> {
  /** The time the clock begins at; default 2030-01-01T12:00:00Z. */
  readonly startAt?: Date;
  /** Whether the site has an e-mail sender that may send; default `true`. */
  readonly senderReady?: boolean;
  /** Default: one that takes everything. */
  readonly email?: MemoryTransport<'email'>;
  /** Default: one that takes everything, with the sender `Test`. */
  readonly sms?: MemoryTransport<'sms'>;
}

/** What a sent message must look like; what is left out does not matter. */
export interface ExpectedMessage {
  readonly channel?: Channel;
  /** The address or number, without regard to case. */
  readonly to?: string;
  /** A part of it, or a pattern. */
  readonly subject?: string | RegExp;
  readonly text?: string | RegExp;
  readonly html?: string | RegExp;
}

/** A `Messaging` on memory, with a clock that stands until it is moved and assertions about what was sent. */
export class TestMessaging {
  /** The `Messaging` under test: the site `test`, unless the options say another. */
  readonly messaging: Messaging;
  /** Its storage: `memory()`, unless the options give one. */
  readonly storage: Storage;
  /** The other side of its e-mail: what it took, and how it fails. */
  readonly email: MemoryTransport<'email'>;
  /** The other side of its SMS. */
  readonly sms: MemoryTransport<'sms'>;
  /** Its DNS: records to set for `checkDomain`. */
  readonly dns: MemoryDns;
  /** The other side of each channel. */
  readonly #transports: { readonly [Ch in Channel]: MemoryTransport<Ch> };
  #now: Date;

  constructor(options: TestOptions = {}) {
    const { startAt = new Date('2030-01-01T12:00:00Z'), senderReady: _, ...config } = options;
    this.#now = startAt;
    const clock = () => this.#now;
    this.email = options.email ?? memoryTransport({ channel: 'email' });
    this.sms = options.sms ?? memoryTransport({ channel: 'sms', defaultSender: { address: 'Test' } });
    this.#transports = { email: this.email, sms: this.sms };
    this.dns = memoryDns();
    const wiring = { ...memory({ clock }), ...config };
    this.storage = wiring.storage;
    this.messaging = new Messaging({
      site: { id: 'test', name: 'Test' },
      secret: 'a secret for tests, long enough to pass',
      dns: this.dns,
      ...wiring,
      ...this.#transports,
      clock,
    });
  }

  /** The time by the test's clock. */
  get now(): Date {
    return this.#now;
  }

  /** Moves the clock. Nothing is delivered by it: call `deliverAll()`. */
  advance(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }

  /** Hands over what is due by the clock, and resolves when it has ended. */
  deliverAll(): Promise<void> {
    return this.messaging.deliverDue();
  }

  /** All that was taken, in order. */
  get sent(): readonly Outgoing[] {
    return Object.values(this.#transports).flatMap(({ sent }) => sent);
  }

  /** Answers the first sent message that fits. @throws AssertionError that lists what was sent instead */
  expectSent(expected: ExpectedMessage = {}): Outgoing {
    const found = this.sent.find((message) => fits(message, expected));
    if (found) return found;
    throw this.#failure(`No message was sent with ${describe(expected)}.`, this.expectSent);
  }

  /**
   * Throws where a message that fits was sent; left out, where any was.
   * @throws AssertionError that lists what was sent
   */
  expectNothingSent(unless: ExpectedMessage = {}): void {
    if (!this.sent.some((message) => fits(message, unless))) return;
    throw this.#failure('Nothing should have been sent.', this.expectNothingSent);
  }

  /** Forgets what was sent; the history keeps it. */
  clear(): void {
    for (const transport of Object.values(this.#transports)) transport.clear();
  }

  #failure(sentence: string, stackStartFn: (...args: never[]) => unknown): AssertionError {
    const list = this.sent.map(
      (one) => `  ${one.channel} to ${one.to.address}: ${one.subject ?? one.text.slice(0, 80)}`,
    );
    const sent =
      list.length > 0
        ? `Sent:\n${list.join('\n')}`
        : 'Nothing was sent. Was deliverAll() called, and is it due?';
    return new AssertionError({ message: `${sentence} ${sent}`, stackStartFn });
  }
}

/** A ready `Messaging` for a test: `const t = await testMessaging();` */
export async function testMessaging(options: TestOptions = {}): Promise<TestMessaging> {
  const test = new TestMessaging(options);
  if (options.senderReady ?? true) await insertReadySender(test);
  return test;
}

async function insertReadySender({ storage, messaging, now }: TestMessaging): Promise<void> {
  const { id, name } = messaging.site;
  const identity = { name, address: 'hello@sender.example', domain: 'sender.example' };
  const validated = { createdAt: now, addressValidatedAt: now, domainValidatedAt: now };
  await storage.senders.insert({
    id: createId('snd', now),
    site: id,
    channel: 'email',
    key: 'default',
    byDefault: true,
    kind: 'address',
    revision: 1,
    ...identity,
    ...validated,
  });
}

function fits(message: Outgoing, expected: ExpectedMessage): boolean {
  const { channel, to, subject, text, html } = expected;
  return (
    (channel === undefined || message.channel === channel) &&
    (to === undefined || message.to.address.toLowerCase() === to.toLowerCase()) &&
    holds(message.subject, subject) &&
    holds(message.text, text) &&
    holds(message.html, html)
  );
}

function holds(actual: string | undefined, expected: string | RegExp | undefined): boolean {
  if (expected === undefined) return true;
  if (actual === undefined) return false;
  return typeof expected === 'string' ? actual.includes(expected) : expected.test(actual);
}

function describe(expected: ExpectedMessage): string {
  const parts = Object.entries(expected).map(
    ([key, value]) => `${key} ${value instanceof RegExp ? value : JSON.stringify(value)}`,
  );
  return parts.join(', ') || 'any content';
}
