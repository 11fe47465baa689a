import { z } from 'zod';
import { channel, instant, readable } from './common.ts';

export const suppressionReason = z.enum(['bounced', 'complained', 'opted_out', 'manual']);

const suppression = z.object({
  /** As it is stored, and taken off the list by. */
  address: z.string(),
  ...readable,
  /** What is not sent there; absent: anything. */
  topic: z.string().optional(),
  reason: suppressionReason,
  /** `provider`, `recipient`, `host`, or the id of the user who added it. */
  source: z.string(),
  at: instant,
});
/** What keeps messages from somebody whatever they chose, and since when. */
const held = z.object({ reason: suppressionReason, at: instant }).optional();

/** What a person is sent in one channel. */
const choices = z.object({
  channel,
  address: z.string(),
  ...readable,
  /** Of everything; then the topics do not matter. */
  optedOut: z.boolean(),
  since: instant.optional(),
  /** The whole address. */
  held,
  /** In the configuration's order. */
  topics: z.array(
    z.object({
      id: z.string(),
      subscribed: z.boolean(),
      /** When they opted out of it. */
      since: instant.optional(),
      held,
    }),
  ),
});
export const preferences = z.object({
  items: z.array(choices),
  /** Channels in which the address that the host knows of them cannot be used. */
  unreadable: z.array(channel),
});

/** All entries of one address. */
export const suppressionsOf = z.object({ items: z.array(suppression) });
export const suppressionPage = z.object({ items: z.array(suppression), next: z.string().optional() });
/** What an import did, or would do. */
export const suppressionImport = z.object({
  rows: z.number(),
  added: z.number(),
  known: z.number(),
  wrong: z.number(),
  /** The first of those that are wrong: where, and the core's code. */
  problems: z.array(z.object({ row: z.number(), code: z.string() })),
  /** Where the next call goes on `from`; absent where all was looked at. */
  next: z.number().optional(),
});
