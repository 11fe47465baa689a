import { MessagingError } from '../errors.ts';
import type { Consumer } from '../interfaces/consumers.ts';
import { channelRules } from '../model/channel.ts';
import { tellableId } from '../model/ids.ts';
import { readLocale } from '../model/language.ts';
import type { Recipient } from '../model/message.ts';
import { present } from '../model/present.ts';
import { storableText } from '../model/text.ts';
import type { Scope } from '../wiring.ts';
import type { To } from './input-types.ts';

/** The recipients of a batch, their consumers looked up together. */
export class Recipients {
  readonly #scope: Scope;
  readonly #consumers: ReadonlyMap<string, Consumer>;

  private constructor(scope: Scope, consumers: ReadonlyMap<string, Consumer>) {
    this.#scope = scope;
    this.#consumers = consumers;
  }

  static async load(scope: Scope, all: readonly To[]): Promise<Recipients> {
    const ids = [...new Set(all.filter((to) => typeof to === 'string'))];
    const directory = scope.engine.consumers;
    const context = present({ tx: scope.tx });
    if (ids.length === 0 || !directory) return new Recipients(scope, new Map());
    const found = directory.findMany
      ? await directory.findMany(scope.site.id, ids, context)
      : await Promise.all(ids.map((id) => directory.find(scope.site.id, id, context)));
    return new Recipients(scope, new Map(found.flatMap((one) => (one ? [[one.id, one] as const] : []))));
  }

  /** @throws MessagingError `consumer_not_found`, `consumer_unreachable`, `invalid_address`, `invalid_phone` */
  async resolve(to: To): Promise<Recipient> {
    if (typeof to !== 'string') {
      const { consumerId } = to;
      return { ...present({ consumerId }), ...(await this.#address(to.address)), ...named(to.name) };
    }
    const consumer = this.#consumers.get(to);
    if (!consumer) {
      throw new MessagingError(
        'consumer_not_found',
        this.#scope.engine.consumers
          ? 'There is no consumer with this id. To send to an address or a number, pass { address }.'
          : 'No consumer directory is configured: pass { address }, or "consumers" to new Messaging({ … }).',
        { details: present({ consumerId: tellableId(to) }) },
      );
    }
    const { consumerField, addressWord } = channelRules[this.#scope.channel];
    const address = consumer[consumerField];
    if (!address) {
      throw new MessagingError('consumer_unreachable', `This consumer has no ${addressWord}.`);
    }
    return { consumerId: consumer.id, ...(await this.#address(address)), ...named(consumer.name) };
  }

  /** What they read, as the host's directory has it; `undefined` where it does not say, or says what is no language. */
  localeOf(to: To): string | undefined {
    return typeof to === 'string' ? readLocale(this.#consumers.get(to)?.locale) : undefined;
  }

  async #address(address: string): Promise<{ readonly address: string }> {
    const { channel, site } = this.#scope;
    return { address: await channelRules[channel].readAddress(address, { country: site.country }) };
  }
}

/** The host's own records may hold anything: a name is made one line here, for the snapshot. */
function named(name: string | undefined): { readonly name?: string } {
  const whole = (name ?? '').replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  const line = storableText(whole, 200).trim();
  return line === '' ? {} : { name: line };
}
