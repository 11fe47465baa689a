import type { Channel, Messaging } from 'postern';

const recentDays = 30;
/** Counted no further: it is to be seen at a glance. */
const most = 1_000;

/** What was sent by a template, also by one that was deleted: the newest message, and how many of the last 30 days, up to 1,000. */
export async function templateUse(messaging: Messaging, channel: Channel, template: string) {
  const from = new Date(Date.now() - recentDays * 86_400_000);
  const [{ items }, counted] = await Promise.all([
    messaging[channel].history({ template, limit: 1 }),
    messaging[channel].count({ template, from, most }),
  ]);
  const [last] = items;
  return {
    ...(last ? { last: { id: last.id, at: last.createdAt } } : {}),
    recent: { days: recentDays, ...counted },
  };
}
