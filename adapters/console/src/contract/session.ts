import { z } from 'zod';
import { channel, eventType, instant, origin, status } from './common.ts';
import { manyAction } from './many.ts';

const site = z.object({ id: z.string(), name: z.string() });

export const session = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    /** Where their tests go; absent: nobody said. */
    email: z.string().optional(),
  }),
  /** The site this session speaks of. */
  site: site.extend({
    country: z.string().optional(),
    /** What is put before subjects and SMS texts; empty where nothing is. */
    prefix: z.record(channel, z.string()),
  }),
  /** All the user may choose between by `?site=`; the present one only where there is no choice. */
  sites: z.array(site),
  permissions: z.object({
    view: z.boolean(),
    send: z.boolean(),
    manage: z.boolean(),
    operate: z.boolean(),
  }),
  /** For the header `x-postern-csrf`. */
  csrfToken: z.string(),
  /** The first language that the browser asks for, or the one the host says; such as `de-CH`. */
  locale: z.string().optional(),
  /** The statuses in which a message can be acted on. */
  allowedFrom: z.record(manyAction, z.array(status)),
  /** Whether the channel has a transport: without one its pages say so. */
  channels: z.record(channel, z.boolean()),
  /** Only where safe mode is on: what becomes of messages to others than those it allows. Every page says so. */
  safeMode: z
    .record(
      channel,
      z.object({
        /** Absent: they are not sent. */
        redirectTo: z.string().optional(),
        /** Addresses, or many by `*` at one end. */
        allow: z.array(z.string()),
      }),
    )
    .optional(),
  /** What recipients may opt out of by itself. */
  topics: z.array(
    z.object({
      id: z.string(),
      /** In one language, or by the codes of several. */
      name: z.union([z.string(), z.record(z.string(), z.string())]),
    }),
  ),
  features: z.object({
    /** There are consumers to pick from. */
    consumers: z.boolean(),
    /** A domain can be checked. */
    domainCheck: z.boolean(),
    /** There are pages that a link to unsubscribe can lead to. */
    unsubscribe: z.boolean(),
  }),
  limits: z.object({
    /** Bytes of one request to this API. */
    requestBytes: z.number(),
    /** Characters, the site's prefix included. */
    subject: z.number(),
    body: z.number(),
    sms: z.number(),
    /** Files of one message. */
    attachments: z.number(),
    /** Bytes of all its files together. */
    attachmentBytes: z.number(),
    /** The same of one call to many, a copy for each row. */
    batchFileBytes: z.number(),
    searchTerm: z.number(),
    senderName: z.number(),
    signature: z.number(),
    templateName: z.number(),
    /** How far ahead a message may be scheduled. */
    scheduleAheadMs: z.number(),
    /** How long what is sent with `undo` waits; 0: it does not. */
    undoMs: z.number(),
    code: z.object({
      digits: z.number(),
      ttlMs: z.number(),
      maxAttempts: z.number(),
      cooldownMs: z.number(),
    }),
  }),
  /** By the server's clock: count-downs go by it. */
  now: instant,
});

const pause = z.object({
  until: instant,
  /** Why nothing can be handed over. */
  failureClass: z.string(),
  failureCode: z.string().optional(),
});

/** Present while the channel hands nothing over, as far as this process knows. */
export const paused = pause.optional();

/**
 * The data of a server-sent event (all have the default event name, so `onmessage` sees them). They come from the process that
 * answers only: where another one delivers, lists must also be asked for again now and then. A stream ends by itself after some
 * minutes and `EventSource` opens it again; after each `hello` whatever is shown may be out of date.
 */
export const liveEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello') }),
  z.object({
    kind: z.literal('message'),
    /** What happened. */
    type: eventType,
    id: z.string(),
    channel,
    origin,
    /** The message's status after it. */
    status,
    consumerId: z.string().optional(),
  }),
  z.object({
    kind: z.literal('sender'),
    type: z.enum(['created', 'updated', 'address_validated', 'domain_validated', 'domain_lost', 'deleted']),
    channel,
  }),
  z.object({ kind: z.literal('paused'), channel, ...pause.shape }),
  z.object({ kind: z.literal('resumed'), channel }),
]);
