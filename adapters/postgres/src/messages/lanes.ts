import { type Channel, type Priority, priorities } from 'postern/adapter';

// A lane is the channel, with the priority behind it unless that is normal, with "/later" behind that while a job is not due.
// What a worker was lost with is in "/alone" of its channel.

/** The lanes of what takes its turn, the first before the second. */
export function lanesOf(channel: Channel, quarantined: boolean): readonly string[] {
  if (quarantined) return [`${channel}/alone`];
  return priorities.map((priority) => laneOf(channel, priority));
}

/** Every lane of a channel. */
export function allLanesOf(channel: Channel): readonly string[] {
  const inTurn = lanesOf(channel, false);
  return [...inTurn, ...inTurn.map((lane) => `${lane}/later`), ...lanesOf(channel, true)];
}

/** The lane of what takes its turn at this priority. */
export function laneOf(channel: Channel, priority: Priority): string {
  return priority === 'normal' ? channel : `${channel}/${priority}`;
}

/** The lane of a job, of SQL expressions; `waits`: whether it is not due yet. */
export function laneSql({
  channel,
  priority,
  waits,
}: {
  readonly channel: string;
  readonly priority: string;
  readonly waits: string;
}): string {
  const later = `case when ${waits} then '/later' else '' end`;
  return `${channel} || case ${priority} when 'normal' then '' else '/' || ${priority} end || ${later}`;
}

/** Where a job of this lane waits for its time, or takes its turn; what is alone stays so. */
export function laneAgainSql(lane: string, waits: string): string {
  const bare = `regexp_replace(${lane}, '/later$', '')`;
  return `case when ${lane} like '%/alone' then ${lane} when ${waits} then ${bare} || '/later' else ${bare} end`;
}
