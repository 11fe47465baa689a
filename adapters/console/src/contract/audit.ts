import type { AuditAction } from 'postern';
import { z } from 'zod';
import { channel, instant } from './common.ts';

const actions: { readonly [Name in AuditAction]: Name } = {
  'message.canceled': 'message.canceled',
  'message.rescheduled': 'message.rescheduled',
  'message.retried': 'message.retried',
  'message.sent_again': 'message.sent_again',
  'batch.canceled': 'batch.canceled',
  'suppression.added': 'suppression.added',
  'suppression.removed': 'suppression.removed',
  'suppression.imported': 'suppression.imported',
  'preferences.changed': 'preferences.changed',
  'template.saved': 'template.saved',
  'template.draft_saved': 'template.draft_saved',
  'template.draft_discarded': 'template.draft_discarded',
  'template.published': 'template.published',
  'template.restored': 'template.restored',
  'template.deleted': 'template.deleted',
  'sender.created': 'sender.created',
  'sender.updated': 'sender.updated',
  'sender.signature_changed': 'sender.signature_changed',
  'sender.confirmed': 'sender.confirmed',
  'sender.domain_validated': 'sender.domain_validated',
  'sender.domain_lost': 'sender.domain_lost',
  'sender.keys_rotated': 'sender.keys_rotated',
  'sender.made_default': 'sender.made_default',
  'sender.deleted': 'sender.deleted',
  'webhook.created': 'webhook.created',
  'webhook.updated': 'webhook.updated',
  'webhook.secret_rotated': 'webhook.secret_rotated',
  'webhook.disabled': 'webhook.disabled',
  'webhook.enabled': 'webhook.enabled',
  'webhook.retried': 'webhook.retried',
  'webhook.deleted': 'webhook.deleted',
};
/** What people change. */
export const auditAction = z.enum(actions);

export const auditEntry = z.object({
  id: z.string(),
  at: instant,
  /** As the host names its users and jobs. */
  actor: z.string().optional(),
  /** One of those above, or one that only a newer core knows. */
  action: z.string(),
  /** Absent where what was changed belongs to none. */
  channel: channel.optional(),
  /** The id of what was changed, or an address as the suppression list has it. */
  subject: z.string(),
  detail: z.string().optional(),
});
export const auditEntries = z.object({ items: z.array(auditEntry) });
export const auditPage = z.object({ items: z.array(auditEntry), next: z.string().optional() });
