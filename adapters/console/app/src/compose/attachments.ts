import { contentIdsIn } from '../../../src/inline-images.ts';
import { type Brought, isAdded } from './brought.ts';
import type { Draft } from './draft.ts';
import { draftFiles, fileAsItIs } from './files.ts';
import { draftImages, type InlineImage, imageAsItIs } from './images.ts';
import { childrenOf, type RichNode } from './rich/rich-doc.ts';

const shownIn = ({ html }: Draft): ReadonlySet<string> => contentIdsIn(html ?? '');

/** The images that the draft's text shows. */
function imagesOf(draft: Draft): readonly InlineImage[] {
  const shown = shownIn(draft);
  return draftImages.of(draft.key).filter(({ contentId }) => shown.has(contentId));
}

/** What is to be fetched yet of the message that it is a copy of; images first, the text waits for them. */
export function awaitedOf(draft: Draft): readonly Brought[] {
  const { key, brought = [] } = draft;
  if (brought.length === 0) return [];
  const shown = shownIn(draft);
  const there = [...draftFiles.of(key), ...draftImages.of(key)].map(({ place }) => place);
  const missing = brought.filter(({ place }) => !there.includes(place));
  return [
    ...missing.filter(({ contentId }) => contentId !== undefined && shown.has(contentId)),
    ...missing.filter(({ contentId }) => contentId === undefined),
  ];
}

/** Keeps what was fetched of it; `false` where it is no image and was to be one. */
export async function keepBrought(
  key: string,
  { file, content, signal }: { readonly file: Brought; readonly content: Blob; readonly signal: AbortSignal },
): Promise<boolean> {
  if (file.contentId === undefined) {
    const read = await fileAsItIs(content, file);
    if (!signal.aborted) draftFiles.keep(key, [...draftFiles.of(key), read]);
    return true;
  }
  const image = await imageAsItIs(content, { ...file, contentId: file.contentId });
  if (image && !signal.aborted) draftImages.keep(key, [...draftImages.of(key), image]);
  return image !== undefined;
}

/** How many go with a draft, images in its text included, and what they weigh together; also those that are still fetched. */
export function weightOf(draft: Draft): { readonly count: number; readonly bytes: number } {
  const all = [...draftFiles.of(draft.key), ...imagesOf(draft), ...awaitedOf(draft)];
  return { count: all.length, bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** What goes with a draft, as the API takes it. */
export function attachmentsOf(draft: Draft) {
  const files = draftFiles.of(draft.key).map(({ id: _id, bytes: _bytes, place: _place, ...file }) => file);
  const images = imagesOf(draft).map(
    ({ bytes: _bytes, width: _width, shown: _shown, place: _place, ...image }) => image,
  );
  const attachments = [...files, ...images];
  return attachments.length === 0 ? {} : { attachments };
}

/** Keeps what goes with one draft for another, which is the same under a new key. */
export function handOn(from: string, to: string): void {
  draftFiles.keep(to, draftFiles.of(from));
  draftImages.keep(to, draftImages.of(from));
}

/** The names of the files that were added by hand and are there. */
export const addedFiles = (key: string): readonly string[] =>
  draftFiles
    .of(key)
    .filter(isAdded)
    .map(({ filename }) => filename);

/** The files that the draft had when this page was loaded anew, by name. */
export function lostFiles({ key, files = [] }: Draft): readonly string[] {
  const present = [...addedFiles(key)];
  return files.filter((name) => {
    const at = present.indexOf(name);
    if (at >= 0) present.splice(at, 1);
    return at < 0;
  });
}

/** The images that its text shows and that are not there, for the same reason; empty where a name is not known. */
export function lostImages(draft: Draft): readonly string[] {
  const { key, rich, brought = [] } = draft;
  const known = new Set([...draftImages.of(key), ...brought].map(({ contentId }) => contentId));
  const lost = [...shownIn(draft)].filter((contentId) => !known.has(contentId));
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
