/**
 * What a user may be allowed to do. `manage`: senders, templates, suppressions, webhooks of the site, and its list of changes. `operate`: what concerns all
 * sites at once, such as ending a pause of a transport that they share.
 */
export type Permission = 'view' | 'send' | 'manage' | 'operate';

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under `<mount>/api/`; `:channel` is a channel's name, other parameters are percent-encoded. */
  readonly path: string;
  /** One of these permissions is enough. */
  readonly needs: readonly Permission[];
  /** What a call takes from the user's allowance; default 1. */
  readonly cost?: number;
  /** Its body may bring files, and is larger then. */
  readonly takesFiles?: true;
  /** Default 200, or 204 where there is no answer. */
  readonly status?: 201;
  /** Default `json`. `document`: HTML to show in a frame. `events`: server-sent events. `file`: something to save. */
  readonly answers?: 'json' | 'document' | 'events' | 'file';
}

const view = ['view'] as const;
const send = ['send'] as const;
const manage = ['manage'] as const;

/**
 * Every call of the API. Each takes `?site=<id>` where the user may choose between sites. A call that changes something
 * needs the session's token in the header `x-postern-csrf` and comes from the console's own origin.
 */
export const endpoints = {
  session: { method: 'GET', path: 'session', needs: view },
  events: { method: 'GET', path: 'events', needs: view, answers: 'events' },

  emailOverview: { method: 'GET', path: 'email/overview', needs: view },
  smsOverview: { method: 'GET', path: 'sms/overview', needs: view },
  daily: { method: 'GET', path: ':channel/daily', needs: view },
  /** Looks at many messages. */
  statistics: { method: 'GET', path: ':channel/statistics', needs: view, cost: 5 },
  outcomes: { method: 'GET', path: ':channel/outcomes', needs: view },
  /** The pause may be of a transport that other sites send by as well. */
  resume: { method: 'POST', path: ':channel/resume', needs: ['operate'] },

  /** All of them, to choose from. Calls about one take its key as `?sender=`; without it they mean the one by default. */
  senders: { method: 'GET', path: ':channel/senders', needs: view },
  /** By its key. */
  makeDefaultSender: { method: 'POST', path: ':channel/senders/:id/default', needs: manage },
  emailSender: { method: 'GET', path: 'email/sender', needs: view },
  createEmailSender: { method: 'POST', path: 'email/sender', needs: manage, cost: 5, status: 201 },
  updateEmailSender: { method: 'PATCH', path: 'email/sender', needs: manage, cost: 5 },
  /** What stands under mails written by hand, of each sender that has one. */
  signatures: { method: 'GET', path: 'email/signatures', needs: view },
  setSignature: { method: 'PUT', path: 'email/sender/signature', needs: manage },
  removeSignature: { method: 'DELETE', path: 'email/sender/signature', needs: manage },
  deleteEmailSender: { method: 'DELETE', path: 'email/sender', needs: manage },
  sendCode: { method: 'POST', path: 'email/sender/code', needs: manage, cost: 5 },
  confirmCode: { method: 'POST', path: 'email/sender/confirm', needs: manage, cost: 5 },
  /** Asks the provider whether its link was followed; where a code of ours confirms, nobody. */
  checkAddress: { method: 'POST', path: 'email/sender/address/check', needs: manage, cost: 5 },
  domain: { method: 'GET', path: 'email/sender/domain', needs: view },
  checkDomain: { method: 'POST', path: 'email/sender/domain/check', needs: manage, cost: 10 },
  rotateKeys: { method: 'POST', path: 'email/sender/domain/rotate', needs: manage, cost: 10 },
  smsSender: { method: 'GET', path: 'sms/sender', needs: view },
  setSmsSender: { method: 'PUT', path: 'sms/sender', needs: manage },
  deleteSmsSender: { method: 'DELETE', path: 'sms/sender', needs: manage },

  searchConsumers: { method: 'GET', path: 'consumers', needs: view },
  consumer: { method: 'GET', path: 'consumers/:id', needs: view },
  consumerHistory: { method: 'GET', path: 'consumers/:id/messages', needs: view },
  /** What they opted out of, in each channel that they are reached by. */
  preferences: { method: 'GET', path: 'consumers/:id/preferences', needs: view },
  setPreferences: { method: 'PATCH', path: 'consumers/:id/preferences/:channel', needs: manage },

  templates: { method: 'GET', path: ':channel/templates', needs: view },
  createTemplate: { method: 'POST', path: ':channel/templates', needs: manage, status: 201 },
  template: { method: 'GET', path: ':channel/templates/:id', needs: view },
  saveTemplate: { method: 'PUT', path: ':channel/templates/:id', needs: manage },
  deleteTemplate: { method: 'DELETE', path: ':channel/templates/:id', needs: manage },
  templateDrafts: { method: 'GET', path: ':channel/template-drafts', needs: view },
  createDraft: { method: 'POST', path: ':channel/template-drafts', needs: manage, status: 201 },
  templateDraft: { method: 'GET', path: ':channel/templates/:id/draft', needs: view },
  saveDraft: { method: 'PUT', path: ':channel/templates/:id/draft', needs: manage },
  discardDraft: { method: 'DELETE', path: ':channel/templates/:id/draft', needs: manage },
  publishDraft: { method: 'POST', path: ':channel/templates/:id/draft/publish', needs: manage },
  /** What was sent by it last, and how often it was used of late. */
  templateUse: { method: 'GET', path: ':channel/templates/:id/use', needs: view, cost: 2 },
  templateVersions: { method: 'GET', path: ':channel/templates/:id/versions', needs: view },
  templateVersion: { method: 'GET', path: ':channel/templates/:id/versions/:number', needs: view },
  restoreTemplate: { method: 'POST', path: ':channel/templates/:id/versions/:number/restore', needs: manage },
  renderTemplate: { method: 'POST', path: ':channel/templates/:id/render', needs: ['send', 'manage'] },

  previewEmail: { method: 'POST', path: 'email/preview', needs: ['send', 'manage'] },
  previewSms: { method: 'POST', path: 'sms/preview', needs: ['send', 'manage'] },
  /** What is being written, to the user's own address, with `[Test]` in its subject. */
  testEmail: { method: 'POST', path: 'email/test', needs: send, cost: 5, takesFiles: true, status: 201 },
  sendEmail: { method: 'POST', path: 'email/messages', needs: send, cost: 5, takesFiles: true, status: 201 },
  sendSms: { method: 'POST', path: 'sms/messages', needs: send, cost: 5, status: 201 },

  /** What writing to many would come to: 100 at most a call; nothing is recorded. */
  checkEmails: { method: 'POST', path: 'email/batches/check', needs: send, cost: 5 },
  checkTexts: { method: 'POST', path: 'sms/batches/check', needs: send, cost: 5 },
  /** Adds 100 at most to a batch, whose id the caller makes: a message of its own for each row. Files: `limits.batchFileBytes`. */
  sendEmails: {
    method: 'POST',
    path: 'email/batches/:id/messages',
    needs: send,
    cost: 5,
    takesFiles: true,
  },
  sendTexts: { method: 'POST', path: 'sms/batches/:id/messages', needs: send, cost: 5 },
  /** What became of it. */
  batch: { method: 'GET', path: ':channel/batches/:id', needs: view },
  /** Takes back what waits, 2,000 at most a call. */
  cancelBatch: { method: 'POST', path: ':channel/batches/:id/cancel', needs: send, cost: 5 },

  history: { method: 'GET', path: ':channel/messages', needs: view },
  search: { method: 'GET', path: ':channel/search', needs: view, cost: 3 },
  /** How many match, up to 10,000 by what is not only a status. */
  count: { method: 'GET', path: ':channel/count', needs: view, cost: 3 },
  /** All that match, as a CSV file: a stream of any size. */
  exportMessages: { method: 'GET', path: ':channel/export', needs: view, cost: 10, answers: 'file' },
  /** Those named, 10,000 at most, as such a file. */
  exportChosen: { method: 'POST', path: ':channel/export', needs: view, cost: 10, answers: 'file' },
  /** The newest that match, at most 10,000, by what is needed to act on them. */
  matching: { method: 'GET', path: ':channel/matching', needs: send, cost: 10 },
  /** Cancels, retries or sends again up to 100 messages, and tells of each what became of it: asked for once more, it does nothing twice. */
  many: { method: 'POST', path: ':channel/many', needs: send, cost: 5 },
  message: { method: 'GET', path: ':channel/messages/:id', needs: view },
  cancel: { method: 'POST', path: ':channel/messages/:id/cancel', needs: send },
  reschedule: { method: 'POST', path: ':channel/messages/:id/reschedule', needs: send },
  retry: { method: 'POST', path: ':channel/messages/:id/retry', needs: send },
  /**
   * A file of a mail as bytes, to be saved, or to go with what is sent once more; `number`: its place among `content.attachments`, from
   * 0, or `calendar`: its invitation. 404 `no_such_file`, 410 `message_erased`, 409 `message_confidential`.
   */
  messageFile: { method: 'GET', path: 'email/messages/:id/files/:number', needs: send, answers: 'file' },
  /** What it said as a new message, with its files. */
  sendAgain: { method: 'POST', path: ':channel/messages/:id/again', needs: send, cost: 5, status: 201 },

  /** A mail's HTML as a document of its own, for an `<iframe sandbox>`; `?images=1` lets remote images load. 404 `no_html` where it has none. */
  messageHtml: { method: 'GET', path: 'email/messages/:id/html', needs: view, answers: 'document' },
  /**
   * The same for HTML that is not sent yet. A `<form method="post" target="…">` posts `csrf`, `html` and `images` (`1` or
   * nothing) into a frame: `srcdoc` would fall under the page's own CSP, which lets no inline style through. Use a new frame
   * each time, or the browser's Back button steps through the previews. Images that will go with it stand in it as `data:` URLs.
   */
  document: {
    method: 'POST',
    path: 'document',
    needs: ['send', 'manage'],
    takesFiles: true,
    answers: 'document',
  },

  suppressions: { method: 'GET', path: ':channel/suppressions', needs: view },
  /** All of them, or those of one reason, as a CSV file: a stream of any size. */
  exportSuppressions: {
    method: 'GET',
    path: ':channel/suppressions/export',
    needs: view,
    cost: 10,
    answers: 'file',
  },
  /** Looks for some seconds at most, and says where to go on. */
  importSuppressions: {
    method: 'POST',
    path: ':channel/suppressions/import',
    needs: manage,
    cost: 10,
    takesFiles: true,
  },
  addSuppression: { method: 'POST', path: ':channel/suppressions', needs: manage },
  /** The address stands in the body, here and below: what stands in a path or query ends in access logs. */
  findSuppression: { method: 'POST', path: ':channel/suppressions/find', needs: view },
  /** What people changed of an address. */
  suppressionHistory: { method: 'POST', path: ':channel/suppressions/history', needs: manage },
  deleteSuppression: { method: 'POST', path: ':channel/suppressions/delete', needs: manage },

  /** A URL may hold what only its owner should know: also looking takes the right to change. */
  webhooks: { method: 'GET', path: 'webhooks', needs: manage },
  createWebhook: { method: 'POST', path: 'webhooks', needs: manage, cost: 5, status: 201 },
  updateWebhook: { method: 'PATCH', path: 'webhooks/:id', needs: manage, cost: 5 },
  deleteWebhook: { method: 'DELETE', path: 'webhooks/:id', needs: manage },
  rotateWebhook: { method: 'POST', path: 'webhooks/:id/secret', needs: manage, cost: 5 },
  enableWebhook: { method: 'POST', path: 'webhooks/:id/enable', needs: manage },
  /** What was set aside. */
  retryWebhook: { method: 'POST', path: 'webhooks/:id/retry', needs: manage },
  disableWebhook: { method: 'POST', path: 'webhooks/:id/disable', needs: manage },
  /** Posts to it at once: may take as long as it is given to answer. */
  testWebhook: { method: 'POST', path: 'webhooks/:id/test', needs: manage, cost: 10 },
  webhookDeliveries: { method: 'GET', path: 'webhooks/:id/deliveries', needs: manage },

  /** Who changed what. Entries name addresses and colleagues: only for those who may change things themselves. */
  audit: { method: 'GET', path: 'audit', needs: manage },
} as const satisfies Record<string, Endpoint>;

/**
 * Pages: every other path under the mount answers the app, so deep links work. Those under this one (such as
 * `<mount>/embed/consumers/<id>`) are the only ones that may stand in another page's frame.
 */
export const embedPath = 'embed';

export type EndpointName = keyof typeof endpoints;
