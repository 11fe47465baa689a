import { Node } from '@tiptap/core';
import type { InlineImage } from '../images.ts';
import { type EditorImages, knownIdOf } from './editor-images.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** An image that goes with the mail; what it shows, and how wide it is, are changed in the toolbar. `alt: null`: nobody said yet. */
export const mailImage = (images: EditorImages) =>
  Node.create({
    name: 'mailImage',
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: () => ({
      contentId: { default: '', parseHTML: knownIdOf },
      name: { default: '', parseHTML: (element) => element.getAttribute('data-name') ?? '' },
      alt: { default: null, parseHTML: (element) => element.getAttribute('alt') },
      width: { default: null, parseHTML: (element) => Number(element.getAttribute('width')) || null },
    }),
    parseHTML: () => [{ tag: 'img', getAttrs: (element) => knownIdOf(element) !== undefined && null }],
    // For the clipboard: other programs take the image itself.
    renderHTML: ({ node: { attrs } }) => [
      'img',
      {
        src: urlOf(images.of(String(attrs.contentId))),
        'data-content-id': attrs.contentId,
        'data-name': attrs.name,
        alt: attrs.alt,
        width: attrs.width,
      },
    ],
    addNodeView:
      () =>
      ({ node }) => {
        const dom = document.createElement('div');
        dom.setAttribute('data-mail-image', '');
        dom.append(face(images, node.attrs));
        return {
          dom,
          update(next) {
            if (next.type !== node.type) return false;
            dom.replaceChildren(face(images, next.attrs));
            return true;
          },
        };
      },
  });

const urlOf = (image: InlineImage | undefined): string | null =>
  image ? `data:${image.shown.contentType};base64,${image.shown.content}` : null;

function face(images: EditorImages, { contentId, name, alt, width }: Attributes): HTMLElement {
  const image = images.of(String(contentId));
  const words = typeof alt === 'string' && alt !== '' ? alt : String(name);
  if (!image) {
    const missing = document.createElement('span');
    // As it is called where one is told to add it again.
    missing.textContent = String(name) || words;
    return missing;
  }
  const shown = document.createElement('img');
  shown.src = urlOf(image) ?? '';
  shown.alt = words;
  if (typeof width === 'number') shown.width = width;
  return shown;
}
