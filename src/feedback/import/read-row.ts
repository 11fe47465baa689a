import { isMessagingError } from '../../errors.ts';
import type { Suppression, SuppressionReason } from '../../interfaces/storage/suppressions.ts';
import { channelRules } from '../../model/channel.ts';
import { present } from '../../model/present.ts';
import { isStorableTime, parseTime } from '../../model/times.ts';
import type { Scope } from '../../wiring.ts';
import type { GivenRow } from './rows.ts';

/**
 * What is wrong with a row. `columns_unknown`: the first one names no column of addresses. `csv_broken`: a quote is not closed; nothing after
 * it is read. `too_many_rows`: nothing from there on is read. `topic_reason`: what bounces or complains concerns everything, not a topic.
 */
export type SuppressionRowFault =
  | 'columns_unknown'
  | 'csv_broken'
  | 'too_many_rows'
  | 'address_missing'
  | 'address_invalid'
  | 'reason_unknown'
  | 'topic_unknown'
  | 'topic_reason'
  | 'date_invalid'
  | 'date_in_future';

/** As we, and as providers word them in their exports; small letters alone count. */
const reasonWords: Readonly<Record<SuppressionReason, readonly string[]>> = {
  bounced: [
    'bounced',
    'bounce',
    'bounces',
    'hardbounce',
    'hardbounced',
    'hardbounces',
    'invalid',
    'cleaned',
    'unzustellbar',
  ],
  complained: [
    'complained',
    'complaint',
    'complaints',
    'spam',
    'spamcomplaint',
    'spamreport',
    'spamreports',
    'abuse',
    'beschwerde',
  ],
  opted_out: [
    'optedout',
    'optout',
    'unsub',
    'unsubscribe',
    'unsubscribed',
    'unsubscribes',
    'stop',
    'abgemeldet',
    'abmeldung',
  ],
  manual: ['manual', 'manualsuppression', 'vonhand', 'manuell'],
};
const reasonByWord: ReadonlyMap<string, SuppressionReason> = new Map(
  Object.entries(reasonWords).flatMap(([reason, words]) =>
    words.map((word) => [word, reason as SuppressionReason] as const),
  ),
);

/** Enhanced status codes (RFC 3463, RFC 7505): nobody is reached there. Others may be about the mail that was refused. */
const noMailbox = /(?<![\d.])5\.(1\.(1|2|3|6|10)|2\.1)(?![\d.]*\d)/;

const longestAddress = 1_000;
/** Clocks of others may be ahead; of zones a day is enough. */
const aheadMs = 86_400_000;

/** How rows are read that leave something out. */
export interface RowDefaults {
  readonly reason: SuppressionReason;
  /** What a row says itself does not count. */
  readonly ignoreReasons: boolean;
  readonly source: string;
  readonly now: Date;
}

/** The entry that a row is, or what is wrong with it. */
export async function readRow(
  { engine, site, channel }: Scope,
  { address = '', topic, ...row }: GivenRow,
  { source, now, ignoreReasons, ...byDefault }: RowDefaults,
): Promise<Suppression | SuppressionRowFault> {
  const rules = channelRules[channel];
  if (address.trim() === '') return 'address_missing';
  if (address.length > longestAddress) return 'address_invalid';
  const read = await rules.readAddress(address, { country: site.country, field: 'address' }).catch(refused);
  if (read === undefined) return 'address_invalid';
  const reason = row.reason === undefined || ignoreReasons ? byDefault.reason : reasonOf(row.reason);
  if (reason === undefined) return 'reason_unknown';
  if (topic !== undefined) {
    if (!engine.topics.some(({ id }) => id === topic)) return 'topic_unknown';
    if (reason !== 'opted_out' && reason !== 'manual') return 'topic_reason';
  }
  const at = row.at === undefined ? now : timeOf(row.at);
  if (at === undefined) return 'date_invalid';
  if (at.getTime() > now.getTime() + aheadMs) return 'date_in_future';
  const key = rules.addressKey(read);
  return present({ site: site.id, channel, address: key, topic, reason, source, at });
}

function refused(error: unknown): undefined {
  if (!isMessagingError(error)) throw error;
}

function reasonOf(word: string): SuppressionReason | undefined {
  return (
    reasonByWord.get(word.toLowerCase().replace(/[^a-z]/g, '')) ??
    (noMailbox.test(word) ? 'bounced' : undefined)
  );
}

/** ISO 8601, RFC 5322, or seconds since 1970; in UTC where no zone is named. What may be the 3rd of April as well as the 4th of March is refused. */
function timeOf(given: string | Date): Date | undefined {
  const at = given instanceof Date ? given : readTime(given.trim());
  return at && isStorableTime(at) ? at : undefined;
}

const unmistakable = /^(\d{4}-\d\d-\d\d[T ]|([a-z]{3}, )?\d\d? [a-z]{3} \d{4} )\d\d:\d\d/i;

function readTime(text: string): Date | undefined {
  if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1_000);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return new Date(`${text}T00:00:00Z`);
  return unmistakable.test(text) ? new Date(parseTime(text)) : undefined;
}
