import { Paper } from '@mantine/core';
import type { JSONContent } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useRef, useState } from 'react';
import { extensions } from './extensions.ts';
import { LinkForm } from './link-form.tsx';
import { cleanPasted } from './pasted.ts';
import classes from './rich.module.css';
import type { RichNode } from './rich-doc.ts';
import { Toolbar } from './toolbar.tsx';

export interface RichEditorProps {
  /** What it begins with; later changes come from within. */
  readonly doc: RichNode;
  readonly label: string;
  /** The id of what stands under it as its error. */
  readonly errorId: string | undefined;
  /** It was asked for by a click: the focus goes into it. */
  readonly takesFocus: boolean;
  readonly onChange: (doc: RichNode) => void;
}

/** Where a formatted mail is written. Loaded when it is first needed. */
export default function RichEditor({ doc, label, errorId, takesFocus, onChange }: RichEditorProps) {
  const [asks, setAsks] = useState<'link' | 'button'>();
  const editor = useEditor({
    extensions,
    // A draft that is no document of this editor's is begun anew.
    content: doc as JSONContent,
    // Styles come from a file: the page's policy allows no others.
    injectCSS: false,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        'aria-required': 'true',
        ...(errorId === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': errorId }),
      },
      transformPastedHTML: cleanPasted,
      handleKeyDown: (_view, event) => {
        if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return false;
        event.preventDefault();
        setAsks('link');
        return true;
      },
    },
    onUpdate: ({ editor: now }) => onChange(now.getJSON() as RichNode),
  });
  const takes = useRef(takesFocus);
  useEffect(() => {
    // One that was made before this stood in the page is thrown away; another comes.
    if (!takes.current || editor.isDestroyed) return;
    takes.current = false;
    editor.commands.focus('end');
  }, [editor]);
  return (
    <Paper withBorder className={classes.frame ?? ''} data-invalid={errorId !== undefined}>
      <Toolbar editor={editor} onAsk={setAsks} />
      {asks === undefined ? null : (
        <LinkForm key={asks} editor={editor} kind={asks} onDone={() => setAsks(undefined)} />
      )}
      <EditorContent editor={editor} className={classes.content} />
    </Paper>
  );
}
