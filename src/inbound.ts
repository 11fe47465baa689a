import { addressKey } from './address.ts';
import type { Engine } from './engine.ts';
import type { Channel } from './message.ts';
import type { Inbound } from './transport.ts';

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

/** Obeys STOP and START, and tells the host. START lifts only an opt-out: a bounce or the host's own entry stays. */
export async function receiveInbound(
  engine: Engine,
  site: string,
  channel: Channel,
  inbound: Inbound,
): Promise<void> {
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
