/**
 * The part "told" of a statement that records events: puts them into the inbox of each subscription that wants them. Where nobody has
 * subscribed that is a look into an empty table. To be run it has to be read: {@link wasTold} stands in the statement's own select.
 *
 * @param events - rows of message_id, site, part, at, type, status, attempt, detail, those of a message in the order of `part`
 * @param dueAt - when they are due: the time of the statement, where `at` is a provider's
 * @param actor - who asked for it, where people may
 */
export function tellSubscriptions(events: string, dueAt = 'e.at', actor = 'null'): string {
  return `told as (
    select postern.tell((select json_agg(json_build_object('message_id', e.message_id, 'site', e.site, 'part', e.part, 'at', e.at,
      'type', e.type, 'status', e.status, 'attempt', e.attempt, 'detail', e.detail, 'actor', ${actor}, 'due_at', ${dueAt})) from ${events} e))
    where exists (select from postern.subscription)
  )`;
}

/** True once {@link tellSubscriptions} is done. */
export const wasTold = '(select count(*) from told) >= 0';
