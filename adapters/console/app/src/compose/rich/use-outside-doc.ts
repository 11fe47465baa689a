import type { Editor } from '@tiptap/core';
import { useEffect, useRef } from 'react';
import type { RichNode } from './rich-doc.ts';

/**
 * Takes over a document that was changed outside of the editor, as a signature is: only what differs, as one step that can be undone.
 * `own` marks what the editor made itself, which comes back to it when the page is drawn anew.
 */
export function useOutsideDoc(editor: Editor, doc: RichNode) {
  const known = useRef(new WeakSet<RichNode>([doc]));
  useEffect(() => {
    if (known.current.has(doc) || editor.isDestroyed) return;
    known.current.add(doc);
    const { state } = editor;
    const next = state.schema.nodeFromJSON(doc);
    const start = state.doc.content.findDiffStart(next.content);
    const end = state.doc.content.findDiffEnd(next.content);
    if (start === null || end === null) return;
    // Where the same stands twice, both ways of comparing find it: what is replaced then ends where it begins.
    const overlap = Math.max(start - Math.min(end.a, end.b), 0);
    const change = state.tr.replace(start, end.a + overlap, next.slice(start, end.b + overlap));
    // Whoever gave it knows of it.
    editor.view.dispatch(change.setMeta('preventUpdate', true));
  }, [editor, doc]);
  return {
    own(made: RichNode): RichNode {
      known.current.add(made);
      return made;
    },
  };
}
