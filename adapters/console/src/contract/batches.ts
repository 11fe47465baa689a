import { z } from 'zod';
import { failureClass, instant, mailbox, origin, status, statusCounts } from './common.ts';
import { suppressionReason } from './suppressions.ts';

/** Why one would not go; `code`, `message` and `details` are those of a refusal. */
const problem = z.object({
  kind: z.enum(['refused', 'suppressed', 'doubled']),
  code: z.string().optional(),
  message: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
  reason: suppressionReason.optional(),
  /** Of that alone. */
  topic: z.string().optional(),
  /** Where in the call the one is that has the same address. */
  first: z.number().optional(),
});

/** What would become of each, in the order asked. */
export const checkedMany = z.object({
  items: z.array(
    z.object({
      to: mailbox.optional(),
      /** The one that the template speaks to them. */
      language: z.string().optional(),
      /** The one that they would have, and the template does not. */
      fellBackFrom: z.string().optional(),
      /** Absent: it would go. */
      problem: problem.optional(),
      segments: z.number().optional(),
    }),
  ),
});

/** What became of one call's. */
export const manySent = z.object({
  accepted: z.number(),
  suppressed: z.number(),
  /** An earlier call, maybe one whose answer was lost, has sent them. */
  repeated: z.number(),
  /** `index`: which one of the call. */
  rejections: z.array(
    z.object({
      index: z.number(),
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** What became of a batch. */
export const batch = z.object({
  id: z.string(),
  total: z.number(),
  counts: statusCounts,
  failures: z.array(z.object({ failure: failureClass, status, count: z.number() })),
  /** There are more than were counted. */
  more: z.boolean(),
  firstCreatedAt: instant,
  lastCreatedAt: instant,
  origin,
  actor: z.string().optional(),
});

/** `more`: some may wait still, call again. */
export const batchCanceled = z.object({ canceled: z.number(), more: z.boolean() });
