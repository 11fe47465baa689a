import type { Outgoing, Transport } from '../interfaces/transport.ts';
import { channelRules } from '../model/channel.ts';
import { noteText } from '../model/notes.ts';
import { readableDomain } from '../model/readable-domain.ts';
import { standingsOf, standingWith } from '../senders/standings.ts';
import type { Engine } from '../wiring.ts';

/**
 * Why a message is not to be tried by a transport other than the channel's first: its sender is not in place there, so that it would
 * leave unauthenticated or be refused. `undefined` where it may be tried. The sender is read for this alone, never on the first's way.
 */
export async function passedOver(
  engine: Engine,
  { name, senders: registry }: Transport,
  { site, channel, from, senderState }: Outgoing,
): Promise<string | undefined> {
  const [first] = engine.transports[channel];
  if (!registry || !first || name === first.name) return undefined;
  if (senderState === 'unready') {
    const { addressKey } = channelRules[channel];
    const codeSender = registry.codeSentBy === 'us' ? registry.codeSender : undefined;
    const isKnown = codeSender && addressKey(codeSender.address) === addressKey(from.address);
    return isKnown ? undefined : noteText({ code: 'passed_over_code_sender', transport: name });
  }
  const domain = readableDomain(from.address.slice(from.address.lastIndexOf('@') + 1));
  try {
    const sender = await engine.senderAt(site, channel, from.address);
    if (!sender) return noteText({ code: 'passed_over_sender_gone', transport: name });
    const standing = standingWith({ name, registry }, standingsOf(sender, first.name));
    if (standing.inPlace) return undefined;
    return standing.domainValidated
      ? noteText({ code: 'passed_over_address', transport: name })
      : noteText({ code: 'passed_over_domain', transport: name, domain });
  } catch (error) {
    engine.events.fault(error, `reading whether a sender is set up with ${name}`);
    return noteText({ code: 'passed_over_unread', transport: name, domain });
  }
}
