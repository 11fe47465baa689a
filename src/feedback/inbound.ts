import { noteChange } from '../audit.ts';
import type { Inbound } from '../interfaces/provider-events.ts';
import { addressKey } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import { storableText } from '../model/text.ts';
import type { Engine } from '../wiring.ts';
import { detailOf, putOnList } from './put-on-list.ts';

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

const dayMs = 86_400_000;
/** How long a message is known as seen: longer than any provider repeats its callbacks. */
const seenForMs = 30 * dayMs;
/** What changes the list longer: a captured START, sent again after a STOP, would lift it. */
const obeyedForMs = 400 * dayMs;

/** Obeys STOP and START, and tells the host, once for each of the provider's ids. */
export async function receiveInbound(
  engine: Engine,
  site: string,
  channel: Channel,
  inbound: Inbound,
): Promise<void> {
  const { seen } = engine.storage;
  const keyword = keywordOf(inbound);
  const { providerId } = inbound;
  const entry = providerId !== undefined && {
    site,
    key: `${channel}/${storableText(providerId, 180)}`,
    ...engine.timed(),
    forMs: keyword === 'stop' || keyword === 'start' ? obeyedForMs : seenForMs,
  };
  if (entry && (await seen.has(entry))) return;
  // Obeyed before it is noted: what a crash left half done is done whole when the provider sends it again.
  if (keyword) await obey(engine, keyword, { site, channel, address: addressKey(channel, inbound.from) });
  if (entry && !(await seen.add(entry))) return;
  engine.events.emit('message.received', present({ site, channel, inbound, keyword }));
}

interface Subject {
  readonly site: string;
  readonly channel: Channel;
  readonly address: string;
}

/** START lifts only an opt-out: a bounce or the host's own entry stays. */
async function obey(engine: Engine, keyword: 'stop' | 'start' | 'help', subject: Subject): Promise<void> {
  const { site, channel, address } = subject;
  const reason = 'opted_out';
  if (keyword === 'stop')
    await putOnList(engine, { ...subject, reason, source: 'recipient', at: engine.now() });
  if (keyword === 'start' && (await engine.storage.suppressions.delete(subject, [reason])))
    await noteChange(
      { engine, site: { id: site }, channel },
      { action: 'suppression.removed', subject: address, actor: 'recipient', detail: detailOf({ reason }) },
    );
}
