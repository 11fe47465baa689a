import { widestShown } from '../images.ts';
import { type EditorImages, knownIdOf } from './editor-images.ts';
import { quieted } from './pasted.ts';

/** Whether images came with it, rather than where they lie. */
export const hasPastedImages = (html: string): boolean => /<img\s[^>]*\bsrc\s*=\s*["']?data:/i.test(html);

/** Whether there is more than images in it. */
export const hasWords = (html: string): boolean =>
  /[^\s\u00a0]/.test(new DOMParser().parseFromString(quieted(html), 'text/html').body.textContent);

/** What was pasted with its images made images of the draft; those that are none are left out. `taken`: their ids. */
export async function withImagesTaken(html: string, images: EditorImages) {
  const { body } = new DOMParser().parseFromString(quieted(html), 'text/html');
  const found = [...body.querySelectorAll('img[src^="data:" i]')].filter((image) => !isOurs(image, images));
  const files = found.map((image, index) => fileOf(image.getAttribute('src') ?? '', index));
  const read = await images.take(files);
  const taken: string[] = [];
  for (const [index, element] of found.entries()) {
    const image = read[index];
    if (!image) {
      element.remove();
      continue;
    }
    const given = Number.parseInt(element.getAttribute('width') ?? '', 10) || image.width;
    element.setAttribute('data-content-id', image.contentId);
    element.setAttribute('data-name', image.filename);
    element.setAttribute('width', String(Math.min(given, image.width, widestShown)));
    // Word's own words, such as "A picture containing text", describe nothing that the writer saw.
    element.removeAttribute('alt');
    taken.push(image.contentId);
  }
  return { html: body.innerHTML, taken };
}

/** It was copied in this draft. */
const isOurs = (image: Element, images: EditorImages): boolean =>
  images.of(knownIdOf(image) ?? '') !== undefined;

/** Empty, and so no image, where it is not base64. */
function fileOf(dataUrl: string, index: number): File {
  const [, subtype = 'png', base64 = ''] = /^data:image\/(\w+);base64,([\w+/=\s]*)$/i.exec(dataUrl) ?? [];
  const name = `image-${index + 1}.${subtype.toLowerCase() === 'jpeg' ? 'jpg' : subtype.toLowerCase()}`;
  try {
    return new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name);
  } catch {
    return new File([], name);
  }
}
