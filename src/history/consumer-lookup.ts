import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { Consumer, ConsumerDirectory } from '../interfaces/consumers.ts';
import type { Erased } from '../interfaces/storage/retention.ts';
import { channelArgument, checkArgument, idArgument, limitArgument } from '../model/arguments.ts';
import { checkLimit } from '../model/cursor.ts';
import { tellableId } from '../model/ids.ts';
import { readLocale } from '../model/language.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Site } from '../model/site.ts';
import type { Engine } from '../wiring.ts';
import { type HistoryOptions, type HistoryPage, historyOptions, readHistory } from './history.ts';

/** Messages blanked in one transaction. */
const eraseStep = 500;

/** Which consumers are looked for, and how many. */
export interface ConsumerSearchOptions {
  /** Only those who can be reached so. */
  readonly reachableBy?: Channel;
  /** 1 to 100, default 20. */
  readonly limit?: number;
}

const searchOptions = z.strictObject({ reachableBy: channelArgument.optional(), limit: limitArgument });
const consumerHistoryOptions = historyOptions
  .omit({ consumerId: true })
  .extend({ channel: channelArgument.optional() });

/** The host's consumers as one picks a recipient, and what each was sent. */
export class ConsumerLookup {
  readonly #engine: Engine;
  readonly #site: Site;

  constructor(engine: Engine, site: Site) {
    this.#engine = engine;
    this.#site = site;
  }

  /** By part of a name, e-mail address or number. An empty term finds none. @throws MessagingError `invalid_argument`, `invalid_config` */
  async search(term: string, options: ConsumerSearchOptions = {}): Promise<readonly Consumer[]> {
    checkArgument(searchOptions, options, { name: 'options' });
    const limit = checkLimit(options.limit, 20, 100);
    if (typeof term !== 'string' || term.length > 200) {
      throw new MessagingError('invalid_argument', 'A search term is at most 200 characters.', {
        details: { field: 'term' },
      });
    }
    if (term.trim() === '') return [];
    const { reachableBy } = options;
    const found = await this.#directory.search(
      this.#site.id,
      present({ term: term.trim(), limit, reachableBy }),
    );
    return found.slice(0, limit).map(read);
  }

  /**
   * One consumer, as the host's directory has it now.
   * @throws MessagingError `consumer_not_found`, `invalid_argument`, `invalid_config`
   */
  async get(id: string): Promise<Consumer> {
    checkArgument(idArgument, id, { name: 'id' });
    const consumer = await this.#directory.find(this.#site.id, id);
    if (consumer) return read(consumer);
    throw new MessagingError('consumer_not_found', 'There is no consumer with this id.', {
      details: present({ consumerId: tellableId(id) }),
    });
  }

  /** What a consumer was sent, in all channels or one; also of a consumer the host has deleted. @throws MessagingError `invalid_cursor`, `invalid_argument` */
  async history(
    id: string,
    options: Omit<HistoryOptions, 'consumerId'> & { readonly channel?: Channel } = {},
  ): Promise<HistoryPage> {
    checkArgument(idArgument, id, { name: 'id' });
    checkArgument(consumerHistoryOptions, options, { name: 'options' });
    const { channel, ...rest } = options;
    return readHistory(present({ engine: this.#engine, site: this.#site.id, channel }), {
      ...rest,
      consumerId: id,
    });
  }

  /**
   * Blanks what this site's messages to a consumer tell of the person, and cancels what waits; that they were sent, when, and what became of
   * them stays. Each message canceled is an event `message.canceled`, without what was blanked. Only messages sent to the consumer's id are known to be theirs. `underWay`: being handed over this moment; call again.
   * @throws MessagingError `invalid_argument`
   */
  async erase(id: string): Promise<Erased> {
    checkArgument(idArgument, id, { name: 'id' });
    const { events, storage, timed } = this.#engine;
    let erased = 0;
    for (;;) {
      const step = await storage.messages.erase({
        site: this.#site.id,
        consumerId: id,
        limit: eraseStep,
        ...timed(),
      });
      erased += step.erased;
      for (const message of step.canceled) events.message('canceled', message);
      if (step.erased < eraseStep) return { erased, underWay: step.underWay };
    }
  }

  get #directory(): ConsumerDirectory {
    const { consumers } = this.#engine;
    if (consumers) return consumers;
    throw new MessagingError(
      'invalid_config',
      'No consumer directory is configured: pass "consumers" to new Messaging({ … }).',
    );
  }
}

/** As the directory has it, without a locale that is no language. */
function read({ locale, ...consumer }: Consumer): Consumer {
  return { ...consumer, ...present({ locale: readLocale(locale) }) };
}
