import { createHash } from 'node:crypto';
import type { ProviderEvent } from '../interfaces/provider-events.ts';
import type { Reported } from '../interfaces/storage/message-reports.ts';
import type { MessageId } from '../model/message.ts';
import { present } from '../model/present.ts';
import { storableText } from '../model/text.ts';
import { readCorrelation } from '../secrets/correlation.ts';
import type { Engine } from '../wiring.ts';
import { applyReport, reportKey, type TransportEvent } from './reports.ts';

/** What became of one event. Without `messageId` its handle is none of ours. */
export interface Received {
  readonly type: ProviderEvent['type'];
  readonly messageId?: MessageId;
  readonly result: Reported['kind'];
}

/** Messages whose events are recorded at a time: those of one message one after the other, as they came. */
const atOnce = 10;

/**
 * Applies what a transport read of a callback or a mail, in the order given: of each event whose handle is genuine, and of no other. One
 * that cannot be recorded keeps back no other message's; the first such failure is thrown in the end, for all to come again.
 */
export async function applyEvents(
  engine: Engine,
  transport: string,
  events: readonly ProviderEvent[],
): Promise<readonly Received[]> {
  const applied: Received[] = events.map(({ type }) => ({ type, result: 'not_found' }));
  const byMessage = new Map<MessageId, { readonly index: number; readonly report: TransportEvent }[]>();
  for (const [index, { correlation, ...event }] of events.entries()) {
    const named = correlation === undefined ? undefined : readCorrelation(engine.secrets, correlation);
    if (!named) continue;
    const report = storable({ ...event, ...named, transport }, engine.now());
    const entry = { index, report };
    const known = byMessage.get(named.messageId);
    if (known) known.push(entry);
    else byMessage.set(named.messageId, [entry]);
  }

  const failures: unknown[] = [];
  const waiting = byMessage.entries();
  const work = async () => {
    for (const [messageId, entries] of waiting) {
      try {
        const site = await engine.storage.messages.siteOf(messageId);
        for (const { index, report } of entries) {
          const result = site === undefined ? 'not_found' : await applyReport(engine, site, report);
          applied[index] = { type: report.type, messageId, result };
        }
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failures.length > 0) throw failures[0];
  return applied;
}

const dayMs = 86_400_000;
const longestText = 2_000;
const longestId = 200;

/** As it can be written down, whatever the other side says: one that cannot would keep its whole batch coming back for ever. */
function storable(event: TransportEvent, now: Date): TransportEvent {
  const { at, providerId, failure, detail, dedupeKey = reportKey(event) } = event;
  const time = at.getTime();
  return {
    ...event,
    at: time > 0 && time < now.getTime() + dayMs ? at : now,
    dedupeKey: dedupeKey.length > longestId ? hashOf(dedupeKey) : storableText(dedupeKey),
    ...present({
      providerId: providerId && storableText(providerId, longestId),
      detail: detail && storableText(detail, longestText),
      failure: failure && { ...failure, message: storableText(failure.message, longestText) },
    }),
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
