/** What a method takes, made anew for each call; the fuzz spoils one place of it. */
export type Sample = () => readonly unknown[];

const soon = () => new Date('2030-01-02T00:00:00Z');
const email = { address: 'jo@acme.example' };
const phone = { address: '+447400123456' };

const mail = () => ({
  to: { ...email, name: 'Jo' },
  subject: 'Hi {{ name }}',
  text: 'Hello',
  html: '<p>Hello</p>',
  replyTo: { ...email },
  headers: { 'X-Ticket': '1' },
  attachments: [
    { filename: 'a.txt', content: 'a', contentType: 'text/plain', contentId: 'a' },
    { filename: 'b.bin', content: Buffer.from('b') },
  ],
  calendar: {
    method: 'PUBLISH',
    content: 'BEGIN:VCALENDAR\nMETHOD:PUBLISH\nEND:VCALENDAR',
    filename: 'a.ics',
  },
  sender: 'default',
  origin: 'web',
  actor: 'u1',
  scheduledAt: soon(),
  expiresAt: new Date('2030-01-03T00:00:00Z'),
  idempotencyKey: 'key',
  confidential: false,
  unsubscribe: true,
  reference: 'order/1',
  batch: 'b-1',
  metadata: { plan: 'pro' },
  topic: 'news',
});
const sms = () => ({ to: { ...phone }, text: 'Hello', actor: 'u1', idempotencyKey: 'key' });
const templated = () => ({
  to: 'c1',
  template: 'welcome',
  language: 'de',
  data: { name: 'Jo', more: [{ deep: 1 }] },
});
const ofConsumer = () => ({
  to: { consumerId: 'c1', ...email },
  subject: 'Hi',
  text: 'Hello',
  inReplyTo: '<a@b.example>',
});
const list = () => [{ origin: 'web', status: ['sent', 'queued'], consumerId: 'c1', actor: 'u1', limit: 10 }];

const each = (address: string): Readonly<Record<string, Sample>> => ({
  'templates.get': () => ['welcome'],
  'templates.render': () => [
    'welcome',
    { name: 'Jo' },
    { unsubscribeUrl: 'https://acme.example/u', language: 'de' },
  ],
  'templates.draft': () => ['welcome'],
  'templates.publish': () => ['welcome', { draft: soon(), replaces: soon(), actor: 'u1' }],
  'templates.discardDraft': () => ['welcome', { updatedAt: soon(), actor: 'u1' }],
  'templates.versions': () => ['welcome', { limit: 10 }],
  'templates.version': () => ['welcome', 1],
  'templates.restore': () => ['welcome', 1, { replaces: soon(), actor: 'u1' }],
  'templates.delete': () => ['welcome', { updatedAt: soon(), actor: 'u1' }],
  'suppressions.list': () => [{ reason: ['bounced', 'manual'], limit: 10 }],
  'suppressions.import': () => [
    `address,reason,at\n${address},bounced,2026-01-02\n"x`,
    {
      dryRun: true,
      ignoreReasons: true,
      reason: 'manual',
      from: 1,
      maxMs: 1_000,
      actor: 'u1',
      signal: new AbortController().signal,
    },
  ],
  'suppressions.export': () => [
    { reason: 'bounced', delimiter: ';', bom: true, signal: new AbortController().signal },
  ],
  'suppressions.find': () => [address],
  'suppressions.add': () => [{ address, reason: 'manual', source: 'u1' }, {}],
  'suppressions.history': () => [address],
  'suppressions.of': () => [address],
  'suppressions.delete': () => [address, { reason: 'manual', actor: 'u1' }],
  'preferences.get': () => [address],
  'preferences.set': () => [address, { optedOut: false, topics: {}, actor: 'u1' }],
  'preferences.url': () => [address, { validForMs: 60_000 }],
  history: list,
  search: () => [
    'hello',
    { origin: 'web', limit: 10, template: 'note', failure: 'content', from: new Date(0) },
  ],
  each: () => [{ status: ['sent'], term: 'hello', signal: new AbortController().signal }],
  count: () => [{ origin: 'web', term: 'hello', most: 100 }],
  export: () => [
    {
      ...{ status: 'sent', columns: ['to', 'status'], headings: { to: 'To' }, delimiter: ';', bom: true },
      signal: new AbortController().signal,
    },
  ],
  batch: () => ['b-1'],
  cancelBatch: () => ['b-1', { actor: 'u1', most: 10, signal: new AbortController().signal }],
  get: () => ['msg_1'],
  cancel: () => ['msg_1', { actor: 'u1' }],
  reschedule: () => ['msg_1', soon(), { actor: 'u1' }],
  retry: () => ['msg_1', { actor: 'u1' }],
  sendAgain: () => [
    'msg_1',
    { to: { address, name: 'Jo' }, actor: 'u1', origin: 'web', idempotencyKey: 'again' },
  ],
  daily: () => [7],
  statistics: () => [{ by: 'template', from: new Date(Date.now() - 3_600_000), limit: 10 }],
  outcomes: () => [7],
});

function under(channel: string, samples: Readonly<Record<string, Sample>>): Readonly<Record<string, Sample>> {
  return Object.fromEntries(Object.entries(samples).map(([name, sample]) => [`${channel}.${name}`, sample]));
}

/** By the method's name; those that take nothing are in `takeNothing`. */
export const samples: Readonly<Record<string, Sample>> = {
  ...under('email', each(email.address)),
  ...under('sms', each(phone.address)),
  'email.templates.save': () => [
    {
      ...{ id: 't1', name: 'One', sender: 'default', subject: 'S', text: 'T', html: '<p>H</p>', actor: 'u1' },
      ...{ language: 'en', translations: { de: { subject: 'S', text: 'T' } }, sample: { name: 'Jo' } },
    },
  ],
  'email.templates.saveDraft': () => [
    { id: 't2', name: 'Two', subject: 'S', html: '<p>H</p>', basedOn: 0, replaces: null, actor: 'u1' },
  ],
  'sms.templates.saveDraft': () => [{ id: 't2', name: 'Two', text: 'T', actor: 'u1' }],
  'sms.templates.save': () => [{ id: 't1', name: 'One', kind: 'partial', text: 'T', actor: 'u1' }],
  'email.sender.create': () => [
    { name: 'Acme', address: 'hi@acme.example', confirmedByHost: { actor: 'u1' } },
    { actor: 'u1' },
  ],
  'email.sender.update': () => [{ name: 'Acme', address: 'hi@acme.example' }, { actor: 'u1' }],
  'email.sender.setSignature': () => [{ html: '<p>Acme</p>', text: 'Acme' }, { actor: 'u1' }],
  'email.sender.sendCode': () => [{ transport: 'memory' }],
  'email.sender.checkAddress': () => [{ transport: 'memory', actor: 'u1' }],
  'email.sender.rotateKeys': () => [{ transport: 'memory', actor: 'u1' }],
  'email.sender.confirm': () => ['123456', { transport: 'memory', actor: 'u1' }],
  'email.sender.confirmByHost': () => [{ actor: 'u1' }],
  'email.sender.checkDomain': () => [{ signal: AbortSignal.abort() }],
  'sms.sender.set': () => ['Acme', { actor: 'u1' }],
  'email.senders.named': () => ['billing'],
  'email.senders.makeDefault': () => ['default', { actor: 'u1' }],
  'sms.senders.named': () => ['alerts'],
  'sms.senders.makeDefault': () => ['default', { actor: 'u1' }],
  'email.findByMessageId': () => ['<msg_1@acme.example>'],
  'email.send': () => [mail(), {}],
  'email.sendMany': () => [
    [mail(), templated(), ofConsumer()],
    { batchSize: 10, onProgress() {}, onRejected() {} },
  ],
  'email.checkMany': () => [[mail(), templated(), ofConsumer()]],
  'email.check': () => [{ template: 'welcome', data: { name: 'Jo' }, topic: 'news' }],
  'email.preview': () => [{ template: 'welcome', data: { name: 'Jo' }, language: 'de' }],
  'sms.send': () => [sms(), {}],
  'sms.sendMany': () => [[sms()], { batchSize: 10, batch: 'b-1' }],
  'sms.checkMany': () => [[sms()]],
  'sms.preview': () => [{ template: 'welcome', data: { name: 'Jo' } }],
  'audit.list': () => [{ actor: 'u1', action: 'message.canceled', subject: 'msg_1', limit: 10 }],
  'consumers.search': () => ['Jo', { reachableBy: 'email', limit: 10 }],
  'consumers.get': () => ['c1'],
  'consumers.history': () => ['c1', { channel: 'email', limit: 10 }],
  'consumers.erase': () => ['c1'],
  'webhooks.create': () => [
    { url: 'https://acme.example/hooks', types: ['sent', 'delivered'], description: 'CRM', actor: 'u1' },
  ],
  'webhooks.get': () => ['whk_1'],
  'webhooks.update': () => [
    'whk_1',
    { url: 'https://acme.example/', types: null, description: 'CRM', actor: 'u1' },
  ],
  'webhooks.delete': () => ['whk_1', { actor: 'u1' }],
  'webhooks.rotateSecret': () => ['whk_1', { actor: 'u1' }],
  'webhooks.disable': () => ['whk_1', { actor: 'u1' }],
  'webhooks.enable': () => ['whk_1', { actor: 'u1' }],
  'webhooks.retry': () => ['whk_1', { actor: 'u1' }],
  'webhooks.test': () => ['whk_1'],
  'webhooks.deliveries': () => ['whk_1', { limit: 10 }],
  resume: () => ['email'],
  deliverDue: () => [{ signal: AbortSignal.abort(), maxMs: 0 }],
  webhookUrl: () => [{ channel: 'sms', name: 'memory' }],
  report: () => [
    {
      messageId: 'msg_1',
      type: 'failed',
      at: soon(),
      attempt: 1,
      providerId: 'p1',
      failure: { class: 'recipient', code: '550', message: 'No.' },
      detail: 'd',
      dedupeKey: 'k',
    },
  ],
  handle: () => [new Request('https://acme.example/messaging/unsubscribe/x')],
  receive: () => [Buffer.from('From: a@b.example\r\n\r\nHello')],
  alerts: () => [{ allSites: true }],
  prune: () => [{ olderThan: new Date('2020-01-01T00:00:00Z') }],
  on: () => ['message.sent', () => {}],
  subscribe: () => [
    'crm',
    () => {},
    {
      types: ['sent', 'failed'],
      from: soon(),
      concurrency: 2,
      retry: { firstDelayMs: 0, factor: 2, maxDelayMs: 1_000, giveUpAfterMs: 1_000 },
    },
  ],
  'subscriptions.parked': () => ['crm', { limit: 10 }],
  'subscriptions.retry': () => ['crm', 'evt_1'],
  'subscriptions.skip': () => ['crm', 'evt_1'],
  'subscriptions.delete': () => ['erp'],
  forSite: () => [{ id: 'other', name: 'Other', country: 'GB', prefix: { email: '', sms: '{site} ' } }],
  loadSite: () => ['other'],
  forgetSite: () => ['other'],
};
