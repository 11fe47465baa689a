import { contentIdsIn, inlineImageType, withInlineImages } from '../../../src/inline-images.ts';
import { newId } from '../state/tab.ts';
import { isAdded } from './brought.ts';
import { DraftLists } from './draft-list.ts';
import { base64Of } from './files.ts';

/** An image that stands in the text of a formatted mail. */
export interface InlineImage {
  /** The text names it by `cid:` and this. */
  readonly contentId: string;
  readonly filename: string;
  readonly contentType: string;
  /** Base64. */
  readonly content: string;
  readonly bytes: number;
  /** In pixels. */
  readonly width: number;
  /** Of one that came along from a message: its place there. */
  readonly place?: number;
  /** It, or a smaller copy: for the editor and the preview. */
  readonly shown: { readonly contentType: string; readonly content: string };
}

/** The images of drafts, those taken out of the text too: undoing that brings them back. */
export const draftImages = new DraftLists<InlineImage>(isAdded);

/** Pixels: twice what mails show, for dense screens. */
const widestSent = 1200;
/** Pixels: the width that mails are laid out for. */
export const widestShown = 600;
/** Bytes of what is shown as it is: the preview is asked for anew after each pause in writing. */
const largestShown = 60_000;

type Named = Pick<InlineImage, 'contentId' | 'filename' | 'place'>;

/**
 * A PNG, JPEG, GIF or WebP by its content, whatever it is called; `undefined` for anything else. Wider than 1,200 pixels it is made that
 * wide, but for GIFs, which may move.
 */
export async function readImage(file: File): Promise<InlineImage | undefined> {
  return readWith(file, widestSent, { contentId: `${newId()}@postern`, filename: file.name });
}

/** Such an image of a message that is sent once more: what goes is what went; `undefined` for anything else. */
export async function imageAsItIs(
  content: Blob,
  { contentId, filename, place }: Required<Named>,
): Promise<InlineImage | undefined> {
  return readWith(content, Number.POSITIVE_INFINITY, { contentId, filename, place });
}

/** `widest`: in pixels; what is wider is made that wide. */
async function readWith(file: Blob, widest: number, named: Named): Promise<InlineImage | undefined> {
  try {
    const type = inlineImageType(new Uint8Array(await file.slice(0, 16).arrayBuffer()));
    if (type === undefined) return undefined;
    const original = new Blob([await file.arrayBuffer()], { type });
    const bitmap = await createImageBitmap(original);
    const isAsItIs = bitmap.width <= widest || type === 'image/gif';
    const sent = isAsItIs ? original : await scaled(bitmap, widest, type);
    const seen = sent.size <= largestShown ? sent : await scaled(bitmap, widestShown, 'image/jpeg');
    const { width } = bitmap;
    bitmap.close();
    return {
      ...named,
      contentType: sent.type,
      content: await base64Of(sent),
      bytes: sent.size,
      width: isAsItIs ? width : widest,
      shown: { contentType: seen.type, content: await base64Of(seen) },
    };
  } catch {
    // It only begins like an image, or is gone.
    return undefined;
  }
}

/** The text with these images in it, as a preview shows it. One that is not there is empty, and shows its words. */
export function withShown(html: string, images: readonly InlineImage[]): string {
  const empty = { filename: '', contentType: 'image/png', content: '' };
  return withInlineImages({
    html,
    attachments: [
      ...Array.from(contentIdsIn(html), (contentId) => ({ contentId, ...empty })),
      ...images.map(({ contentId, filename, shown }) => ({ contentId, filename, ...shown })),
    ],
  });
}

async function scaled(bitmap: ImageBitmap, most: number, type: string): Promise<Blob> {
  const scale = Math.min(1, most / bitmap.width);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser draws nothing.');
  if (type === 'image/jpeg') {
    // It has no transparency: mails stand on white.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('It is too large.'))), type, 0.85);
  });
}
