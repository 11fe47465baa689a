import type { SenderRegistry } from '../interfaces/sender-registry.ts';

/** What can be brought about at the provider. What it mails: `mailedCode` with `codeSentBy: 'provider'`, `followLink` with `'link'`. */
export type RegistryScenario = 'disagree' | 'breakDown' | 'refuseCredentials';

/** What an adapter gives the suite for each test: a registry, and the provider's side on loopback. What it is told to do holds until it is told otherwise. */
export interface SenderRegistryHarness {
  /** The registry to be tested; the provider knows no sender yet. */
  readonly registry: SenderRegistry;
  /** The code that the provider mailed to this address last. */
  mailedCode?(address: string): string | undefined | Promise<string | undefined>;
  /** Follows the link that the provider mailed to this address last. */
  followLink?(address: string): void | Promise<void>;
  /** All is well at the provider, and it agrees to every domain whose records are there; so it begins. */
  agree(): void | Promise<void>;
  /** Does not agree to a domain, whatever its records. */
  disagree?(): void | Promise<void>;
  /** Answers every request with an error of its own, or not at all. */
  breakDown?(): void | Promise<void>;
  /** Refuses the registry's credentials. */
  refuseCredentials?(): void | Promise<void>;
  /** What no error may hold: API keys, passwords, codes. */
  readonly secrets?: readonly string[];
  /** Called after each test, also one that failed. */
  close(): Promise<void>;
}

/** What the suite leaves out. */
export interface SenderRegistrySuiteOptions {
  /** What cannot happen with this registry, such as one that asks nobody; anything else the harness must be able to do. */
  readonly cannot?: readonly RegistryScenario[];
}
