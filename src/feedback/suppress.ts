import type { Suppression } from '../interfaces/storage/suppressions.ts';
import { addressKey, channelRules } from '../model/channel.ts';
import { type Channel, type Failure, isErased, type Message } from '../model/message.ts';
import { isAllowed } from '../model/safe-mode.ts';
import type { MessageEventType } from '../model/status.ts';
import type { Engine } from '../wiring.ts';
import { putOnList } from './put-on-list.ts';

/** Why an address must not be sent to any more after such an event; `undefined` where it may. */
function suppressionReason(
  channel: Channel,
  type: MessageEventType,
  failure: Failure | undefined,
): Suppression['reason'] | undefined {
  if (type === 'complained') return 'complained';
  if (type === 'unsubscribed' || failure?.class === 'opted_out') return 'opted_out';
  return isRefusal(channel, type) && failure?.class === 'recipient' ? 'bounced' : undefined;
}

function isUnclear(channel: Channel, type: MessageEventType, failure: Failure | undefined): boolean {
  return isRefusal(channel, type) && failure?.unclear === true;
}

function isRefusal(channel: Channel, type: MessageEventType): boolean {
  return (type === 'failed' || type === 'undelivered') && channelRules[channel].refusalSuppresses;
}

const dayMs = 86_400_000;

/** Whether it is the second unclear refusal of an address on another day: each counts that comes a day or more after the one counted before. */
async function isRefusedAgain(engine: Engine, { site, channel, to }: Message): Promise<boolean> {
  const { seen } = engine.storage;
  // What is kept tells nobody the address.
  const key = `refused/${engine.secrets.mac('unclear refusal', [site, channel, addressKey(channel, to.address)])}`;
  const today = await seen.add({ site, key: `${key}/today`, forMs: dayMs, ...engine.timed() });
  return today && !(await seen.add({ site, key, forMs: 30 * dayMs, ...engine.timed() }));
}

/** Puts a message's recipient on the suppression list where an event says so. */
export async function suppressFor(
  engine: Engine,
  message: Message,
  type: MessageEventType,
  failure: Failure | undefined,
): Promise<void> {
  // Nobody is left to name.
  if (isErased(message)) return;
  const { site, channel, to } = message;
  // It went to somebody else, or to nobody: what is said of it is not said of its recipient.
  if (!isAllowed(engine.safeMode, channel, to.address)) return;
  const address = addressKey(channel, to.address);
  const source = type === 'unsubscribed' ? 'recipient' : 'provider';
  try {
    const reason =
      suppressionReason(channel, type, failure) ??
      (isUnclear(channel, type, failure) && (await isRefusedAgain(engine, message)) ? 'bounced' : undefined);
    if (!reason) return;
    await putOnList(engine, { site, channel, address, reason, source, at: engine.now() });
  } catch (error) {
    // The outcome itself must still be written down; the next bounce tells again.
    engine.events.fault(error, 'suppressing an address');
  }
}
