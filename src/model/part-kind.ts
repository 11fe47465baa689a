/** Templates that are no messages by themselves: a `layout` stands around others, a `partial` within them. */
export const partKinds = ['layout', 'partial'] as const;
/** One of {@link partKinds}. */
export type PartKind = (typeof partKinds)[number];
