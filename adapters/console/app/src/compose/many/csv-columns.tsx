import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Text } from '@mantine/core';
import type { Channel } from 'postern';
import { useState } from 'react';
import { shown } from '../../strings/shown.ts';
import { useStrings } from '../../strings/strings.tsx';
import { guessed, type Mapping, peopleIn, type Table } from './csv.ts';
import type { ReadList } from './list.ts';

interface Props {
  readonly channel: Channel;
  readonly file: string;
  readonly table: Table;
  /** Of the template. */
  readonly variables: readonly string[];
  readonly onRead: (list: ReadList) => void;
  readonly onClose: () => void;
}

/** Which column holds what, guessed and to be corrected. */
export function CsvColumns({ channel, file, table, variables, onRead, onClose }: Props) {
  const t = useStrings();
  const [mapping, setMapping] = useState<Mapping>(() => guessed(channel, table, variables));
  const [head = []] = table;
  const columns = head.map((cell, place) => ({
    value: String(place),
    label: mapping.hasHead && cell !== '' ? shown(cell) : t.many.column(place + 1),
  }));
  const none = { value: '-1', label: t.many.noColumn };
  const list = peopleIn(channel, table, mapping);
  const pick = (label: string, value: number, onPick: (place: number) => void) => (
    <NativeSelect
      label={label}
      value={String(value)}
      data={[none, ...columns]}
      onChange={({ currentTarget }) => onPick(Number(currentTarget.value))}
    />
  );
  return (
    <Stack gap="xs" role="group" aria-label={t.many.columnsOf(shown(file))}>
      <Text fw={600} size="sm">
        {t.many.columnsOf(shown(file))}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {pick(t.many.addressColumn[channel], mapping.address, (address) =>
          setMapping({ ...mapping, address }),
        )}
        {pick(t.many.nameColumn, mapping.name, (name) => setMapping({ ...mapping, name }))}
        {variables.map((variable) => (
          <div key={variable}>
            {pick(t.many.variableColumn(shown(variable)), mapping.variables[variable] ?? -1, (place) =>
              setMapping({ ...mapping, variables: { ...mapping.variables, [variable]: place } }),
            )}
          </div>
        ))}
      </SimpleGrid>
      <Checkbox
        label={t.many.hasHead}
        checked={mapping.hasHead}
        onChange={({ currentTarget }) => setMapping({ ...mapping, hasHead: currentTarget.checked })}
      />
      <Text size="sm" role="status">
        {t.many.found(list.people.length, list.wrong.length)}
      </Text>
      <Group gap="sm">
        <Button size="xs" onClick={() => onRead(list)}>
          {t.many.add}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t.common.cancel}
        </Button>
      </Group>
    </Stack>
  );
}
