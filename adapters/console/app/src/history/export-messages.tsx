import { Button, Checkbox, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Channel, ExportColumn } from 'postern';
import { useState } from 'react';
import type { Call } from '../../../src/contract.ts';
import { useCall } from '../api/query.ts';
import { useSaving } from '../api/saving.ts';
import { ActionDialog } from '../parts/action-dialog.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Icon } from '../parts/icons.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { channelFacts } from '../state/channels.ts';
import { useApi } from '../state/console.tsx';
import { readStored, writeStored } from '../state/device.ts';
import { useDates } from '../strings/dates.ts';
import { delimiterOf } from '../strings/delimiter.ts';
import { useLanguage, useStrings } from '../strings/strings.tsx';

interface Props {
  readonly channel: Channel;
  /** What the list shows, as the calls take it. */
  readonly match: NonNullable<Call<'count'>['query']>;
  /** The ids of those that were picked by hand: these alone. */
  readonly chosen?: string[] | undefined;
}

/** All that the list would show, or what is picked of it, as a file. */
export function ExportMessages({
  ofSelected = false,
  ...props
}: Props & {
  /** Stands beside what is selected. */
  readonly ofSelected?: boolean;
}) {
  const t = useStrings();
  const [opened, dialog] = useDisclosure();
  return (
    <ActionDialog
      icon="download"
      size={ofSelected ? 'compact-sm' : 'sm'}
      label={ofSelected ? t.history.exporting.openSelected : t.history.exporting.open}
      title={t.history.exporting.title}
      opened={opened}
      onOpen={dialog.open}
      onClose={dialog.close}
    >
      <ExportForm {...props} onDone={dialog.close} />
    </ActionDialog>
  );
}

const stored = 'postern:export-columns';
const usual: readonly ExportColumn[] = [
  ...(['createdAt', 'status', 'to', 'toName', 'subject', 'sender', 'template', 'sentAt'] as const),
  ...(['failure', 'failureMessage', 'reference'] as const),
];
const ofSubjects: readonly ExportColumn[] = ['subject', 'messageId'];

function ExportForm({ channel, match, chosen: picked, onDone }: Props & { readonly onDone: () => void }) {
  const t = useStrings();
  const words = t.history.exporting;
  const { locale } = useLanguage();
  const dates = useDates();
  const api = useApi();
  const all = (Object.keys(words.names) as ExportColumn[]).filter(
    (name) => channelFacts[channel].hasSubject || !ofSubjects.includes(name),
  );
  const [chosen, setChosen] = useState<readonly string[]>(readColumns);
  const columns = all.filter((name) => chosen.includes(name));
  const counted = useCall('count', { params: { channel }, query: match }, { enabled: picked === undefined });
  const howMany = ({ count, more }: Call<'count'>['response']) => {
    const shown = dates.number(count);
    return more ? words.countMore(shown) : words.count(count, shown);
  };
  const file = {
    columns,
    headings: columns.map((name) => words.names[name]),
    delimiter: delimiterOf(locale),
  };
  const query = { ...match, ...file, columns: columns.join(','), headings: JSON.stringify(file.headings) };
  // Ids of many are too long for an address: these are asked for by a body, and saved when they are there.
  const saving = useSaving('exportChosen', onDone);
  const download = <Icon name="download" size={16} />;
  return (
    <Stack>
      <Text role="status" fw={600}>
        {picked
          ? t.history.many.selected(dates.number(picked.length))
          : counted.data
            ? howMany(counted.data)
            : counted.error
              ? null
              : words.counting}
      </Text>
      {counted.error ? <ErrorNote error={counted.error} onRetry={() => void counted.refetch()} /> : null}
      <Text size="sm">{picked ? words.hintSelected : words.hint}</Text>
      <Checkbox.Group
        label={words.columns}
        value={[...chosen]}
        error={columns.length === 0 ? words.none : undefined}
        onChange={(next) => {
          setChosen(next);
          writeStored(stored, next);
        }}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
          {all.map((name) => (
            <Checkbox key={name} value={name} label={words.names[name]} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      {saving.error ? <ErrorNote error={saving.error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {t.common.cancel}
        </Button>
        {columns.length === 0 ? null : picked ? (
          <SteadyButton
            busy={saving.isPending}
            onClick={() => saving.mutate({ params: { channel }, body: { ids: picked, ...file } })}
            leftSection={download}
          >
            {words.download}
          </SteadyButton>
        ) : (
          <Button
            component="a"
            href={api.url('exportMessages', { params: { channel }, query })}
            download
            leftSection={download}
          >
            {words.download}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function readColumns(): readonly string[] {
  const kept = readStored(stored);
  return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : usual;
}
