import type { MessageStatus } from 'postern';
import { type Html, html } from './html.ts';

function badge(text: string, kind: 'good' | 'bad' | 'plain'): Html {
  return html`<span class="badge ${kind}">${text}</span>`;
}

/** Where a message stands. */
export function statusBadge(status: MessageStatus): Html {
  if (status === 'delivered') return badge(status, 'good');
  return badge(status, status === 'undelivered' || status === 'failed' ? 'bad' : 'plain');
}

/** What a check of a mail's origin came to, as RFC 8601 names it. */
export function verdictBadge(result: string): Html {
  return badge(result, result === 'pass' ? 'good' : result === 'none' ? 'plain' : 'bad');
}

export function suppressedBadge(): Html {
  return badge('suppressed', 'bad');
}
