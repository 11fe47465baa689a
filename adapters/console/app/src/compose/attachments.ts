import type { Draft } from './draft.ts';
import { draftFiles } from './files.ts';
import { draftImages, type InlineImage } from './images.ts';

/** The images that the draft's text shows. */
function imagesOf({ key, html }: Draft): readonly InlineImage[] {
  const all = html === undefined ? [] : draftImages.of(key);
  return all.filter(({ contentId }) => html?.includes(`cid:${contentId}`));
}

/** How many go with a draft, images in its text included, and what they weigh together. */
export function weightOf(draft: Draft): { readonly count: number; readonly bytes: number } {
  const all = [...draftFiles.of(draft.key), ...imagesOf(draft)];
  return { count: all.length, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** What goes with a draft, as the API takes it. */
export function attachmentsOf(draft: Draft) {
  const files = draftFiles.of(draft.key).map(({ id: _id, bytes: _bytes, ...file }) => file);
  const images = imagesOf(draft).map(({ bytes: _bytes, width: _width, shown: _shown, ...image }) => image);
  const attachments = [...files, ...images];
  return attachments.length === 0 ? {} : { attachments };
}

/** Keeps what goes with one draft for another, which is the same under a new key. */
export function handOn(from: string, to: string): void {
  draftFiles.keep(to, draftFiles.of(from));
  draftImages.keep(to, draftImages.of(from));
}
