import type { Call } from '../../../src/contract.ts';

type Action = NonNullable<NonNullable<Call<'audit'>['query']>['action']>;

const actions: Readonly<Record<Action, string>> = {
  'message.canceled': 'Message canceled',
  'message.rescheduled': 'Message given another time',
  'message.retried': 'Message tried once more',
  'message.sent_again': 'Copy of a message sent',
  'suppression.added': 'Address suppressed',
  'suppression.removed': 'Suppression removed',
  'preferences.changed': 'Opt-outs changed',
  'template.saved': 'Template saved',
  'template.restored': 'Earlier version of template restored',
  'template.deleted': 'Template deleted',
  'sender.created': 'Sender created',
  'sender.updated': 'Sender changed',
  'sender.confirmed': 'Sender’s address confirmed',
  'sender.domain_validated': 'Sender’s domain validated',
  'sender.domain_lost': 'Sender’s domain lost',
  'sender.keys_rotated': 'Sender’s keys replaced',
  'sender.made_default': 'Sender made the default',
  'sender.deleted': 'Sender deleted',
  'webhook.created': 'Webhook added',
  'webhook.updated': 'Webhook changed',
  'webhook.secret_rotated': 'Webhook given a new secret',
  'webhook.disabled': 'Webhook disabled',
  'webhook.enabled': 'Webhook enabled',
  'webhook.retried': 'Posted again to a webhook',
  'webhook.deleted': 'Webhook deleted',
};

/** Who changed what. */
export const enAudit = {
  title: 'Changes',
  hint: 'What people changed, newest first: who did what, and when.',
  notAllowed: 'Your account has no right to see who changed what.',
  list: 'Changes',
  at: 'When',
  actor: 'Who',
  action: 'What',
  subject: 'Of what',
  detail: 'Details',
  unnamed: 'not named',
  allActions: 'Everything',
  actorHint: 'The user or job, exactly as the list names them.',
  filter: 'Filter',
  clear: 'Show everything',
  empty: 'Nothing was changed yet',
  emptyHint: 'Here stands who cancels messages, and changes templates, suppressions or senders.',
  noneFit: 'No change fits',
  noneFitHint: 'Choose something else, or look at all of them.',
  actions,
};
