import type { RecordCheck } from '../../model/domain-records.ts';
import type { Channel } from '../../model/message.ts';
import type { Timed } from '../../model/times.ts';

/** How an SMS sender is identified; e-mail senders are always `address`. */
export type SenderKind = 'address' | 'alphanumeric' | 'number' | 'shortcode' | 'pool';

/** A site's sender in one channel. */
export interface SenderRecord {
  readonly id: string;
  readonly site: string;
  readonly channel: Channel;
  readonly kind: SenderKind;
  readonly name: string;
  /** The e-mail address, the number, or the name shown on the phone. */
  readonly address: string;
  /** E-mail: the domain in ASCII, lower case. */
  readonly domain?: string;
  readonly createdAt: Date;
  readonly addressValidatedAt?: Date;
  readonly domainValidatedAt?: Date;
  /** The last domain check that the name servers answered. */
  readonly domainCheckedAt?: Date;
  readonly domainChecks?: readonly RecordCheck[];
  readonly providerId?: string;
  /** Counts the updates; an update under an older revision is refused. */
  readonly revision: number;
}

/** `null` clears a field. */
export type SenderPatch = {
  readonly [K in Exclude<keyof SenderRecord, 'id' | 'site' | 'channel' | 'revision' | 'createdAt'>]?:
    | SenderRecord[K]
    | null;
};

export interface CodeLimits extends Timed {
  /** The earliest time for another code after one. */
  readonly cooldownMs: number;
  readonly perHour: number;
  readonly perSitePerHour: number;
  readonly ttlMs: number;
}

export type CodeIssued =
  | { readonly kind: 'issued'; readonly expiresAt: Date }
  | { readonly kind: 'too_soon'; readonly retryAt: Date; readonly limit: 'cooldown' | 'sender' | 'site' };

export interface OneTimeCode {
  readonly site: string;
  readonly senderId: string;
  readonly codeId: string;
  /** HMAC-SHA256; the code itself is never stored. */
  readonly mac: string;
}

export type CodeAttempt =
  | { readonly kind: 'open'; readonly codeId: string; readonly mac: string; readonly attemptsLeft: number }
  | { readonly kind: 'none' };

/** Senders and their one-time codes. At most one sender for each (site, channel). */
export interface SenderStore {
  get(site: string, channel: Channel): Promise<SenderRecord | undefined>;
  /** `false`, and nothing changed, where the site has one in this channel. */
  insert(sender: SenderRecord): Promise<boolean>;
  /** Compare and set on `revision`; `undefined` where it is not the stored one or the sender is gone. */
  update(
    sender: Pick<SenderRecord, 'site' | 'channel' | 'id' | 'revision'>,
    patch: SenderPatch,
  ): Promise<SenderRecord | undefined>;
  /** `false` where it was gone already. Its open code goes too; the count of codes sent stays. */
  delete(site: string, channel: Channel, id: string): Promise<boolean>;
  /** Replaces the open code and counts it, in one step with the limits: of concurrent calls within the cool-down one is issued. */
  issueCode(code: OneTimeCode, limits: CodeLimits): Promise<CodeIssued>;
  /** Counts the attempt, *then* shows the MAC to compare with. `none`: no code, expired, or `maxAttempts` used up. */
  attemptCode(
    site: string,
    senderId: string,
    options: Timed & { readonly maxAttempts: number },
  ): Promise<CodeAttempt>;
  /** Single use: `true` for the one caller that used it up. */
  useCode(site: string, senderId: string, codeId: string): Promise<boolean>;
}
