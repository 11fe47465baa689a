/**
 * Puts what happened into the inbox of each subscription that wants it, in the statement that records it. Where nobody has subscribed
 * that is a look into an empty table.
 *
 * @param events - rows of message_id, site, at, type, status, attempt, detail, in the order of `part`
 * @param now - when they are due: the time of the statement, for what a provider reports is dated by itself
 * @param actor - who asked for it, where people may
 */
export function tellSubscriptions(events: string, now: string, actor = 'null'): string {
  return `insert into postern.event_due (subscription, message_id, at, type, status, attempt, detail, actor, due_at)
    select s.id, e.message_id, e.at, e.type, e.status, e.attempt, e.detail, ${actor}, ${now}
    from postern.subscription s join ${events} e
      on (s.types is null or e.type = any (s.types)) and (s.site is null or e.site = s.site)
    order by e.message_id, e.part`;
}
