import { CloseButton, Input, Text } from '@mantine/core';
import { useState } from 'react';
import type { FieldErrors } from '../parts/field-errors.ts';
import { FileDrop } from '../parts/file-drop.tsx';
import { megabytes } from '../parts/megabytes.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { useConsole } from '../state/console.tsx';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import { lostFiles, weightOf } from './attachments.ts';
import { isOfFiles } from './check.ts';
import type { Draft } from './draft.ts';
import { useDraftList } from './draft-list.ts';
import { type Attached, draftFiles, readFiles } from './files.ts';
import classes from './files-field.module.css';
import { useTooMuch } from './use-too-much.ts';

interface Props {
  readonly draft: Draft;
  readonly errors: FieldErrors;
  /** How much of the message has left, while it does. */
  readonly progress: number | undefined;
  /** Told the names of all, also of those that have to be added again. */
  readonly onChange: (files: readonly string[]) => void;
}

/** Files to go with the message: dropped, or picked. */
export function FilesField({ draft, errors, progress, onChange }: Props) {
  const t = useStrings();
  const { all: files, put } = useDraftList(draftFiles, draft.key);
  const { attachments, attachmentBytes } = useConsole().session.limits;
  const [fault, setFault] = useState<string>();
  const tooMuch = useTooMuch();
  const words = t.compose.files;

  const change = (next: readonly Attached[]) => {
    const names = next.map(({ filename }) => filename);
    const lost = lostFiles(draft).filter((name) => !names.includes(name));
    put(next);
    onChange([...names, ...lost]);
  };
  const add = async (picked: readonly File[]) => {
    const present = weightOf(draft);
    // Nothing is read that is too much.
    const refused = tooMuch({
      count: present.count + picked.length,
      bytes: picked.reduce((sum, { size }) => sum + size, present.bytes),
    });
    if (refused !== undefined) return setFault(refused);
    const { taken, unread } = await readFiles(picked);
    setFault(unread.length === 0 ? undefined : words.unread(shown(unread.join(', '))));
    if (taken.length > 0) change([...files, ...taken]);
  };
  const remove = (gone: Attached) => {
    setFault(undefined);
    change(files.filter((file) => file !== gone));
  };
  // What the server said of them, or of one.
  const [, refusal] = Object.entries(errors).find(([name]) => isOfFiles(name)) ?? [];
  const said = fault ?? refusal;

  return (
    <Input.Wrapper
      labelElement="div"
      label={words.label}
      description={words.hint(attachments, megabytes(attachmentBytes))}
    >
      <FileDrop
        label={words.label}
        button={words.add}
        hint={words.drop}
        onFiles={(picked) => void add(picked)}
        above={
          files.length === 0 ? null : (
            <ul className={classes.list} aria-label={words.label}>
              {files.map((file) => (
                <li key={file.id}>
                  <Text size="sm" className={classes.name ?? ''}>
                    {shown(file.filename)} ({Math.max(1, Math.round(file.bytes / 1000))} kB)
                  </Text>
                  <CloseButton
                    size="sm"
                    aria-label={words.remove(shown(file.filename))}
                    onClick={() => remove(file)}
                  />
                </li>
              ))}
            </ul>
          )
        }
        below={
          progress === undefined || weightOf(draft).count === 0 ? null : (
            <ProgressBar label={words.progress} value={progress} max={1} />
          )
        }
      />
      <div role="alert">{said === undefined ? null : <Input.Error>{said}</Input.Error>}</div>
    </Input.Wrapper>
  );
}
