import type { Note, NoteCode } from 'postern';

type Samples = { readonly [Code in NoteCode]: Omit<Extract<Note, { readonly code: Code }>, 'code'> };

const transport = 'backup';
const provider = 'Twilio';
const domain = 'acme.example';
const rate = { count: 7, sent: 100, share: 0.07, limit: 0.05 };

const samples: Samples = {
  quoted: { text: '550 5.1.1 nobody here' },
  tried_next: {},
  suppressed: { reason: 'bounced', topic: 'news' },
  safe_mode: {},
  redirected: { to: 'qa@acme.example' },
  vetoed: { reason: 'No-4711.' },
  delayed_by_host: {},
  expired: {},
  expires_before_retry: {},
  given_up: { attempts: 5 },
  lost: {},
  repeated: { transport },
  unopened: {},
  unwritable: {},
  passed_over_code_sender: { transport },
  passed_over_sender_gone: { transport },
  passed_over_address: { transport },
  passed_over_domain: { transport, domain },
  passed_over_unread: { transport, domain },
  transport_pauses: {},
  all_pause: {},
  all_allowed_pause: {},
  not_admitted: {},
  lease_over: {},
  unanswered: {},
  no_more_said: {},
  unreadable_answer: {},
  transport_failed: { transport },
  mail_server_answered: {},
  mail_server_unreached: {},
  mail_server_settings: {},
  mail_server_silent: {},
  mail_too_large: {},
  opted_out: {},
  unreachable: { channel: 'sms' },
  blocked: { provider },
  sender_unfit: {},
  content_refused: { provider },
  settings_refused: { provider },
  no_credentials: { provider },
  tls_refused: { provider },
  throttled: { provider },
  temporary: { provider },
  undelivered: {},
  ambiguous: { provider },
  provider_unreached: { provider },
  check_credentials: {},
  check_base_url: {},
  channel_paused: { channel: 'email', minutes: 12 },
  overdue: { channel: 'email', priority: 'high', minutes: 12 },
  bounce_rate: rate,
  complaint_rate: rate,
  domain_lost: { domain },
  webhook_disabled: {},
  webhook_lagging: { minutes: 12 },
  subscription_lagging: { subscription: 'crm', minutes: 12 },
};

/** One note of each code. */
export const everyNote = Object.entries(samples).map(
  ([code, parameters]) => Object.assign({ code }, parameters) as Note,
);
