import { NativeSelect, TextInput } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { Selection } from '@tiptap/pm/state';
import { useState } from 'react';
import { useStrings } from '../../strings/strings.tsx';
import { widestShown } from '../images.ts';
import { AskForm } from './ask-form.tsx';
import type { EditorImages } from './editor-images.ts';

interface Props {
  readonly editor: Editor;
  readonly images: EditorImages;
  readonly onDone: () => void;
}

/** In pixels; a smaller image is offered at its own width too. */
const widths = [100, 200, 300, 450, widestShown];

/** Asks what the selected image shows, and how wide it is to be. */
export function ImageForm({ editor, images, onDone }: Props) {
  const t = useStrings().editor;
  const present = editor.getAttributes('mailImage');
  const [alt, setAlt] = useState(String(present.alt ?? ''));
  const [width, setWidth] = useState(Number(present.width));
  const natural = Math.min(images.of(String(present.contentId))?.width ?? widestShown, widestShown);
  const offered = new Set([...widths.filter((one) => one < natural), natural, Number(present.width)]);

  const leave = () => {
    // What is typed next stands after the image, not in its place.
    const { doc, selection } = editor.state;
    const after = Selection.findFrom(doc.resolve(selection.to), 1, true);
    const chain = editor.chain();
    (after ? chain.setTextSelection(after.from) : chain).focus().run();
    onDone();
  };
  const apply = () => {
    editor.commands.updateAttributes('mailImage', { alt: alt.trim(), width });
    leave();
  };
  const onRemove = () => {
    editor.chain().deleteSelection().focus().run();
    onDone();
  };
  return (
    <AskForm label={t.image} onApply={apply} onLeave={leave} remove={{ label: t.removeImage, onRemove }}>
      <TextInput
        label={t.alt}
        description={t.altHint}
        value={alt}
        autoFocus
        maxLength={300}
        flex="1 1 16rem"
        onChange={({ currentTarget }) => setAlt(currentTarget.value)}
      />
      <NativeSelect
        label={t.imageWidth}
        value={String(width)}
        data={[...offered]
          .sort((one, other) => one - other)
          .map((one) => ({ value: String(one), label: `${one} px` }))}
        onChange={({ currentTarget }) => setWidth(Number(currentTarget.value))}
      />
    </AskForm>
  );
}
