import type { Channel } from '../../model/message.ts';
import type { Priority } from '../../model/priority.ts';

/** A template written and edited by people. Liquid. */
export interface StoredTemplate {
  readonly id: string;
  readonly site: string;
  readonly channel: Channel;
  readonly name: string;
  /** What its messages have unless they say otherwise. */
  readonly priority?: Priority;
  /** What its messages are about unless they say otherwise. */
  readonly topic?: string;
  /** The key of the sender that its messages leave with unless they say otherwise. */
  readonly sender?: string;
  /** E-mail only. */
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  /** Another for each version. */
  readonly updatedAt: Date;
}

/** Stored templates, keyed by (site, channel, id). */
export interface TemplateStore {
  /** `undefined` where there is none. */
  find(site: string, channel: Channel, id: string): Promise<StoredTemplate | undefined>;
  /** All of the site and channel, by name, then id, texts included. */
  list(site: string, channel: Channel): Promise<readonly StoredTemplate[]>;
  /**
   * Compare and set: `replaces` is the `updatedAt` of the version it takes the place of; absent: there is none
   * yet. `false`, and nothing changed, where it is another by now.
   */
  save(template: StoredTemplate, replaces?: Date): Promise<boolean>;
  /** With `updatedAt` that version only, compared and deleted in one step. `false`, and nothing changed, where there was none. */
  delete(site: string, channel: Channel, id: string, updatedAt?: Date): Promise<boolean>;
}
