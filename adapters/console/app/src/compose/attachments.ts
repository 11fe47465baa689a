import { contentIdsIn } from '../../../src/inline-images.ts';
import type { Draft } from './draft.ts';
import { draftFiles } from './files.ts';
import { draftImages, type InlineImage } from './images.ts';
import { childrenOf, type RichNode } from './rich/rich-doc.ts';

/** The images that the draft's text shows. */
function imagesOf({ key, html }: Draft): readonly InlineImage[] {
  const shown = contentIdsIn(html ?? '');
  return draftImages.of(key).filter(({ contentId }) => shown.has(contentId));
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

/** The files that the draft had when this page was loaded anew, by name. */
export function lostFiles({ key, files = [] }: Draft): readonly string[] {
  const present = draftFiles.of(key).map(({ filename }) => filename);
  return files.filter((name) => {
    const at = present.indexOf(name);
    if (at >= 0) present.splice(at, 1);
    return at < 0;
  });
}

/** The images that its text shows and that are not there, for the same reason; empty where a name is not known. */
export function lostImages({ key, html, rich }: Draft): readonly string[] {
  const known = new Set(draftImages.of(key).map(({ contentId }) => contentId));
  const lost = [...contentIdsIn(html ?? '')].filter((contentId) => !known.has(contentId));
  return lost.map((contentId) => (rich && nameOf(rich, contentId)) ?? '');
}

function nameOf(node: RichNode, contentId: string): string | undefined {
  if (node.attrs?.contentId === contentId) return String(node.attrs.name || node.attrs.alt || '');
  for (const inner of childrenOf(node)) {
    const name = nameOf(inner, contentId);
    if (name !== undefined) return name;
  }
  return undefined;
}
