import type { Outgoing, Transport } from '../interfaces/transport.ts';
import type { Vault } from '../interfaces/vault.ts';
import type { MessageId } from '../model/message.ts';

/** What can go wrong at the other side. */
export type TransportScenario =
  | 'refuse'
  | 'refuseTemporarily'
  | 'dropBefore'
  | 'dropAfter'
  | 'misconfigure'
  | 'stall';

/** A message as the other side took it. */
export interface TakenMessage {
  readonly id: MessageId;
  /** Every address it was to be delivered to. */
  readonly to: readonly string[];
  readonly subject?: string;
  readonly text: string;
  /** E-mail: the iCalendar object that came with it, in whatever part. */
  readonly calendar?: string | undefined;
}

/** What an adapter gives the suite for each test: a transport, and the other side on loopback. What it is told to do holds until it is told otherwise. */
export interface TransportHarness {
  /** The transport to be tested. */
  readonly transport: Transport;
  /** Default: one that keeps documents in memory. */
  readonly vault?: Vault;
  /** A message that this transport can send, with an id of its own each time. */
  outgoing(overrides?: Partial<Outgoing>): Outgoing;
  /** Takes everything; so it begins. */
  accept(): void | Promise<void>;
  /** Refuses every message for good. */
  refuse?(): void | Promise<void>;
  /** Refuses for now, certainly without taking anything. */
  refuseTemporarily?(): void | Promise<void>;
  /** Breaks the connection before anything was taken, so that the transport can know. */
  dropBefore?(): void | Promise<void>;
  /** Takes the message and breaks the connection instead of saying so. */
  dropAfter?(): void | Promise<void>;
  /** Refuses the transport's credentials. */
  misconfigure?(): void | Promise<void>;
  /** Says nothing. Resolves, once asked to hand over, `reached`. */
  stall?(): StalledSide | Promise<StalledSide>;
  /** What the other side took so far, in order. */
  taken(): readonly TakenMessage[] | Promise<readonly TakenMessage[]>;
  /** Called after each test, also one that failed: closes the other side, and the transport where the test has not. */
  close(): Promise<void>;
}

/** The other side while it says nothing. */
export interface StalledSide {
  /** Resolves when a hand-over has come as far as to wait for the answer. */
  readonly reached: Promise<unknown>;
}

/** What the suite leaves out. */
export interface TransportSuiteOptions {
  /** What cannot happen with this transport; anything else the harness must be able to do. */
  readonly cannot?: readonly TransportScenario[];
}
