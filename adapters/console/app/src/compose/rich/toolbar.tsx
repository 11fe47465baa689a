import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Icon } from '../../parts/icons.tsx';
import { useStrings } from '../../strings/strings.tsx';
import classes from './rich.module.css';

interface Props {
  readonly editor: Editor;
  readonly onAsk: (kind: 'link' | 'button' | 'image') => void;
  /** Opens the picker; absent: there are no images. */
  readonly onPick: (() => void) | undefined;
}

interface Tool {
  readonly name: string;
  readonly face: ReactNode;
  /** Absent: it is no state, but something done once. */
  readonly on?: boolean;
  readonly run: () => void;
}

/** One stop for Tab; arrow keys go from tool to tool. */
export function Toolbar({ editor, onAsk, onPick }: Props) {
  const t = useStrings().editor;
  const [stop, setStop] = useState(0);
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      underline: now.isActive('underline'),
      h1: now.isActive('heading', { level: 1 }),
      h2: now.isActive('heading', { level: 2 }),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
      quote: now.isActive('blockquote'),
      link: now.isActive('link'),
      button: now.isActive('mailButton'),
      image: now.isActive('mailImage'),
    }),
  });
  const chain = () => editor.chain().focus();
  const tools: readonly Tool[] = [
    { name: t.bold, face: <b>B</b>, on: on.bold, run: () => chain().toggleBold().run() },
    { name: t.italic, face: <i>I</i>, on: on.italic, run: () => chain().toggleItalic().run() },
    { name: t.underline, face: <u>U</u>, on: on.underline, run: () => chain().toggleUnderline().run() },
    {
      name: t.h1,
      face: <Icon name="heading" />,
      on: on.h1,
      run: () => chain().toggleHeading({ level: 1 }).run(),
    },
    {
      name: t.h2,
      face: <Icon name="heading" size={14} />,
      on: on.h2,
      run: () => chain().toggleHeading({ level: 2 }).run(),
    },
    {
      name: t.bullets,
      face: <Icon name="bullets" />,
      on: on.bullets,
      run: () => chain().toggleBulletList().run(),
    },
    {
      name: t.numbers,
      face: <Icon name="numbers" />,
      on: on.numbers,
      run: () => chain().toggleOrderedList().run(),
    },
    {
      name: t.quote,
      face: <Icon name="quote" />,
      on: on.quote,
      run: () => chain().toggleBlockquote().run(),
    },
    { name: t.link, face: <Icon name="link" />, on: on.link, run: () => onAsk('link') },
    { name: t.button, face: <Icon name="button" />, on: on.button, run: () => onAsk('button') },
    ...(onPick === undefined
      ? []
      : [
          {
            name: t.image,
            face: <Icon name="image" />,
            on: on.image,
            run: () => (on.image ? onAsk('image') : onPick()),
          },
        ]),
    { name: t.undo, face: <Icon name="undo" />, run: () => chain().undo().run() },
    { name: t.redo, face: <Icon name="redo" />, run: () => chain().redo().run() },
  ];
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const steps: Partial<Record<string, number>> = {
      ArrowRight: (stop + 1) % tools.length,
      ArrowLeft: (stop + tools.length - 1) % tools.length,
      Home: 0,
      End: tools.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setStop(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div role="toolbar" aria-label={t.toolbar} className={classes.toolbar} onKeyDown={onKeyDown}>
      {tools.map(({ name, face, on: pressed, run }, index) => (
        <button
          key={name}
          type="button"
          className={classes.tool}
          aria-label={name}
          title={name}
          tabIndex={index === stop ? 0 : -1}
          {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
          onFocus={() => setStop(index)}
          onClick={run}
        >
          {face}
        </button>
      ))}
    </div>
  );
}
