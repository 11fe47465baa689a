import type { InlineImage } from '../images.ts';
import { contentIdOf } from './rich-doc.ts';

/** What the editor asks of the draft's images. */
export interface EditorImages {
  /** `undefined`: it is not there, such as after a reload. */
  readonly of: (contentId: string) => InlineImage | undefined;
  /** Adds them to the draft, in order; `undefined` for each that is no image. Empty where they are too much. What was refused is said. */
  readonly take: (files: readonly File[]) => Promise<readonly (InlineImage | undefined)[]>;
}

/** Of an editor that has none. */
export const noImages: EditorImages = {
  of: () => undefined,
  take: async (files) => files.map(() => undefined),
};

/** Which image an `img` stands for: of a mail's HTML, or of what was copied in the editor. */
export function knownIdOf(element: Element): string | undefined {
  const copied = element.getAttribute('data-content-id');
  return contentIdOf(copied === null ? element.getAttribute('src') : `cid:${copied}`);
}
