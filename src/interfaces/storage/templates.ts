import type { Channel } from '../../model/message.ts';

/** A template written and edited by people. Liquid. */
export interface StoredTemplate {
  readonly id: string;
  readonly site: string;
  readonly channel: Channel;
  readonly name: string;
  /** E-mail only. */
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly updatedAt: Date;
}

/** Stored templates, keyed by (site, channel, id). */
export interface TemplateStore {
  get(site: string, channel: Channel, id: string): Promise<StoredTemplate | undefined>;
  /** By name, then id. */
  list(site: string, channel: Channel): Promise<readonly StoredTemplate[]>;
  /** Inserts or replaces. */
  save(template: StoredTemplate): Promise<void>;
  /** `false` where there was none. */
  delete(site: string, channel: Channel, id: string): Promise<boolean>;
}
