import { ScrollArea, Table } from '@mantine/core';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import { groupNames } from './groups.ts';
import type { Slot } from './slots.ts';

interface Props {
  readonly slots: readonly Slot[];
  readonly label: string;
  /** What stands in the first column. */
  readonly heading: string;
}

/** The same numbers to read, the latest first; what had no messages is left out. */
export function ChartTable({ slots, label, heading }: Props) {
  const t = useStrings();
  const dates = useDates();
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0 }}>
      <Table captionSide="top" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{heading}</Table.Th>
            {groupNames.map((group) => (
              <Table.Th key={group} scope="col" ta="end">
                {t.overview.groups[group]}
              </Table.Th>
            ))}
            <Table.Th scope="col" ta="end">
              {t.overview.total}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {slots
            .filter(({ total }) => total > 0)
            .toReversed()
            .map(({ key, name, counts, total }) => (
              <Table.Tr key={key}>
                <Table.Th scope="row" fw={500}>
                  {name}
                </Table.Th>
                {counts.map(({ group, count }) => (
                  <Table.Td key={group} ta="end">
                    {dates.number(count)}
                  </Table.Td>
                ))}
                <Table.Td ta="end">{dates.number(total)}</Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
