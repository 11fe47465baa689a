import { type Outcomes, outcomesKeptMs } from '../interfaces/storage/outcomes.ts';
import { alertOf } from '../model/alert.ts';
import type { AlertSettings, RateThreshold } from '../model/alert-settings.ts';
import { channelRules, channels } from '../model/channel.ts';
import { noteText } from '../model/notes.ts';
import type { Engine } from '../wiring.ts';
import { ofEvents } from './event-conditions.ts';
import { endsBelow, type Finding, minutesOf } from './finding.ts';
import type { Pauses } from './pauses.ts';

const countedAtMost = 1;

/** What this process knows by itself. */
export function here(engine: Engine, pauses: Pauses, { channelPausedMs }: AlertSettings): readonly Finding[] {
  if (channelPausedMs === false) return [];
  return channels.flatMap((channel) => {
    const since = pauses.channelSince(channel);
    const forMs = since === undefined ? 0 : engine.now().getTime() - since.getTime();
    if (since === undefined || forMs < channelPausedMs) return [];
    const detail = noteText({ code: 'channel_paused', channel, minutes: minutesOf(forMs) });
    return [{ alert: alertOf({ kind: 'channel_paused', channel, detail }), raises: true }];
  });
}

/** What the storage knows, the same for all processes. */
export async function overAll(engine: Engine, settings: AlertSettings): Promise<readonly Finding[]> {
  return [
    ...(await late(engine, settings)),
    ...(await rates(engine, settings)),
    ...(await ofEvents(engine, settings)),
  ];
}

async function late(
  { storage, timed, now }: Engine,
  { overdueMs }: AlertSettings,
): Promise<readonly Finding[]> {
  if (overdueMs === false) return [];
  const { lanes } = await storage.messages.waiting({ limit: countedAtMost, ...timed() });
  return lanes.flatMap(({ channel, priority, oldestDueAt }) => {
    const limit = overdueMs[priority];
    const forMs = oldestDueAt ? now().getTime() - oldestDueAt.getTime() : 0;
    if (limit === false || forMs < limit * endsBelow) return [];
    const detail = noteText({ code: 'overdue', channel, priority, minutes: minutesOf(forMs) });
    return [{ alert: alertOf({ kind: 'overdue', channel, priority, detail }), raises: forMs >= limit }];
  });
}

async function rates(engine: Engine, settings: AlertSettings): Promise<readonly Finding[]> {
  const { storage, now } = engine;
  const { windowMs, bounceRate, complaintRate } = settings;
  const least = Math.min(
    ...[bounceRate, complaintRate].flatMap((rate) => (rate === false ? [] : rate.least)),
  );
  if (!Number.isFinite(least)) return [];
  const since = new Date(now().getTime() - windowMs);
  await storage.outcomes.prune(new Date(now().getTime() - outcomesKeptMs));
  const sums = await storage.outcomes.sums({ since, least });
  return sums
    .filter(({ channel }) => channelRules[channel].refusalSuppresses)
    .flatMap((sum) => [
      ...tooHigh(sum, { kind: 'bounce_rate', threshold: bounceRate, count: sum.bounced }),
      ...tooHigh(sum, { kind: 'complaint_rate', threshold: complaintRate, count: sum.complained }),
    ]);
}

interface Judged {
  readonly kind: 'bounce_rate' | 'complaint_rate';
  readonly threshold: RateThreshold | false;
  readonly count: number;
}

function tooHigh({ site, channel, sent }: Outcomes, { kind, threshold, count }: Judged): readonly Finding[] {
  if (threshold === false || sent < threshold.least) return [];
  const share = count / sent;
  if (share <= threshold.share * endsBelow) return [];
  const detail = noteText({ code: kind, count, sent, share, limit: threshold.share });
  return [{ alert: alertOf({ kind, site, channel, detail }), raises: share > threshold.share }];
}
