import { MessagingError } from '../errors.ts';
import type { SenderRecord } from '../interfaces/storage/senders.ts';
import { addressKey } from '../model/channel.ts';
import { firstKey } from '../model/sender-key.ts';
import { type Standings, standingsOf } from './standings.ts';

/** How many senders a site may have in a channel. */
const mostSenders = 100;

/** A new sender's key, and whether it is the one by default. @throws MessagingError `sender_exists`, `sender_refused` */
export function placeAmong(
  others: readonly SenderRecord[],
  key: string | undefined,
): Pick<SenderRecord, 'key' | 'byDefault'> {
  if (others.length >= mostSenders) {
    const sentence = `A site has ${mostSenders} senders in a channel at most: delete one first.`;
    throw new MessagingError('sender_refused', sentence, { details: { reason: 'too_many' } });
  }
  const hasDefault = others.some(({ byDefault }) => byDefault);
  const taken = others.some((one) => one.key === (key ?? firstKey));
  if (key === undefined && hasDefault) throw senderExists(undefined);
  if (taken) throw senderExists(key ?? firstKey);
  return { key: key ?? firstKey, byDefault: !hasDefault };
}

/** One address is one sender's: its provider knows it by that. @throws MessagingError `sender_exists` */
export function checkAmong(others: readonly SenderRecord[], address: string): void {
  const same = others.find(
    (one) => addressKey(one.channel, one.address) === addressKey(one.channel, address),
  );
  if (!same) return;
  const sentence = `The site's sender "${same.key}" has this address: use that one, or take another address.`;
  throw new MessagingError('sender_exists', sentence);
}

/** What the site's senders in a domain know of it, by transport. */
export function standingsIn(
  domain: string,
  others: readonly SenderRecord[],
  first: string,
): readonly Standings[] {
  return others.filter((one) => one.domain === domain).map((one) => standingsOf(one, first));
}

export function senderExists(key: string | undefined): MessagingError {
  const which = key === undefined ? 'an e-mail sender' : `an e-mail sender "${key}"`;
  return new MessagingError('sender_exists', `This site has ${which}: change or delete it first.`);
}
