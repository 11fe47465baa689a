import type { Suppression } from '../interfaces/storage/suppressions.ts';
import { addressKey, channelRules } from '../model/channel.ts';
import { type Channel, type Failure, isErased, type Message } from '../model/message.ts';
import type { MessageEventType } from '../model/status.ts';
import type { Engine } from '../wiring.ts';

/** Why an address must not be sent to any more after such an event; `undefined` where it may. */
function suppressionReason(
  channel: Channel,
  type: MessageEventType,
  failure: Failure | undefined,
): Suppression['reason'] | undefined {
  if (type === 'complained') return 'complained';
  if (type === 'unsubscribed' || failure?.class === 'opted_out') return 'opted_out';
  const refused = (type === 'failed' || type === 'undelivered') && failure?.class === 'recipient';
  return refused && channelRules[channel].refusalSuppresses ? 'bounced' : undefined;
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
  const reason = suppressionReason(channel, type, failure);
  if (!reason) return;
  const address = addressKey(channel, to.address);
  const source = type === 'unsubscribed' ? 'recipient' : 'provider';
  try {
    await engine.storage.suppressions.add({ site, channel, address, reason, source, at: engine.now() });
  } catch (error) {
    // The outcome itself must still be written down; the next bounce tells again.
    engine.events.fault(error, 'suppressing an address');
  }
}
