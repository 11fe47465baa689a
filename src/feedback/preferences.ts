import { z } from 'zod';
import { type Actor, noteChange } from '../audit.ts';
import { MessagingError } from '../errors.ts';
import type { Suppression } from '../interfaces/storage/suppressions.ts';
import { actorArgument, checkArgument, text } from '../model/arguments.ts';
import { addressKey, channelRules } from '../model/channel.ts';
import { preferencesUrlOf } from '../model/public-urls.ts';
import { inLanguage, topicArgument } from '../model/topic.ts';
import type { Scope } from '../wiring.ts';
import { preferencesToken } from './unsubscribe-token.ts';

/** What a recipient gets of the site in one channel. */
export interface RecipientPreferences {
  /** Opted out of everything: then the topics do not matter. */
  readonly optedOut: boolean;
  /** The configuration's topics, in its order, and whether they get them. */
  readonly topics: readonly {
    readonly id: string;
    /** In the site's language. */
    readonly name: string;
    readonly subscribed: boolean;
  }[];
}

/** What a recipient decides; what is left out stays as it is. */
export interface PreferencesInput extends Actor {
  /** `true`: out of everything. `false`: an opt-out of everything is lifted. */
  readonly optedOut?: boolean | undefined;
  /** By topic, whether they get it. */
  readonly topics?: Readonly<Record<string, boolean>> | undefined;
}

const preferencesInput = z.strictObject({
  actor: actorArgument,
  optedOut: z.boolean().optional(),
  topics: z.record(topicArgument, z.boolean()).optional(),
});
const address = text(1_000);
const longestValidMs = 366 * 86_400_000;
const urlOptions = z.strictObject({
  validForMs: z.number().int().min(1_000).max(longestValidMs).optional(),
});
const dayMs = 86_400_000;

/** What recipients opted out of, topic by topic. A bounce, a complaint or a person's decision is none of it: `suppressions` has those too. */
export class Preferences {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** What an address gets, as the list stands now. @throws MessagingError `invalid_address`, `invalid_phone`, `invalid_argument` */
  async get(address: string): Promise<RecipientPreferences> {
    return readPreferences(this.#scope, await this.#key(address));
  }

  /**
   * Notes what a recipient decided, as their own opt-outs. Answers how it is then.
   * @throws MessagingError `invalid_address`, `invalid_phone`, `invalid_argument` where a topic is none of the configuration's
   */
  async set(address: string, input: PreferencesInput): Promise<RecipientPreferences> {
    checkArgument(preferencesInput, input, { name: 'input' });
    const { topics } = this.#scope.engine;
    const strange = Object.keys(input.topics ?? {}).find((given) => !topics.some(({ id }) => id === given));
    if (strange !== undefined)
      throw new MessagingError(
        'invalid_argument',
        `"topics.${strange}" is none of the configuration's topics.`,
        {
          details: { field: `topics.${strange}` },
        },
      );
    const key = await this.#key(address);
    await writePreferences(this.#scope, key, input);
    return readPreferences(this.#scope, key);
  }

  /**
   * A link to the page on which a recipient chooses: for your own pages, signed, good for a day unless `validForMs` says otherwise (a year
   * at most). Whoever has it may choose, so show it to the recipient alone.
   * @throws MessagingError `invalid_config` without `publicUrl`; `invalid_address`, `invalid_phone`, `invalid_argument`
   */
  async url(address: string, options: { readonly validForMs?: number } = {}): Promise<string> {
    checkArgument(urlOptions, options, { name: 'options' });
    const { engine, site, channel } = this.#scope;
    if (!engine.publicUrl)
      throw new MessagingError('invalid_config', 'This link needs "publicUrl" in new Messaging({ … }).');
    const until = new Date(engine.now().getTime() + (options.validForMs ?? dayMs));
    const subject = { site: site.id, channel, address: await this.#key(address), until };
    return preferencesUrlOf(engine.publicUrl, preferencesToken(engine, subject));
  }

  async #key(given: string): Promise<string> {
    checkArgument(address, given, { name: 'address' });
    const { channel, site } = this.#scope;
    const read = await channelRules[channel].readAddress(given, { country: site.country, field: 'address' });
    return addressKey(channel, read);
  }
}

/** @param address - as `addressKey` makes it */
export async function readPreferences(
  { engine, site, channel }: Scope,
  address: string,
  languages: readonly string[] = [],
): Promise<RecipientPreferences> {
  const found = await engine.storage.suppressions.find(site.id, channel, [address]);
  const out = new Set(found.filter(isOptOut).map(({ topic }) => topic));
  const wanted = [...languages, ...(site.language === undefined ? [] : [site.language])];
  return {
    optedOut: out.has(undefined),
    topics: engine.topics.map(({ id, name }) => ({
      id,
      name: inLanguage(name, wanted),
      subscribed: !out.has(id),
    })),
  };
}

/** @param address - as `addressKey` makes it */
export async function writePreferences(
  { engine, site, channel }: Scope,
  address: string,
  { optedOut, topics = {}, actor }: PreferencesInput,
): Promise<void> {
  const { suppressions } = engine.storage;
  const key = { site: site.id, channel, address };
  const note = (gets: boolean, of: { readonly topic?: string }) =>
    gets
      ? suppressions.delete({ ...key, ...of }, ['opted_out'])
      : suppressions.add({ ...key, ...of, reason: 'opted_out', source: 'recipient', at: engine.now() });
  // Out of more before into more: what breaks off halfway sends less, not more.
  const changes: (readonly [boolean, { readonly topic?: string }])[] = Object.entries(topics).map(
    ([topic, gets]) => [gets, { topic }],
  );
  if (optedOut !== undefined) changes.push([!optedOut, {}]);
  const changed: boolean[] = [];
  for (const wanted of [false, true])
    for (const [gets, of] of changes) if (gets === wanted) changed.push(await note(gets, of));
  if (!changed.includes(true)) return;
  const what = [...changes].map(([gets, { topic = 'everything' }]) => `${gets ? 'in' : 'out of'} ${topic}`);
  const scope = { engine, site, channel };
  await noteChange(scope, {
    action: 'preferences.changed',
    subject: address,
    actor,
    detail: what.join(', '),
  });
  const { optedOut: all, topics: now } = await readPreferences(scope, address);
  const without = now.filter(({ subscribed }) => !subscribed).map(({ id }) => id);
  engine.events.emit('preferences.changed', {
    site: site.id,
    channel,
    address,
    optedOut: all,
    topics: without,
  });
}

function isOptOut({ reason }: Suppression): boolean {
  return reason === 'opted_out';
}
