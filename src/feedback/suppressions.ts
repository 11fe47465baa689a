import { z } from 'zod';
import type { Suppression } from '../interfaces/storage/suppressions.ts';
import type { Tx } from '../interfaces/storage/transaction.ts';
import { checkArgument, limitArgument, text, txOptions } from '../model/arguments.ts';
import { channelRules } from '../model/channel.ts';
import { checkLimit, decodeCursor, encodeCursor } from '../model/cursor.ts';
import { present } from '../model/present.ts';
import { changeWithin, type Scope } from '../wiring.ts';

/** An address to send to no more. */
export interface SuppressionInput {
  /** An e-mail address, or a number in any usual form. */
  readonly address: string;
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

/** One page of the list. */
export interface SuppressionPage {
  /** Newest first. */
  readonly items: readonly Suppression[];
  /** The cursor of the next page; absent on the last. */
  readonly next?: string;
}

const reasons: readonly Suppression['reason'][] = ['bounced', 'complained', 'opted_out', 'manual'];
const addressArgument = text(1_000);
const listOptions = z.strictObject({ cursor: z.unknown().optional(), limit: limitArgument });
const suppressionInput = z.strictObject({
  address: addressArgument,
  reason: z.enum(reasons).optional(),
  source: text(200).optional(),
});

/** The addresses a site does not send to in one channel. Asked when a message is sent, and again when it is handed over. */
export class Suppressions {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /**
   * A page of the list, newest first. `cursor`: `next` of the page before; `limit`: 1 to 100, default 50.
   * @throws MessagingError `invalid_cursor`, `invalid_argument`
   */
  async list(options: { readonly cursor?: string; readonly limit?: number } = {}): Promise<SuppressionPage> {
    const { engine, site, channel } = this.#scope;
    checkArgument(listOptions, options, { name: 'options' });
    const limit = checkLimit(options.limit, 50, 100);
    const list = `suppressions\n${site.id}\n${channel}`;
    const before = options.cursor === undefined ? undefined : decodeCursor(list, options.cursor);
    const rows = await engine.storage.suppressions.list(
      present({
        site: site.id,
        channel,
        limit: limit + 1,
        before: before ? { at: before.at, address: before.key } : undefined,
      }),
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return rows.length > limit && last
      ? { items, next: encodeCursor(list, last.at, last.address) }
      : { items };
  }

  /** The entry for an address, if there is one. @throws MessagingError `invalid_address`, `invalid_phone` */
  async find(address: string): Promise<Suppression | undefined> {
    const { engine, site, channel } = this.#scope;
    const [found] = await engine.storage.suppressions.find(site.id, channel, [await this.#key(address)]);
    return found;
  }

  /** `false` where the address is on the list already: the first entry stays. @throws MessagingError `invalid_address`, `invalid_phone`, `invalid_argument` */
  async add(input: SuppressionInput, options: SuppressionOptions = {}): Promise<boolean> {
    checkArgument(suppressionInput, input, { name: 'input' });
    checkArgument(txOptions, options, { name: 'options' });
    const { engine, site, channel } = this.#scope;
    const { reason = 'manual', source = 'host' } = input;
    const address = await this.#key(input.address);
    const entry = { site: site.id, channel, address, reason, source, at: engine.now() };
    return changeWithin(this.#scope, options.tx, () => engine.storage.suppressions.add(entry));
  }

  /** `false` where it was not on the list. @throws MessagingError `invalid_address`, `invalid_phone` */
  async delete(address: string, options: SuppressionOptions = {}): Promise<boolean> {
    checkArgument(txOptions, options, { name: 'options' });
    const { engine, site, channel } = this.#scope;
    const key = await this.#key(address);
    return changeWithin(this.#scope, options.tx, () =>
      engine.storage.suppressions.delete(site.id, channel, key),
    );
  }

  async #key(address: string): Promise<string> {
    checkArgument(addressArgument, address, { name: 'address' });
    const { channel, site } = this.#scope;
    const rules = channelRules[channel];
    return rules.addressKey(await rules.readAddress(address, { country: site.country, field: 'address' }));
  }
}
