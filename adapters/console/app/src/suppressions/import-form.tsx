import { Button, Checkbox, Group, Input, Loader, NativeSelect, Stack, Text } from '@mantine/core';
import type { Channel } from 'postern';
import { useState } from 'react';
import { faultSentence } from '../parts/csv-fault.ts';
import { mostCharacters, readCsv } from '../parts/csv-file.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { FileDrop } from '../parts/file-drop.tsx';
import { megabytes } from '../parts/megabytes.ts';
import { Note } from '../parts/note.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { useDates } from '../strings/dates.ts';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import { ImportResult } from './import-result.tsx';
import { isReason, reasons } from './reasons.ts';
import classes from './suppressions.module.css';
import { type ImportSettings, useImport } from './use-import.ts';

interface Props {
  readonly channel: Channel;
  readonly onDone: () => void;
}

const mostRows = 100_000;

/** The file, what it holds, and only then the button that takes it over. */
export function ImportForm({ channel, onDone }: Props) {
  const t = useStrings();
  const words = t.suppressions.importing;
  const dates = useDates();
  const [chosen, setChosen] = useState<{ readonly name: string; readonly csv: string }>();
  const [settings, setSettings] = useState<ImportSettings>({ reason: 'manual', ignoreReasons: false });
  const [fault, setFault] = useState<string>();
  const { state, check, start, stop, reset } = useImport(channel);
  const isBusy = state.step === 'importing';

  const take = async (files: readonly File[]) => {
    const [file] = files;
    setChosen(undefined);
    reset();
    if (!file || files.length > 1) return setFault(words.one);
    const read = await readCsv(file);
    if ('fault' in read) return setFault(faultSentence(t, read.fault, file));
    setFault(undefined);
    setChosen({ name: file.name, csv: read.csv });
    await check(read.csv, settings);
  };
  const change = (changed: ImportSettings) => {
    setSettings(changed);
    if (chosen) void check(chosen.csv, changed);
  };
  const { totals } = state.step === 'none' ? { totals: undefined } : state;
  const isCounted = state.step !== 'none' && state.step !== 'checking' && state.step !== 'failed';
  return (
    <Stack>
      <Text size="sm">{words.hint[channel]}</Text>
      <Text size="sm">
        {words.limits(dates.number(mostRows), megabytes(mostCharacters))} {words.never}
      </Text>
      <div>
        <FileDrop
          label={words.file}
          button={words.choose}
          hint={words.drop}
          accept=".csv,.txt,.tsv,text/csv"
          disabled={isBusy}
          onFiles={(files) => void take(files)}
          above={
            chosen ? (
              <Text size="sm" className={classes.address ?? ''}>
                {shown(chosen.name)}
              </Text>
            ) : null
          }
        />
        <div role="alert">{fault === undefined ? null : <Input.Error>{fault}</Input.Error>}</div>
      </div>
      <NativeSelect
        label={words.reason}
        value={settings.reason}
        disabled={isBusy}
        data={reasons.map((value) => ({ value, label: t.suppressions.reasons[value] }))}
        onChange={({ currentTarget: { value } }) => {
          if (isReason(value)) change({ ...settings, reason: value });
        }}
      />
      <Checkbox
        label={words.ignoreReasons}
        checked={settings.ignoreReasons}
        disabled={isBusy}
        onChange={({ currentTarget: { checked } }) => change({ ...settings, ignoreReasons: checked })}
      />
      <div role="status">
        {state.step === 'checking' ? (
          <Group gap="xs">
            <Loader size="xs" aria-hidden />
            <Text size="sm">{words.checking}</Text>
          </Group>
        ) : null}
        {state.step === 'importing' ? <Text size="sm">{words.importing}</Text> : null}
        {state.step === 'stopped' ? <Note kind="info">{words.stopped}</Note> : null}
        {state.step === 'done' ? (
          <Text fw={600}>{words.done(state.totals.added, dates.number(state.totals.added))}</Text>
        ) : null}
        {state.step === 'checked' && state.totals.added === 0 ? <Text fw={600}>{words.nothing}</Text> : null}
      </div>
      {state.step === 'importing' ? (
        <ProgressBar label={words.progress} value={state.totals.rows} max={Math.max(1, state.of)} />
      ) : null}
      {state.step === 'failed' ? (
        <ErrorNote
          error={state.error}
          {...(chosen ? { onRetry: () => void check(chosen.csv, settings) } : {})}
        />
      ) : null}
      {isCounted && totals ? <ImportResult totals={totals} /> : null}
      <Group justify="flex-end">
        {isBusy ? (
          <Button variant="default" onClick={stop}>
            {words.stop}
          </Button>
        ) : (
          <Button variant="default" onClick={onDone}>
            {state.step === 'done' ? t.common.close : t.common.cancel}
          </Button>
        )}
        {chosen && state.step === 'checked' && state.totals.added > 0 ? (
          <Button onClick={() => void start(chosen.csv, settings, state.totals.rows)}>
            {words.start(state.totals.added, dates.number(state.totals.added))}
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}
