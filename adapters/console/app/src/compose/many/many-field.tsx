import { Button, Group, Input, Stack, Text } from '@mantine/core';
import type { Channel } from 'postern';
import { useState } from 'react';
import { faultSentence } from '../../parts/csv-fault.ts';
import { readCsv } from '../../parts/csv-file.ts';
import { FileDrop } from '../../parts/file-drop.tsx';
import { useKeptFocus } from '../../parts/use-kept-focus.ts';
import { useDates } from '../../strings/dates.ts';
import { shown } from '../../strings/shown.ts';
import { useStrings } from '../../strings/strings.tsx';
import classes from '../compose.module.css';
import { RecipientField } from '../recipient-field.tsx';
import type { RecipientSearch } from '../use-recipient.ts';
import { readTable, type Table } from './csv.ts';
import { CsvColumns } from './csv-columns.tsx';
import { joined, type Person, peopleAtMost, type ReadList } from './list.ts';
import { PasteList } from './paste-list.tsx';
import { PeopleList } from './people-list.tsx';

interface Props {
  readonly channel: Channel;
  readonly search: RecipientSearch;
  readonly people: readonly Person[];
  /** Of the template. */
  readonly variables: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (people: readonly Person[]) => void;
  /** Back to one. */
  readonly onOne: () => void;
}

type Open = 'paste' | { readonly file: string; readonly table: Table } | undefined;

const shownLines = 5;

/** Whom it goes to, where they are many: picked one by one, pasted, or from a file. */
export function ManyField({ channel, search, people, variables, error, onChange, onOne }: Props) {
  const t = useStrings();
  const dates = useDates();
  const [open, setOpen] = useState<Open>();
  const [said, setSaid] = useState<readonly string[]>([]);
  const place = useKeptFocus<HTMLDivElement>(open);

  const add = ({ people: more, wrong }: ReadList) => {
    const next = joined(people, more);
    const added = next.people.length - people.length;
    const lines = wrong.slice(0, shownLines).map(shown).join(', ');
    setSaid([
      t.many.added(added),
      ...(next.doubled > 0 ? [t.many.doubled(next.doubled)] : []),
      ...(wrong.length > 0 ? [t.many.unread(wrong.length, lines, wrong.length > shownLines)] : []),
      ...(next.over > 0 ? [t.many.tooMany(dates.number(peopleAtMost), next.over)] : []),
    ]);
    if (added > 0) onChange(next.people);
  };
  const read = async (file: File | null | undefined) => {
    if (!file) return;
    const refuse = (sentence: string) => setSaid([sentence]);
    const found = await readCsv(file);
    if ('fault' in found) return refuse(faultSentence(t, found.fault, file));
    try {
      const table = await readTable(found.csv);
      if (table.length === 0) return refuse(t.many.fileEmpty(shown(file.name)));
      setSaid([]);
      setOpen({ file: file.name, table });
    } catch {
      refuse(t.many.fileBroken(shown(file.name)));
    }
  };

  return (
    <fieldset className={classes.group}>
      <Text component="legend" size="sm" fw={600} mb={4}>
        {t.many.legend}
      </Text>
      <Stack gap="sm">
        <PeopleList people={people} onChange={onChange} />
        <RecipientField
          channel={channel}
          search={search}
          value={undefined}
          error={error}
          onChange={(to) => to && add({ people: [to], wrong: [] })}
        />
        <div ref={place}>
          {open === undefined ? (
            <Stack gap="xs">
              <Group gap="sm">
                <Button size="xs" variant="default" data-home onClick={() => setOpen('paste')}>
                  {t.many.pasteOpen}
                </Button>
                <Button size="xs" variant="subtle" onClick={onOne}>
                  {t.many.one}
                </Button>
              </Group>
              <FileDrop
                label={t.many.fileLabel}
                button={t.many.file}
                hint={t.many.fileDrop}
                accept=".csv,.txt,.tsv,text/csv,text/plain"
                onFiles={([file]) => void read(file)}
              />
            </Stack>
          ) : open === 'paste' ? (
            <PasteList channel={channel} onRead={add} onClose={() => setOpen(undefined)} />
          ) : (
            <CsvColumns
              key={open.file}
              channel={channel}
              file={open.file}
              table={open.table}
              variables={variables}
              onRead={(list) => {
                add(list);
                setOpen(undefined);
              }}
              onClose={() => setOpen(undefined)}
            />
          )}
        </div>
        <div role="status">
          {said.map((sentence) => (
            <Text key={sentence} size="sm">
              {sentence}
            </Text>
          ))}
        </div>
        <Input.Description>{t.many.hint}</Input.Description>
      </Stack>
    </fieldset>
  );
}
