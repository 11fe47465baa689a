import type { Inbound } from '../interfaces/provider-events.ts';
import { addressKey } from '../model/address.ts';
import type { Channel } from '../model/message.ts';
import type { Engine } from '../wiring.ts';

const keywords: Readonly<Record<'stop' | 'start' | 'help', readonly string[]>> = {
  stop: ['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL'],
  start: ['START', 'YES', 'UNSTOP'],
  help: ['HELP', 'INFO'],
};

/** The opt-out word an SMS consists of; a word within a sentence is none. */
function keywordOf({
  optOut,
  text,
}: Pick<Inbound, 'optOut' | 'text'>): 'stop' | 'start' | 'help' | undefined {
  if (optOut) return optOut;
  const word = text.trim().toUpperCase();
  return (['stop', 'start', 'help'] as const).find((kind) => keywords[kind].includes(word));
}

/** One token for each inbound message, and no other ever: a captured callback, sent again later, changes nothing. */
const once = { perSecond: 1e-9, burst: 1 };

/** Obeys STOP and START, once for each of the provider's ids, and tells the host. */
export async function receiveInbound(
  engine: Engine,
  site: string,
  channel: Channel,
  inbound: Inbound,
): Promise<void> {
  if (inbound.providerId === undefined) return obey(engine, site, channel, inbound);
  const bucket = { key: `inbound/${channel}/${site}/${inbound.providerId}`, ...once, ...engine.timed() };
  const { limits } = engine.storage;
  if ((await limits.take(bucket, 1)).granted === 0) return;
  try {
    await obey(engine, site, channel, inbound);
  } catch (error) {
    // The provider will be asked to send it again.
    await limits.giveBack(bucket, 1);
    throw error;
  }
}

/** START lifts only an opt-out: a bounce or the host's own entry stays. */
async function obey(engine: Engine, site: string, channel: Channel, inbound: Inbound): Promise<void> {
  const { suppressions } = engine.storage;
  const keyword = keywordOf(inbound);
  const address = addressKey(channel, inbound.from);
  if (keyword === 'stop') {
    await suppressions.add({
      site,
      channel,
      address,
      reason: 'opted_out',
      source: 'recipient',
      at: engine.now(),
    });
  }
  if (keyword === 'start') await suppressions.remove(site, channel, address, ['opted_out']);
  engine.events.emit('message.received', { site, channel, inbound, ...(keyword ? { keyword } : {}) });
}
