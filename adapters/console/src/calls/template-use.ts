import type { Channel, Messaging } from 'postern';

const recentDays = 30;
/** Counted no further: it is to be seen at a glance. */
const most = 1_000;

/** What was sent by a template, also by one that was deleted: the newest message, as far as the history is looked through by one call, and how many of the last 30 days, up to 1,000. */
export async function templateUse(messaging: Messaging, channel: Channel, template: string) {
  const from = new Date(Date.now() - recentDays * 86_400_000);
  const [{ items, searchedBackTo }, counted] = await Promise.all([
    messaging[channel].history({ template, limit: 1 }),
    messaging[channel].count({ template, from, most }),
  ]);
  const [last] = items;
  return {
    ...(last ? { last: { id: last.id, at: last.createdAt } } : {}),
    ...(!last && searchedBackTo ? { searchedBackTo } : {}),
    recent: { days: recentDays, ...counted },
  };
}
