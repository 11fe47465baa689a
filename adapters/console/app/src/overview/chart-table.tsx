import { ScrollArea, Table } from '@mantine/core';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import { groupNames } from './groups.ts';
import type { Day } from './plot.tsx';

/** The same numbers to read. */
export function ChartTable({ days }: { readonly days: readonly Day[] }) {
  const t = useStrings();
  const dates = useDates();
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0 }}>
      <Table captionSide="top" aria-label={t.overview.chart}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t.overview.day}</Table.Th>
            {groupNames.map((group) => (
              <Table.Th key={group} scope="col" ta="right">
                {t.overview.groups[group]}
              </Table.Th>
            ))}
            <Table.Th scope="col" ta="right">
              {t.overview.total}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days
            .filter(({ total }) => total > 0)
            .toReversed()
            .map(({ day, counts, total }) => (
              <Table.Tr key={day}>
                <Table.Th scope="row" fw={500}>
                  {dates.dayShort(day)}
                </Table.Th>
                {counts.map(({ group, count }) => (
                  <Table.Td key={group} ta="right">
                    {dates.number(count)}
                  </Table.Td>
                ))}
                <Table.Td ta="right">{dates.number(total)}</Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
