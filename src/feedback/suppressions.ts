import { z } from 'zod';
import { type Actor, type AuditNote, noteChange } from '../audit.ts';
import { MessagingError } from '../errors.ts';
import type { Suppression } from '../interfaces/storage/suppressions.ts';
import type { Tx } from '../interfaces/storage/transaction.ts';
import { actorArgument, checkArgument, listOf, named, text, txOptions } from '../model/arguments.ts';
import type { AuditEntry } from '../model/audit.ts';
import { channelRules } from '../model/channel.ts';
import { checkLimit, decodeCursor, pageOf, pageOptions } from '../model/cursor.ts';
import { present } from '../model/present.ts';
import { strangeTopic, type Topic, topicArgument } from '../model/topic.ts';
import { changeWithin, type Scope } from '../wiring.ts';
import {
  importOptions,
  importSuppressions,
  type SuppressionImport,
  type SuppressionImportOptions,
  type SuppressionRow,
} from './import/import.ts';
import { detailOf } from './put-on-list.ts';
import { exportShapes, exportSuppressions, type SuppressionExportOptions } from './suppression-export.ts';

/** An address to send to no more. */
export interface SuppressionInput {
  /** An e-mail address, or a number in any usual form. */
  readonly address: string;
  /** What it is not sent any more: one of the configuration's topics. Default: anything. */
  readonly topic?: string | undefined;
  /** Default `manual`. */
  readonly reason?: Suppression['reason'] | undefined;
  /** Who asks for it, as the host names users; default `host`. */
  readonly source?: string | undefined;
}

/** Where the list is changed. */
export interface SuppressionOptions {
  /** The host's transaction: the list changes when it commits. */
  readonly tx?: Tx;
}

/** Which entries of an address are removed, and where. */
export interface SuppressionRemoval extends SuppressionOptions, Actor {
  /** Those of this topic. Default: those of everything. */
  readonly topic?: string | undefined;
  /** Only that of this reason: an opt-out and a bounce may stand beside each other. Default: whatever the reason. */
  readonly reason?: Suppression['reason'] | undefined;
}

/** Which entries a page shows. */
export interface SuppressionListOptions {
  /** Entries of this reason, or of one of these, only. Default: whatever the reason. */
  readonly reason?: Suppression['reason'] | readonly Suppression['reason'][] | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  /** 1 to 100, default 50. */
  readonly limit?: number | undefined;
}

/** One page of the list. */
export interface SuppressionPage {
  /** Newest first. */
  readonly items: readonly Suppression[];
  /** The cursor of the next page; absent on the last. */
  readonly next?: string;
}

const reasons: readonly Suppression['reason'][] = ['bounced', 'complained', 'opted_out', 'manual'];
const reasonArgument = z.enum(reasons);
const reasonFilter = z.union([reasonArgument, listOf(reasonArgument, reasons.length)]).optional();
const listOptions = pageOptions.extend({ reason: reasonFilter });
const exportForm = z.strictObject({ reason: reasonFilter, ...exportShapes });
const importForm = importOptions(reasonArgument);
const mostChanges = 100;
const ofAddress = /^(suppression|preferences)\./;
const addressArgument = text(1_000);
const suppressionInput = z.strictObject({
  address: addressArgument,
  topic: topicArgument.optional(),
  reason: reasonArgument.optional(),
  source: named(text(200)).optional(),
});
const removalOptions = txOptions.extend({
  actor: actorArgument,
  topic: topicArgument.optional(),
  reason: reasonArgument.optional(),
});

/** The addresses a site does not send to in one channel. Asked when a message is sent, and again when it is handed over. */
export class Suppressions {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /**
   * A page of the list, newest first.
   * @throws MessagingError `invalid_cursor`, `invalid_argument`
   */
  async list(options: SuppressionListOptions = {}): Promise<SuppressionPage> {
    const { engine, site, channel } = this.#scope;
    checkArgument(listOptions, options, { name: 'options' });
    const limit = checkLimit(options.limit, 50, 100);
    const list = `suppressions\n${site.id}\n${channel}`;
    const before = decodeCursor(list, options.cursor);
    const rows = await engine.storage.suppressions.list(
      present({
        site: site.id,
        channel,
        limit: limit + 1,
        before: before && entryAt(before),
        reasons: reasonList(options.reason),
      }),
    );
    return pageOf(rows, { list, limit, placeOf });
  }

  /**
   * The entry that keeps everything from an address, if there is one; a bounce or a complaint before an opt-out.
   * @throws MessagingError `invalid_address`, `invalid_phone`
   */
  async find(address: string): Promise<Suppression | undefined> {
    const ofEverything = (await this.of(address)).filter(({ topic }) => topic === undefined);
    return ofEverything.find(({ reason }) => reason !== 'opted_out') ?? ofEverything[0];
  }

  /** All entries of an address: of everything, and of topics. @throws MessagingError `invalid_address`, `invalid_phone` */
  async of(address: string): Promise<readonly Suppression[]> {
    const { engine, site, channel } = this.#scope;
    return engine.storage.suppressions.find(site.id, channel, [await this.#key(address)]);
  }

  /**
   * What became of an address: put on the list by people, a bounce or a complaint, taken off it, choices of its recipient (STOP, START and
   * links to unsubscribe included), newest first, the last 100. An import is one entry of `messaging.audit`, and the `source` of its entries.
   * @throws MessagingError `invalid_address`, `invalid_phone`
   */
  async history(address: string): Promise<readonly AuditEntry[]> {
    const { engine, site, channel } = this.#scope;
    const subject = await this.#key(address);
    const entries = await engine.storage.audit.list({ site: site.id, subject, limit: mostChanges });
    return entries.filter((entry) => entry.channel === channel && ofAddress.test(entry.action));
  }

  /**
   * `false` where the address is on the list already, for this topic or for everything: the first entry stays. An opt-out stands beside
   * another reason.
   * @throws MessagingError `invalid_address`, `invalid_phone`, `invalid_argument`
   */
  async add(input: SuppressionInput, options: SuppressionOptions = {}): Promise<boolean> {
    checkArgument(suppressionInput, input, { name: 'input' });
    checkArgument(txOptions, options, { name: 'options' });
    const { engine, site, channel } = this.#scope;
    const { reason = 'manual', source = 'host', topic } = input;
    if (topic !== undefined) checkTopic(engine.topics, topic, reason);
    const address = await this.#key(input.address);
    const entry = present({ site: site.id, channel, address, topic, reason, source, at: engine.now() });
    return this.#change(options.tx, () => engine.storage.suppressions.add(entry), {
      action: 'suppression.added',
      subject: address,
      actor: input.source,
      detail: detailOf(entry),
    });
  }

  /** `false` where it was not on the list. @throws MessagingError `invalid_address`, `invalid_phone`, `invalid_argument` */
  async delete(address: string, options: SuppressionRemoval = {}): Promise<boolean> {
    checkArgument(removalOptions, options, { name: 'options' });
    const { engine, site, channel } = this.#scope;
    const { tx, topic, reason, actor } = options;
    const key = present({ site: site.id, channel, address: await this.#key(address), topic });
    return this.#change(tx, () => engine.storage.suppressions.delete(key, reason && [reason]), {
      action: 'suppression.removed',
      subject: key.address,
      actor,
      detail: detailOf({ topic, reason }),
    });
  }

  /**
   * Takes a list over: CSV (at most 10,000,000 characters), or rows; 100,000 of them at most. CSV has commas, semicolons or tabs between its
   * cells, and names its columns in the first row (`address`, `reason`, `topic`, `at`, and as other services call them), or has them in
   * this order. What is wrong is passed over and told; it takes nothing off the list, and what is there stays as it is, so that it may be
   * repeated. The `actor` becomes the entries' `source`.
   * @throws MessagingError `invalid_argument`
   */
  async import(
    input: string | readonly SuppressionRow[],
    options: SuppressionImportOptions = {},
  ): Promise<SuppressionImport> {
    checkArgument(importForm, options, { name: 'options' });
    return importSuppressions(this.#scope, input, options);
  }

  /**
   * The list as CSV (RFC 4180), newest first, with `address`, `reason`, `topic`, `source` and `at`: read 500 at a time and no faster than it
   * is taken. A cell that a spreadsheet would run as a formula gets a `'` before it, a number with `+` too; `import` takes it off again.
   * @throws MessagingError `invalid_argument` at once, before anything is read
   */
  export(options: SuppressionExportOptions = {}): ReadableStream<Uint8Array> {
    checkArgument(exportForm, options, { name: 'options' });
    return exportSuppressions(this.#scope, reasonList(options.reason), options);
  }

  #change(tx: Tx | undefined, run: () => Promise<boolean>, note: AuditNote): Promise<boolean> {
    return changeWithin(this.#scope, tx, async () => {
      const changed = await run();
      if (changed) await noteChange({ ...this.#scope, tx }, note);
      return changed;
    });
  }

  async #key(address: string): Promise<string> {
    checkArgument(addressArgument, address, { name: 'address' });
    const { channel, site } = this.#scope;
    const rules = channelRules[channel];
    return rules.addressKey(await rules.readAddress(address, { country: site.country, field: 'address' }));
  }
}

function reasonList(reason: SuppressionListOptions['reason']) {
  return typeof reason === 'string' ? [reason] : reason;
}

/** Where a page goes on. */
function placeOf({ at, address, topic = '', reason }: Suppression) {
  return { at, key: [address, topic, reason].join('\n') };
}

/** @throws MessagingError `invalid_cursor` */
function entryAt({ at, key }: { readonly at: Date; readonly key: string }) {
  const [address = '', topic = '', given] = key.split('\n');
  const reason = reasons.find((one) => one === given);
  if (!reason)
    throw new MessagingError('invalid_cursor', 'The cursor is not from this list: start again without one.');
  return present({ at, address, topic: topic === '' ? undefined : topic, reason });
}

/** Of a topic there are opt-outs and persons' decisions; what bounces takes nothing. @throws MessagingError `invalid_argument` */
function checkTopic(topics: readonly Topic[], topic: string, reason: Suppression['reason']): void {
  const ofOne = reason === 'opted_out' || reason === 'manual';
  const wrong = ofOne ? strangeTopic(topics, topic) : `"${reason}" concerns everything: leave "topic" out`;
  if (wrong) throw new MessagingError('invalid_argument', `${wrong}.`, { details: { field: 'topic' } });
}
