import type { MessageDetail } from '../../../src/contract.ts';
import { contentIdsIn } from '../../../src/inline-images.ts';

/** A file of the message that a draft is a copy of: it goes with the draft too, and is fetched from the message, after a reload once more. */
export interface Brought {
  /** Among the files of the message, from 0. */
  readonly place: number;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Of an image that the text shows: by what. */
  readonly contentId?: string;
}

/** Whether it was added here, by hand: nothing brings it back. */
export const isAdded = ({ place }: { readonly place?: number }): boolean => place === undefined;

/** All files of a message; what its text does not show is a file like any other. */
export function filesOf({
  html = '',
  attachments,
}: NonNullable<MessageDetail['content']>): readonly Brought[] {
  const shown = contentIdsIn(html);
  return attachments.map(({ contentId, ...file }, place) => ({
    place,
    ...file,
    ...(contentId !== undefined && shown.has(contentId) ? { contentId } : {}),
  }));
}

/** Those that a stored draft has; of what is none of them nothing. */
export function readBrought(stored: unknown): readonly Brought[] | undefined {
  if (!Array.isArray(stored)) return undefined;
  return stored.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const { place, filename, contentType, bytes, contentId } = one as Partial<Record<keyof Brought, unknown>>;
    if (typeof place !== 'number' || typeof bytes !== 'number') return [];
    const named = typeof contentId === 'string' ? { contentId } : {};
    return [{ place, bytes, filename: String(filename), contentType: String(contentType), ...named }];
  });
}
