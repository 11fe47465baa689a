import { ScrollArea, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import { groupNames } from './groups.ts';
import type { Slot } from './slots.ts';

interface Props {
  readonly slots: readonly Slot[];
  readonly label: string;
  /** What stands in the first column. */
  readonly heading: string;
  /** Of a slot, in that column; default: its name. */
  readonly nameOf?: (slot: Slot) => ReactNode;
}

/** The numbers to read. */
export function ChartTable({ slots, label, heading, nameOf = ({ name }) => name }: Props) {
  const t = useStrings();
  const dates = useDates();
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0 }}>
      <Table aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" miw={180}>
              {heading}
            </Table.Th>
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
          {slots.map((slot) => (
            <Table.Tr key={slot.key}>
              <Table.Th scope="row" fw={500}>
                {nameOf(slot)}
              </Table.Th>
              {slot.counts.map(({ group, count }) => (
                <Table.Td key={group} ta="end">
                  {dates.number(count)}
                </Table.Td>
              ))}
              <Table.Td ta="end">{dates.number(slot.total)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
