import { CloseButton } from '@mantine/core';
import { useState } from 'react';
import { Note } from '../parts/note.tsx';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import { addedFiles, lostFiles, lostImages } from './attachments.ts';
import type { Draft } from './draft.ts';

interface Props {
  readonly draft: Draft;
  /** Told the names of the files that are there. */
  readonly onDismiss: (files: readonly string[]) => void;
}

/** Names what has to be added again, since the page was loaded anew. Images keep their place in the text meanwhile. */
export function LostNote({ draft, onDismiss }: Props) {
  const t = useStrings();
  const [dismissed, setDismissed] = useState<string>();
  const lost = [...lostFiles(draft), ...lostImages(draft)].map((name) => name || t.editor.image);
  if (lost.length === 0 || dismissed === draft.key) return null;
  return (
    <Note
      kind="warning"
      action={
        <CloseButton
          aria-label={t.common.close}
          onClick={() => {
            setDismissed(draft.key);
            onDismiss(addedFiles(draft.key));
          }}
        />
      }
    >
      {shown(t.compose.files.lost(lost.length, lost.join(', ')))}
    </Note>
  );
}
