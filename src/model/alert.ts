import type { Channel } from './message.ts';
import type { Note } from './note.ts';
import { readNotes } from './notes.ts';
import { present } from './present.ts';
import type { Priority } from './priority.ts';

/** What an alert is about. */
export type AlertKind =
  /** Too many of a site's messages are refused for their recipients or come back. */
  | 'bounce_rate'
  /** Too many recipients report a site's messages as unwanted. */
  | 'complaint_rate'
  /** A channel has handed nothing over for too long: its transports pause. */
  | 'channel_paused'
  /** What is due has waited for too long. */
  | 'overdue'
  /** A sender's domain was validated and no longer is. */
  | 'domain_lost'
  /** A webhook took nothing for three days, and nothing is posted to it any more. */
  | 'webhook_disabled'
  /** A subscription's events have been due for too long. */
  | 'subscription_lagging';

/** A condition that holds and that somebody should look at. */
export interface Alert {
  readonly kind: AlertKind;
  /** Absent where it is of all sites. */
  readonly site?: string;
  readonly channel?: Channel;
  /** Of `overdue`. */
  readonly priority?: Priority;
  /** Of `domain_lost`: the domain. */
  readonly domain?: string;
  /** Of `webhook_disabled`, and of `subscription_lagging` where it is a webhook's: its id. */
  readonly webhook?: string;
  /** Of `subscription_lagging`: its name; a webhook's is `webhook/`, the site, `/` and the id. */
  readonly subscription?: string;
  /** When it was found. */
  readonly since: Date;
  /** A sentence for people, with the figures of that time. */
  readonly detail: string;
  /** What `detail` says, by code, to be worded in any language. */
  readonly notes: readonly Note[];
}

/** An alert, and what it is found by. */
export interface AlertFacts extends Omit<Alert, 'since' | 'notes'> {
  /** Of `alertKey`. */
  readonly key: string;
}

/** An alert that stands. */
export interface AlertRecord extends AlertFacts {
  readonly since: Date;
}

/** The alert about these; its key is the same whenever it is found. */
export function alertOf(facts: Omit<AlertFacts, 'key'>): AlertFacts {
  const { kind, site, channel, priority, domain, webhook, subscription } = facts;
  const about = webhook ?? subscription;
  const named = about === undefined ? [] : [about];
  const parts = [kind, site, channel, priority, domain, ...named].map((part) =>
    encodeURIComponent(part ?? ''),
  );
  return { ...facts, key: parts.join('/') };
}

/** As the host sees it. */
export function shownAlert(alert: AlertRecord): Alert {
  const { kind, site, channel, priority, domain, webhook, subscription, since, detail } = alert;
  const notes = readNotes(detail);
  return present({ kind, site, channel, priority, domain, webhook, subscription, since, detail, notes });
}
