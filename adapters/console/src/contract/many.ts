import { z } from 'zod';
import { mailbox, status } from './common.ts';

/** What is done to many messages at once. */
export const manyAction = z.enum(['cancel', 'retry', 'sendAgain']);

/** Messages of one call. */
export const mostOfMany = 100;

/** `more`: there are more than these, which are older. */
export const matching = z.object({
  items: z.array(z.object({ id: z.string(), status, to: mailbox })),
  more: z.boolean(),
});

/** In the order asked for. */
export const manyDone = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      /** `already`: it stood like that. `held`: its copy was recorded, and not sent because of the suppression list. */
      outcome: z.enum(['done', 'already', 'held', 'refused']),
      /** The copy that was made. */
      copy: z.string().optional(),
      /** Why it was refused: as a call about it alone would answer. */
      error: z
        .object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) })
        .optional(),
    }),
  ),
});
