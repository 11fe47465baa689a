import { Input, Stack } from '@mantine/core';
import { useState } from 'react';
import type { FieldErrors } from '../parts/field-errors.ts';
import { FileDrop } from '../parts/file-drop.tsx';
import { kilobytes } from '../parts/kilobytes.ts';
import { megabytes } from '../parts/megabytes.ts';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { useConsole } from '../state/console.tsx';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import { lostFiles, weightOf } from './attachments.ts';
import { isAdded } from './brought.ts';
import { isOfFiles } from './check.ts';
import type { Draft } from './draft.ts';
import { useDraftList } from './draft-list.ts';
import { FileRow } from './file-row.tsx';
import { type Attached, draftFiles, readFiles } from './files.ts';
import classes from './files-field.module.css';
import { NotBrought } from './not-brought.tsx';
import type { Bringing } from './use-brought.ts';
import { useTooMuch } from './use-too-much.ts';

interface Props {
  readonly draft: Draft;
  readonly errors: FieldErrors;
  /** How much of the message has left, while it does. */
  readonly progress: number | undefined;
  readonly bringing: Bringing;
  /** Fetch once more what did not come. */
  readonly onRetry: () => void;
  /** Told what goes with the draft, also what has to be added again. */
  readonly onChange: (files: Pick<Draft, 'files' | 'brought'>) => void;
  /** The invitation is not to go along. */
  readonly onCalendarOff: () => void;
}

/** Files to go with the message: dropped, or picked. */
export function FilesField({ draft, errors, progress, bringing, onRetry, onChange, onCalendarOff }: Props) {
  const t = useStrings();
  const { all: files, put } = useDraftList(draftFiles, draft.key);
  const { attachments, attachmentBytes } = useConsole().session.limits;
  const [fault, setFault] = useState<string>();
  const tooMuch = useTooMuch();
  const words = t.compose.files;

  const change = (next: readonly Attached[], changed: Pick<Draft, 'brought'> = {}) => {
    const names = next.filter(isAdded).map(({ filename }) => filename);
    const lost = lostFiles(draft).filter((name) => !names.includes(name));
    put(next);
    onChange({ files: [...names, ...lost], ...changed });
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
    // Others may have come meanwhile.
    if (taken.length > 0) change([...draftFiles.of(draft.key), ...taken]);
  };
  const remove = ({ id, place }: Partial<Pick<Attached, 'id' | 'place'>>) => {
    setFault(undefined);
    const others = files.filter((file) => file.id !== id);
    const brought = draft.brought?.filter((one) => one.place !== place);
    change(others, place === undefined || !brought ? {} : { brought });
  };
  const awaited = bringing.awaited.filter(({ contentId }) => contentId === undefined);
  const { calendar } = draft;
  const count = files.length + awaited.length + (calendar ? 1 : 0);
  const place = useKeptFocus<HTMLDivElement>(`${count} ${bringing.fault}`);
  // What the server said of them, or of one.
  const [, refusal] = Object.entries(errors).find(([name]) => isOfFiles(name)) ?? [];
  const said = fault ?? refusal;

  return (
    <Input.Wrapper
      labelElement="div"
      label={words.label}
      description={words.hint(attachments, megabytes(attachmentBytes))}
    >
      <Stack gap="xs" ref={place}>
        <FileDrop
          label={words.label}
          button={words.add}
          hint={words.drop}
          onFiles={(picked) => void add(picked)}
          above={
            count === 0 ? null : (
              <ul className={classes.list} aria-label={words.label}>
                {calendar ? (
                  <FileRow
                    filename={calendar.filename}
                    text={t.message.calendar[calendar.method](calendar.filename)}
                    onRemove={onCalendarOff}
                  />
                ) : null}
                {[...files, ...awaited].map((file) => (
                  <FileRow
                    key={file.place ?? ('id' in file ? file.id : '')}
                    filename={file.filename}
                    text={`${file.filename} (${kilobytes(file.bytes)})`}
                    state={'content' in file ? undefined : bringing.isPending ? words.comes : words.missing}
                    onRemove={() => remove(file)}
                  />
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
        <NotBrought fault={bringing.fault} onRetry={onRetry} />
      </Stack>
      <div role="alert">{said === undefined ? null : <Input.Error mt={4}>{said}</Input.Error>}</div>
    </Input.Wrapper>
  );
}
