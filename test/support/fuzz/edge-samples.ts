import { Readable } from 'node:stream';
import { brevo, brevoSms } from '@postern/brevo';
import { bullmq } from '@postern/bullmq';
import { mailgun } from '@postern/mailgun';
import { memory, memoryConsumers, memoryDns, memoryStorage, memoryTransport } from '@postern/memory';
import { nodeDns } from '@postern/node-dns';
import { fromDrizzle, fromKnex, fromKysely, fromPrisma, postgres } from '@postern/postgres';
import { postmark } from '@postern/postmark';
import { ses } from '@postern/ses';
import { smtp } from '@postern/smtp';
import { twilio } from '@postern/twilio';
import { z } from 'zod';
import * as adapter from '../../../src/adapter.ts';
import * as postern from '../../../src/index.ts';
import * as phone from '../../../src/phone.ts';
import * as publicSuffix from '../../../src/public-suffix.ts';
import { Secrets } from '../../../src/secrets/secrets.ts';
import * as templates from '../../../src/templates/index.ts';
import type { Sample } from './samples.ts';

/** A function that hosts call with what may be anything, and arguments that it takes. */
export interface Edge {
  readonly call: (...args: never) => unknown;
  readonly sample: Sample;
}

const secret = 'a secret for tests, long enough to pass';
const site = () => ({ id: 'acme', name: 'Acme', country: 'GB', prefix: { email: '', sms: '{site} ' } });
const rate = () => ({ perSecond: 1, burst: 1 });
const template = () => ({
  ...{ id: 'welcome', channel: 'email', name: 'Welcome', writtenBy: 'code', schema: z.object({}) },
  ...{ subject: 'Hi', text: 'Hello {{ name }}', html: '<p>Hello</p>', language: 'en' },
  ...{ translations: { de: { subject: 'Hi', text: 'Hallo {{ name }}' } }, sample: { name: 'Jo' } },
});

/** What the core exports, over all of its entries but the test suites. */
export const exported: Readonly<Record<string, unknown>> = {
  ...postern,
  ...adapter,
  Secrets,
  ...phone,
  ...publicSuffix,
  ...templates,
};

/** Of these, what hosts call. */
export const functions: Readonly<Record<string, Edge>> = {
  Messaging: {
    call: (config: postern.MessagingConfig) => new postern.Messaging(config),
    sample: () => [
      {
        ...{ site: site(), sites: [site()], ...memory(), secret: [secret, secret] },
        ...{ email: [memoryTransport({ channel: 'email' })], sms: memoryTransport({ channel: 'sms' }) },
        ...{ dns: memoryDns(), consumers: memoryConsumers([]), templates: [template()], templateParts: [] },
        delivery: {
          ...{ concurrency: { email: 1, sms: 1 }, retry: { attempts: 1, firstDelayMs: 1 } },
          ...{ unknown: { email: 'hold' }, perSender: { sms: rate() }, leaseMs: 1_000 },
        },
        ...{ publicUrl: 'https://acme.example/messaging', beforeSend() {}, limits: memoryStorage().limits },
        safeMode: {
          redirectTo: { email: 'qa@acme.example', sms: '+447700900123' },
          allow: ['*@acme.example', '+44*'],
        },
        alerts: {
          ...{ windowMs: 86_400_000, bounceRate: { share: 0.05, least: 100 }, complaintRate: false },
          ...{ channelPausedMs: 300_000, overdueMs: { high: 60_000, low: false }, domainLost: true },
          ...{ webhookDisabled: true, subscriptionLagMs: 600_000 },
        },
        topics: [{ id: 'news', name: { en: 'News' }, description: 'Once a month' }],
        embeddedBy: ['https://app.acme.example'],
        ...{ clock: () => new Date(), random: Math.random },
      },
    ],
  },
  Secrets: { call: (given: string[]) => new Secrets(given), sample: () => [[secret, secret]] },
  definePart: {
    call: templates.definePart,
    sample: () => [{ id: 'foot', channel: 'email', kind: 'partial', text: 'T', html: '<p>T</p>' }],
  },
  defineTemplate: { call: templates.defineTemplate, sample: () => [template()] },
  draftTemplate: {
    call: postern.draftTemplate,
    sample: () => ['email', { subject: 'S', text: 'T', language: 'en' }],
  },
  parseEmailAddress: {
    call: (address: string) => postern.parseEmailAddress(address),
    sample: () => ['jo@acme.example'],
  },
  readEmailAddress: { call: postern.readEmailAddress, sample: () => ['jo@acme.example'] },
  parsePhone: { call: phone.parsePhone, sample: () => ['07400 123456', 'GB'] },
  isChannel: { call: postern.isChannel, sample: () => ['email'] },
  isMessagingError: { call: postern.isMessagingError, sample: () => [new Error('x')] },
  isOwnHeader: { call: adapter.isOwnHeader, sample: () => ['X-Ticket'] },
  isPublicSuffix: { call: publicSuffix.isPublicSuffix, sample: () => ['co.uk'] },
  registrableDomain: { call: publicSuffix.registrableDomain, sample: () => ['www.acme.example'] },
  nodeHandler: {
    call: (handle: postern.WebHandler, options: postern.NodeHandlerOptions) =>
      postern.nodeHandler(handle, options),
    sample: () => [async () => new Response(), { onError() {} }],
  },
  targetOf: { call: postern.targetOf, sample: () => ['/messaging?x=1'] },
};

/** Requests as Node would never make them; but for their size, which it bounds. */
export const requests: Readonly<Record<string, Edge>> = {
  answerNodeRequest: {
    call: (...[url, originalUrl, method, headers, body]: readonly unknown[]) => {
      const response = { statusCode: 0, headersSent: false, writableEnded: false };
      const methods = { setHeader() {}, write: () => true, end() {}, on() {}, off() {} };
      const fields = { ...{ url, originalUrl, method, headers, body }, httpVersionMajor: 1, complete: true };
      const incoming = Object.assign(Readable.from([Buffer.from('x')]), fields);
      const outgoing = { ...response, ...methods };
      return postern.answerNodeRequest(incoming as postern.NodeRequest, outgoing, {
        answer: async (request) => new Response(await request.text()),
        onError() {},
      });
    },
    sample: () => ['/x', '/messaging/x', 'POST', { host: 'acme.example', cookie: ['a', 'b'] }, { a: 1 }],
  },
};

/** Take a text of any content, and a text only: what hands them over has looked. */
export const textFunctions: Readonly<Record<string, (text: string) => unknown>> = {
  addressKey: (text) => [adapter.addressKey('email', text), adapter.addressKey('sms', text)],
  correlationIn: adapter.correlationIn,
  cutText: (text) => adapter.cutText(text, 10),
  isTlsFault: adapter.isTlsFault,
  normalizeSearch: adapter.normalizeSearch,
  parseTime: adapter.parseTime,
  readableAddress: postern.readableAddress,
  readableDomain: postern.readableDomain,
  readNotes: postern.readNotes,
  storableText: (text) => adapter.storableText(text, 10),
  reportedStatus: (text) => adapter.reportedStatus(text as never),
  sitePrefix: (name) => postern.sitePrefix({ id: 'acme', name }, 'email'),
};

/** For those who write adapters: they take what the core has checked, of its types, and are called for every message. */
export const forAdapters = [
  ...[
    'canMove',
    'changeByErasure',
    'changeByExpiry',
    'changeByLoss',
    'changeByMove',
    'changeByReport',
    'changeBySettlement',
  ],
  ...['calendarAgain', 'draftContent', 'templateContent'],
  ...['checkDomain', 'codeMemoryMs', 'codeTooSoon', 'createId', 'erasedMessage', 'firstId', 'isErased'],
  ...[
    'isFinal',
    'lazily',
    'noteText',
    'patchMessage',
    'present',
    'readBody',
    'readOptions',
    'optionFaults',
    'plainIssues',
    'replaceableBy',
    'retryDelay',
    'searchDocument',
  ],
  ...['BodyBroken', 'MessagingError'],
  // For transports over a provider's API: `test/adapter` gives them what providers may answer and hosts may configure.
  ...['ProviderError', 'credentialOption', 'invalidOption', 'isRefusedWith', 'limitOptions', 'multipartBody'],
  ...['providerApi', 'providerFailures', 'providerOptions', 'readProviderOptions', 'readRetryAfter'],
  ...[
    'transportRefusal',
    'unreadableAnswer',
    'eventTypes',
    'formOf',
    'itemsOf',
    'jsonOf',
    'hasBasic',
    'hasBearer',
    'hmacMatches',
  ],
  ...[
    'NotSent',
    'domainOf',
    'domainRegistry',
    'hasControls',
    'isAddrSpec',
    'mailSource',
    'mailboxText',
    'calendarFile',
    'messageIdOf',
    'recordName',
  ],
  // What storages compare stored messages by.
  ...['fitsFilters', 'lowerAscii'],
  ...['isStandardWebhook', 'snsReader', 'webhookSecretOption', 'withinTime', 'constantTimeEqual'],
];
/** `Messaging` makes them. */
export const madeByMessaging = ['EmailChannel', 'SmsChannel'];

const sid = (prefix: string) => `${prefix}${'0'.repeat(32)}`;

/** Of each adapter, what a host calls while it wires. */
export const factories: Readonly<Record<string, Edge>> = {
  bullmq: {
    call: bullmq,
    sample: () => [{ connection: { host: '127.0.0.1' }, prefix: 'acme', pollMs: 50, onFault() {} }],
  },
  'bullmq by url': { call: bullmq, sample: () => [{ connection: 'redis://u:p@127.0.0.1:6379/1' }] },
  memory: { call: memory, sample: () => [{ clock: () => new Date() }] },
  memoryStorage: { call: memoryStorage, sample: () => [{ clock: () => new Date() }] },
  memoryConsumers: {
    call: memoryConsumers,
    sample: () => [[{ id: 'c1', name: 'Jo', email: 'jo@acme.example', phone: '+447400123456' }]],
  },
  memoryDns: { call: memoryDns, sample: () => [{ 'acme.example': { TXT: ['x'], MX: [] } }] },
  memoryTransport: {
    call: memoryTransport,
    sample: () => [
      {
        ...{ channel: 'sms', name: 'm', defaultSender: { address: 'Acme', name: 'A' } },
        ...{ capabilities: { handOverTimeoutMs: 1 }, latency: async () => undefined },
      },
    ],
  },
  nodeDns: {
    call: nodeDns,
    sample: () => [
      { servers: ['127.0.0.1:53'], timeoutMs: 1, tries: 1, allowPrivateNameServers: true, port: 53 },
    ],
  },
  'postgres of a server': {
    call: postgres,
    sample: () => [
      {
        ...{ connectionString: 'postgres://127.0.0.1/x', listen: false, notifyInTransaction: false },
        ...{ pollMs: 50, schema: 'postern', onFault() {} },
      },
    ],
  },
  'postgres in a directory': { call: postgres, sample: () => [{ directory: '/nowhere/postern' }] },
  'postgres of a pool': {
    call: postgres,
    sample: () => [{ pool: { connect() {}, query() {}, on() {} }, listen: false }],
  },
  'postgres of PGlite': {
    call: postgres,
    sample: () => [{ pglite: { query() {}, transaction() {} } }],
  },
  'postgres().consumers': {
    call: postgres({ connectionString: 'postgres://127.0.0.1/x' }).consumers,
    sample: () => [{ table: 'a.b', id: 'id', name: 'n', email: 'e', phone: 'p', site: 's' }],
  },
  fromDrizzle: { call: fromDrizzle, sample: () => [{ execute() {}, rollback() {} }] },
  fromKnex: { call: fromKnex, sample: () => [{ raw() {}, isTransaction: true, client: {} }] },
  fromKysely: { call: fromKysely, sample: () => [{ executeQuery() {}, isTransaction: true }] },
  fromPrisma: { call: fromPrisma, sample: () => [{ $queryRawUnsafe() {}, $executeRawUnsafe() {} }] },
  smtp: {
    call: smtp,
    sample: () => [
      {
        ...{ host: 'mail.acme.example', port: 465, secure: true, auth: { user: 'u', pass: 'p' } },
        ...{ requireTls: true, tls: { rejectUnauthorized: true, servername: 's', minVersion: 'TLSv1.3' } },
        ...{
          name: 'smtp',
          rate: rate(),
          maxConcurrent: 1,
          ehloName: 'a.example',
          maxConnections: 1,
          maxMessages: 1,
          idleMs: 1,
        },
        ...{ timeouts: { connectionMs: 1, greetingMs: 1, commandMs: 1, dataMs: 1 } },
        ...{ codeSender: { name: 'A', address: 'a@acme.example' }, returnPath: 'b@acme.example' },
        ...{ dkim: { relay: [{ type: 'TXT', host: '@', value: 'x' }] }, dmarc: 'v=DMARC1; p=none;' },
        replies: [{ stages: ['sender'], reply: '4', status: ['4.7'], outcome: 'retry', class: 'temporary' }],
      },
    ],
  },
  'smtp by url': {
    call: smtp,
    sample: () => [
      { url: 'smtps://u:p@mail.acme.example:465', tls: { ca: ['x'] }, dkim: { selectorPrefix: 'a' } },
    ],
  },
  brevo: {
    call: brevo,
    sample: () => [{ ...providerOptions(), apiKey: 'x', webhookToken: 'x', sitesShareDomains: true }],
  },
  ses: {
    call: ses,
    sample: () => [
      {
        ...providerOptions(),
        ...{
          region: 'eu-west-1',
          credentials: { accessKeyId: 'x', secretAccessKey: 'x', sessionToken: 'x' },
        },
        ...{ configurationSet: 'postern', topics: ['arn:aws:sns:eu-west-1:123456789012:postern'] },
        ...{ codeSender: { name: 'Acme', address: 'a@acme.example' }, dmarc: 'v=DMARC1; p=none;' },
        snsUrl: 'http://127.0.0.1:1',
      },
    ],
  },
  brevoSms: {
    call: brevoSms,
    sample: () => [{ ...providerOptions(), apiKey: 'x', sender: 'Acme' }],
  },
  mailgun: {
    call: mailgun,
    sample: () => [
      {
        ...providerOptions(),
        ...{
          apiKey: 'x',
          region: 'eu',
          domain: 'mg.acme.example',
          webhookSigningKey: 'x',
          replayWindowMs: 60_000,
        },
        ...{ codeSender: { name: 'Acme', address: 'codes@acme.example' }, dmarc: 'v=DMARC1; p=none;' },
      },
    ],
  },
  postmark: {
    call: postmark,
    sample: () => [
      {
        ...providerOptions(),
        ...{ serverToken: 'x', accountToken: 'x', messageStream: 'outbound', webhookToken: 'x' },
        sitesShareDomains: true,
      },
    ],
  },
  twilio: {
    call: twilio,
    sample: () => [
      {
        ...{ accountSid: sid('AC'), authToken: 'x', apiKey: sid('SK'), apiSecret: 'x', sender: 'Acme' },
        ...{ messagingServiceSid: sid('MG'), name: 'twilio', rate: rate(), maxConcurrent: 1 },
        timeoutMs: 1,
        ...{ baseUrl: 'https://api.twilio.com', errors: [{ codes: [1], class: 'temporary', hint: 'x' }] },
        ...{ agent: { addRequest() {} }, clock: () => new Date() },
      },
    ],
  },
};

/** What every transport over a provider's API takes. */
function providerOptions() {
  return {
    ...{ name: 'provider', rate: rate(), maxConcurrent: 1, timeoutMs: 1 },
    ...{ baseUrl: 'https://api.acme.example', errors: [{ codes: ['x'], class: 'temporary', hint: 'x' }] },
    ...{ agent: { addRequest() {} }, clock: () => new Date() },
  };
}
