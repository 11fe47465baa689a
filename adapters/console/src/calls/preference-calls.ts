import {
  type Channel,
  type Consumer,
  channelRules,
  channels,
  isMessagingError,
  type Messaging,
  MessagingError,
  type Suppression,
} from 'postern';
import { present } from 'postern/adapter';
import { given, type Handlers } from './call.ts';

export const preferenceCalls: Handlers<'preferences' | 'setPreferences'> = {
  async preferences({ messaging, params }) {
    return preferencesOf(messaging, await messaging.consumers.get(params.id));
  },
  async setPreferences({ messaging, params, body, user }) {
    const consumer = await messaging.consumers.get(params.id);
    const address = addressOf(params.channel, consumer);
    if (address === undefined) {
      throw new MessagingError('consumer_unreachable', 'This consumer has no address in this channel.');
    }
    await messaging[params.channel].preferences.set(address, { ...given(body), actor: user.id });
    return preferencesOf(messaging, consumer);
  },
};

/** In each channel that the service has and the person is reached by. */
async function preferencesOf(messaging: Messaging, consumer: Consumer) {
  const reached = channels.flatMap((channel) => {
    const address = addressOf(channel, consumer);
    return address !== undefined && messaging.configured[channel] ? [{ channel, address }] : [];
  });
  const found = await Promise.all(
    reached.map(async (where) => ({ ...where, choices: await choicesOf(messaging, where) })),
  );
  return {
    items: found.flatMap(({ choices }) => choices ?? []),
    unreadable: found.flatMap(({ channel, choices }) => (choices ? [] : [channel])),
  };
}

interface Where {
  readonly channel: Channel;
  readonly address: string;
}

/** `undefined` where the host's record of them holds what is no address. */
async function choicesOf(messaging: Messaging, { channel, address }: Where) {
  const { preferences, suppressions } = messaging[channel];
  try {
    const { optedOut, topics } = await preferences.get(address);
    const entries = await suppressions.of(address);
    return {
      channel,
      address,
      optedOut,
      ...standing(entries, undefined),
      topics: topics.map(({ id, subscribed }) => ({ id, subscribed, ...standing(entries, id) })),
    };
  } catch (error) {
    if (isMessagingError(error) && unusable.has(error.code)) return undefined;
    throw error;
  }
}

const unusable: ReadonlySet<string> = new Set(['invalid_address', 'invalid_phone']);

/** Since when they are out of a topic, or of everything; and what else keeps it from them. */
function standing(entries: readonly Suppression[], topic: string | undefined) {
  const ofIt = entries.filter((entry) => entry.topic === topic);
  const optOut = ofIt.find(({ reason }) => reason === 'opted_out');
  const held = ofIt.find(({ reason }) => reason !== 'opted_out');
  return present({ since: optOut?.at, held });
}

function addressOf(channel: Channel, consumer: Consumer): string | undefined {
  const { consumerField } = channelRules[channel];
  const [, address] = Object.entries(consumer).find(([field]) => field === consumerField) ?? [];
  return address === '' ? undefined : address;
}
