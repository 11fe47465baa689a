import type { RecordCheck } from '../../model/domain-records.ts';
import type { Channel } from '../../model/message.ts';
import type { Timed } from '../../model/times.ts';

/** How an SMS sender is identified; e-mail senders are always `address`. `pool`: the provider chooses among numbers. */
export type SenderKind = 'address' | 'alphanumeric' | 'number' | 'shortcode' | 'pool';

/** Who says that the address is the site's own: whoever read its code, the host in its own code, or the provider. */
export type ValidatedBy = 'code' | 'host' | 'provider';

/** Where a sender stands with one transport. */
export interface SenderStanding {
  /** The transport's registry has yet to take the sender as it is by now: it is asked again by the next check. */
  readonly pending?: true;
  readonly providerId?: string;
  readonly addressValidatedAt?: Date;
  readonly addressValidatedBy?: ValidatedBy;
  /** With `host`: who vouched for it, as the host names its users and jobs. */
  readonly addressConfirmedBy?: string;
  readonly domainValidatedAt?: Date;
  /** The last domain check that the name servers answered. */
  readonly domainCheckedAt?: Date;
  /** What it saw of the records of this transport's registry. */
  readonly domainChecks?: readonly RecordCheck[];
}

/** What stands under a sender's mails by hand. */
export interface SenderSignature {
  readonly html?: string;
  /** The same in words alone; never blank. Its lines end with `\n`. */
  readonly text: string;
}

/** One of a site's senders in a channel. What it has of a standing is that with `transport`, the channel's first when it was written. */
export interface SenderRecord extends Omit<SenderStanding, 'pending'> {
  readonly id: string;
  readonly site: string;
  readonly channel: Channel;
  /** What messages and templates name it by: 1 to 40 of `a-z`, `0-9` and `-`, unique in (site, channel). Never changes. */
  readonly key: string;
  /** Messages that name no sender leave with it. Of the senders of (site, channel) one has it at most. */
  readonly byDefault: boolean;
  readonly kind: SenderKind;
  readonly name: string;
  /** The e-mail address, the number, or the name shown on the phone. */
  readonly address: string;
  /** E-mail: the domain in ASCII, lower case. */
  readonly domain?: string;
  /** E-mail. */
  readonly signature?: SenderSignature;
  readonly createdAt: Date;
  /** Absent: the channel's first, whichever that is. */
  readonly transport?: string;
  /** Where it stands with other transports, by their names. */
  readonly standings?: Readonly<Record<string, SenderStanding>>;
  /** Counts the updates; an update under an older revision is refused. */
  readonly revision: number;
}

/** `null` clears a field. */
export type SenderPatch = {
  readonly [K in Exclude<
    keyof SenderRecord,
    'id' | 'site' | 'channel' | 'key' | 'byDefault' | 'revision' | 'createdAt'
  >]?: SenderRecord[K] | null;
};

/** How many codes may be sent; every limit holds at once. */
export interface CodeLimits extends Timed {
  /** The least time between two codes to one address, over all sites, in ms. */
  readonly cooldownMs: number;
  /** The codes to one address in any hour, over all sites. */
  readonly perHour: number;
  /** The codes of one site in any hour, to whatever addresses. */
  readonly perSitePerHour: number;
}

/** A code that may not be sent yet: `limit` is the one that holds longest, until `retryAt`. */
export interface CodeTooSoon {
  readonly kind: 'too_soon';
  readonly retryAt: Date;
  readonly limit: 'cooldown' | 'address' | 'site';
}

/** Whether a code was issued. */
export type CodeIssued = { readonly kind: 'issued'; readonly expiresAt: Date } | CodeTooSoon;

/** Whose code it is, and by what codes are counted. */
export interface CodeSubject {
  readonly site: string;
  readonly senderId: string;
  /** A keyed hash of the address; the address itself is not stored with the count. */
  readonly addressMac: string;
}

/** A code as it is kept: what to compare with, never the code. */
export interface OneTimeCode extends CodeSubject {
  readonly codeId: string;
  /** HMAC-SHA256; the code itself is never stored. */
  readonly mac: string;
}

/** Where a sender's code stands. */
export interface CodeStanding {
  /** The code that has not expired, whatever its attempts. */
  readonly code?: { readonly expiresAt: Date; readonly attempts: number };
  /** What forbids the next one now. */
  readonly tooSoon?: CodeTooSoon;
}

/** What there is to compare a person's code with. */
export type CodeAttempt =
  | { readonly kind: 'open'; readonly codeId: string; readonly mac: string; readonly attemptsLeft: number }
  | { readonly kind: 'none' };

/** Which senders beside one are in its domain. */
export interface DomainSharing {
  /** Another one of the same site. */
  readonly inSite: boolean;
  /** One of another site. */
  readonly acrossSites: boolean;
}

/** Senders and their one-time codes. For each (site, channel, key) one at most, and one by default at most. */
export interface SenderStore {
  /** The one by default; `undefined` where the site has none in this channel. */
  find(site: string, channel: Channel): Promise<SenderRecord | undefined>;
  /** `undefined` where there is none of this key. */
  named(site: string, channel: Channel, key: string): Promise<SenderRecord | undefined>;
  /** All of the site and channel: the one by default first, then by key. */
  list(site: string, channel: Channel): Promise<readonly SenderRecord[]>;
  /** `false`, and nothing changed, where the key is taken, or it is to be by default and another is. */
  insert(sender: SenderRecord): Promise<boolean>;
  /**
   * In one step this one is by default and no other; revisions stay. May be repeated. `false`, and nothing changed, where it is gone.
   */
  makeDefault(site: string, channel: Channel, id: string): Promise<boolean>;
  /**
   * Compare and set on `revision`; `undefined` where it is not the stored one or the sender is gone. With
   * another address the open code goes, in the same step.
   */
  update(
    sender: Pick<SenderRecord, 'site' | 'channel' | 'id' | 'revision'>,
    patch: SenderPatch,
  ): Promise<SenderRecord | undefined>;
  /** Which senders other than this one are in the domain. */
  othersInDomain(sender: {
    readonly id: string;
    readonly site: string;
    readonly domain: string;
  }): Promise<DomainSharing>;
  /** `false` where it was gone already. Its open code goes too; the count of codes sent stays. */
  delete(site: string, channel: Channel, id: string): Promise<boolean>;
  /**
   * Replaces the open code and counts it, in one step with the limits (`codeTooSoon`): of concurrent calls
   * within the cool-down one is issued, also of different sites for one address.
   */
  issueCode(code: OneTimeCode, limits: CodeLimits & { readonly ttlMs: number }): Promise<CodeIssued>;
  /** Where it stands now; changes nothing. */
  codeStanding(subject: CodeSubject, limits: CodeLimits): Promise<CodeStanding>;
  /** Counts the attempt, *then* shows the MAC to compare with. `none`: no code, expired, or `maxAttempts` used up. */
  attemptCode(
    site: string,
    senderId: string,
    options: Timed & { readonly maxAttempts: number },
  ): Promise<CodeAttempt>;
  /** Single use: `true` for the one caller that used it up. */
  useCode(site: string, senderId: string, codeId: string): Promise<boolean>;
}
