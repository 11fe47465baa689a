import { FileButton, Paper } from '@mantine/core';
import type { Editor, JSONContent } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useRef, useState } from 'react';
import { inlineImageTypes } from '../../../../src/inline-images.ts';
import { type EditorImages, noImages } from './editor-images.ts';
import { extensionsWith } from './extensions.ts';
import { ImageForm } from './image-form.tsx';
import { LinkForm } from './link-form.tsx';
import { cleanPasted } from './pasted.ts';
import classes from './rich.module.css';
import type { RichNode } from './rich-doc.ts';
import { Toolbar } from './toolbar.tsx';
import { useEditorImages } from './use-editor-images.ts';
import { useOutsideDoc } from './use-outside-doc.ts';

export interface RichEditorProps {
  /** What it begins with; another that is given later is taken over. */
  readonly doc: RichNode;
  /** Absent: none may be put in. */
  readonly images?: EditorImages;
  readonly label: string;
  /** The id of what stands under it as its error. */
  readonly errorId: string | undefined;
  /** It was asked for by a click: the focus goes into it. */
  readonly takesFocus: boolean;
  /** How many of the last blocks the focus goes above; default: none. */
  readonly below?: number;
  readonly onChange: (doc: RichNode) => void;
}

/** Where a formatted mail is written. Loaded when it is first needed. */
export default function RichEditor(props: RichEditorProps) {
  const { doc, images = noImages, label, errorId, takesFocus, below = 0, onChange } = props;
  const [asks, setAsks] = useState<'link' | 'button' | 'image'>();
  const [extensions] = useState(() => extensionsWith(images));
  const current = useRef<Editor>(null);
  const { add, askNext, onPaste, onDrop } = useEditorImages({
    editor: current,
    images,
    onAdded: () => setAsks('image'),
  });
  const changed = useRef<(made: RichNode) => void>(() => {});
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
      transformPastedHTML: (html) => cleanPasted(html, (contentId) => images.of(contentId) !== undefined),
      handlePaste: onPaste,
      handleDrop: (view, event, _slice, moved) => onDrop(view, event, moved),
      handleKeyDown: (_view, event) => {
        if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return false;
        event.preventDefault();
        setAsks('link');
        return true;
      },
    },
    onUpdate: ({ editor: now }) => changed.current(now.getJSON() as RichNode),
  });
  const { own } = useOutsideDoc(editor, doc);
  useEffect(() => {
    changed.current = (made) => onChange(own(made));
  });
  useEffect(() => {
    current.current = editor;
  }, [editor]);
  // What was kept no longer is picked again, in its place.
  const isLost = () => !images.of(String(editor.getAttributes('mailImage').contentId));
  const takes = useRef(takesFocus);
  useEffect(() => {
    // One that was made before this stood in the page is thrown away; another comes.
    if (!takes.current || editor.isDestroyed) return;
    takes.current = false;
    editor.commands.focus(below === 0 ? 'end' : endAbove(editor, below));
  }, [editor, below]);
  return (
    <Paper withBorder className={classes.frame ?? ''} data-invalid={errorId !== undefined}>
      <FileButton multiple accept={inlineImageTypes.join(',')} onChange={(files) => void add(files)}>
        {({ onClick }) => (
          <Toolbar
            editor={editor}
            onAsk={(kind) => (kind === 'image' && isLost() ? onClick() : setAsks(kind))}
            onPick={props.images && onClick}
          />
        )}
      </FileButton>
      {asks === undefined ? null : asks === 'image' ? (
        <ImageForm
          // Several are asked about in turn.
          key={String(editor.getAttributes('mailImage').contentId)}
          editor={editor}
          images={images}
          onDone={() => {
            setAsks(undefined);
            askNext();
          }}
        />
      ) : (
        <LinkForm key={asks} editor={editor} kind={asks} onDone={() => setAsks(undefined)} />
      )}
      <EditorContent editor={editor} className={classes.content} />
    </Paper>
  );
}

/** Where the words end that stand above the last blocks. */
function endAbove({ state: { doc } }: Editor, below: number): number {
  let size = 0;
  for (let index = 0; index < doc.childCount - below; index += 1) size += doc.child(index).nodeSize;
  return Math.max(size - 1, 0);
}
