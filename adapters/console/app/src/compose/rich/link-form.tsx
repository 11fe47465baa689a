import { TextInput } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { useState } from 'react';
import { useStrings } from '../../strings/strings.tsx';
import { AskForm } from './ask-form.tsx';
import { typedHref } from './rich-doc.ts';

interface Props {
  readonly editor: Editor;
  readonly kind: 'link' | 'button';
  readonly onDone: () => void;
}

/** Asks where a link or a button leads, and what it says where nothing is selected. */
export function LinkForm({ editor, kind, onDone }: Props) {
  const t = useStrings().editor;
  const present = editor.getAttributes(kind === 'link' ? 'link' : 'mailButton');
  const [href, setHref] = useState(String(present.href ?? '').replace(/^mailto:/i, ''));
  const [words, setWords] = useState(kind === 'button' ? String(present.text ?? '') : '');
  const [wrong, setWrong] = useState<'href' | 'words'>();
  const isNew = kind === 'link' && editor.state.selection.empty && !editor.isActive('link');
  const asksWords = kind === 'button' || isNew;

  const leave = () => {
    onDone();
    editor.commands.focus();
  };
  const apply = () => {
    const target = typedHref(href);
    if (target === undefined) return setWrong('href');
    if (kind === 'button' && words.trim() === '') return setWrong('words');
    const chain = editor.chain().focus();
    if (kind === 'button') {
      const attrs = { text: words.trim(), href: target };
      if (editor.isActive('mailButton')) chain.updateAttributes('mailButton', attrs).run();
      else chain.insertContent([{ type: 'mailButton', attrs }, { type: 'paragraph' }]).run();
    } else if (isNew) {
      const text = words.trim() || href.trim();
      const link = { type: 'text', text, marks: [{ type: 'link', attrs: { href: target } }] };
      chain.insertContent([link, { type: 'text', text: ' ' }]).run();
    } else {
      chain.extendMarkRange('link').setLink({ href: target }).run();
    }
    onDone();
  };
  const onRemove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run();
    onDone();
  };
  return (
    <AskForm
      label={t[kind]}
      onApply={apply}
      onLeave={leave}
      remove={kind === 'link' && editor.isActive('link') ? { label: t.unlink, onRemove } : undefined}
    >
      {asksWords ? (
        <TextInput
          label={t.words}
          value={words}
          data-autofocus
          autoFocus
          maxLength={200}
          error={wrong === 'words' ? t.wordsMissing : undefined}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
      ) : null}
      <TextInput
        label={t.address}
        placeholder="https://"
        value={href}
        autoFocus={!asksWords}
        maxLength={2000}
        inputMode="url"
        error={wrong === 'href' ? t.addressWrong : undefined}
        onChange={({ currentTarget }) => setHref(currentTarget.value)}
      />
    </AskForm>
  );
}
