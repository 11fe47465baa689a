import type { Channel } from './message.ts';

/** What people, or code in their name, change; each change is one entry of the audit list. */
export const auditActions = [
  'message.canceled',
  'message.rescheduled',
  'message.retried',
  'message.sent_again',
  'batch.canceled',
  'suppression.added',
  'suppression.removed',
  'suppression.imported',
  'preferences.changed',
  'template.saved',
  'template.draft_saved',
  'template.draft_discarded',
  'template.published',
  'template.restored',
  'template.deleted',
  'sender.created',
  'sender.updated',
  'sender.signature_changed',
  'sender.confirmed',
  'sender.domain_validated',
  'sender.domain_lost',
  'sender.keys_rotated',
  'sender.made_default',
  'sender.deleted',
  'webhook.created',
  'webhook.updated',
  'webhook.secret_rotated',
  'webhook.disabled',
  'webhook.enabled',
  'webhook.retried',
  'webhook.deleted',
] as const;
/** One of {@link auditActions}. */
export type AuditAction = (typeof auditActions)[number];

/** Who changed what. */
export interface AuditEntry {
  /** `aud_…`, sortable by time. */
  readonly id: string;
  readonly site: string;
  readonly at: Date;
  /** As the host names its users and jobs; absent where it did not say. */
  readonly actor?: string;
  readonly action: AuditAction;
  /** Absent where it concerns both, as a webhook does. */
  readonly channel?: Channel;
  /** What was changed: the id of a message, a batch, a template or a webhook; the key of a sender; an address as the suppression list has it; `import`. */
  readonly subject: string;
  /** What else there is to say, for people: the time it was given, the reason, the topic, the number of the version that was restored, the sender's address, the webhook's host, how many were imported, or canceled of a batch. */
  readonly detail?: string;
}
