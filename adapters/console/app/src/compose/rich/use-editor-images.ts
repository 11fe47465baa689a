import type { Editor } from '@tiptap/core';
import type { EditorView } from '@tiptap/pm/view';
import { type RefObject, useState } from 'react';
import { type InlineImage, widestShown } from '../images.ts';
import type { EditorImages } from './editor-images.ts';
import { hasPastedImages, hasWords, withImagesTaken } from './pasted-images.ts';

interface Options {
  /** Not yet there when what handles its events is made. */
  readonly editor: RefObject<Editor | null>;
  readonly images: EditorImages;
  /** One was put in and is selected: it is to be described. */
  readonly onAdded: () => void;
}

/** Puts images into the editor: picked, dropped or pasted, and asks about each in turn what it shows. */
export function useEditorImages({ editor, images, onAdded }: Options) {
  const [waiting, setWaiting] = useState<readonly string[]>([]);

  const select = (contentId: string): boolean => {
    const now = editor.current;
    let at: number | undefined;
    now?.state.doc.descendants((node, position) => {
      if (node.attrs.contentId === contentId) at = position;
    });
    return at !== undefined && (now?.commands.setNodeSelection(at) ?? false);
  };
  /** About the next that is still there. */
  const askNext = (queue: readonly string[]) => {
    const next = queue.findIndex(select);
    setWaiting(next < 0 ? [] : queue.slice(next + 1));
    if (next >= 0) onAdded();
  };
  const add = async (files: readonly File[], at?: number) => {
    const taken = (await images.take(files)).filter((image) => image !== undefined);
    const now = editor.current;
    if (!now || taken.length === 0) return;
    const content = taken.map(nodeOf);
    // The focus goes to where it is asked what they show.
    const chain = now.chain();
    (at === undefined ? chain.insertContent(content) : chain.insertContentAt(at, content)).run();
    askNext(taken.map(({ contentId }) => contentId));
  };
  const pasteWithImages = async (view: EditorView, html: string) => {
    const { html: ready, taken } = await withImagesTaken(html, images);
    view.pasteHTML(ready);
    if (taken.length > 0) askNext(taken);
  };

  return {
    add,
    /** After one was described. */
    askNext: () => askNext(waiting),
    onPaste(view: EditorView, { clipboardData }: ClipboardEvent): boolean {
      const html = clipboardData?.getData('text/html') ?? '';
      const text = clipboardData?.getData('text/plain') ?? '';
      const files = [...(clipboardData?.files ?? [])];
      // Word puts a picture of the words beside them.
      if (files.length > 0 && text.trim() === '' && !hasWords(html)) {
        void add(files);
        return true;
      }
      if (!hasPastedImages(html)) return false;
      void pasteWithImages(view, html);
      return true;
    },
    onDrop(view: EditorView, event: DragEvent, moved: boolean): boolean {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (moved || files.length === 0) return false;
      event.preventDefault();
      void add(files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
      return true;
    },
  };
}

function nodeOf({ contentId, filename, width }: InlineImage) {
  const attrs = { contentId, name: filename, alt: null, width: Math.min(width, widestShown) };
  return { type: 'mailImage', attrs };
}
