import { ScrollArea, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import { groupNames } from './groups.ts';
import { Legend } from './legend.tsx';
import classes from './overview.module.css';
import { type Slot, totalOf } from './slots.ts';

interface Props {
  readonly slots: readonly Slot[];
  readonly by: 'template' | 'domain';
  /** What stands for a slot; default its name. */
  readonly nameOf?: (slot: Slot) => ReactNode;
}

/** What most messages have in common, the most first: each with its bar, and its numbers beside it. */
export function Ranking({ slots, by, nameOf = ({ name }) => name }: Props) {
  const t = useStrings();
  const dates = useDates();
  const words = t.overview.by[by];
  const most = Math.max(1, ...slots.map(({ total }) => total));
  if (totalOf(slots) === 0) return <Text c="dimmed">{words.empty}</Text>;
  return (
    <>
      <ScrollArea type="auto" viewportProps={{ tabIndex: 0 }}>
        <Table aria-label={words.title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" miw={180}>
                {words.heading}
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
                  <Bar slot={slot} most={most} />
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
      <Legend slots={slots} />
    </>
  );
}

/** As long as it is beside the longest. */
function Bar({ slot, most }: { readonly slot: Slot; readonly most: number }) {
  let x = 0;
  return (
    <svg className={classes.share} viewBox={`0 0 ${most} 1`} preserveAspectRatio="none" aria-hidden="true">
      {slot.counts.map(({ group, count }) => {
        const from = x;
        x += count;
        return count > 0 ? (
          <rect
            key={group}
            className={classes.bar}
            data-group={group}
            x={from}
            y={0}
            width={count}
            height={1}
          />
        ) : null;
      })}
    </svg>
  );
}
