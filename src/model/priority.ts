/** What goes first, highest first. */
export const priorities = ['high', 'normal', 'low'] as const;
/** One of {@link priorities}: `high` for codes and resets, `low` for what many get at once. */
export type Priority = (typeof priorities)[number];

/** The part of a worker's hand-overs that `low` has where it waits, so that nothing above it starves it. */
export const lowShare = 0.05;

/** What a message's priority depends on. */
interface Prioritised {
  readonly priority?: Priority | undefined;
  readonly confidential?: boolean | undefined;
  readonly expiresAt?: Date | undefined;
}

/**
 * A message's priority: its own, its template's, or `high` where it is a code by its looks (confidential, and soon of no
 * use), or `usual`.
 */
export function priorityOf(
  { priority, confidential, expiresAt }: Prioritised,
  ofTemplate: Priority | undefined,
  usual: Priority,
): Priority {
  return priority ?? ofTemplate ?? (confidential && expiresAt ? 'high' : usual);
}
