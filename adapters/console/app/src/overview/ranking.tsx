import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useStrings } from '../strings/strings.tsx';
import { ChartTable } from './chart-table.tsx';
import { Legend } from './legend.tsx';
import classes from './overview.module.css';
import { type Slot, totalOf } from './slots.ts';

interface Props {
  readonly slots: readonly Slot[];
  readonly by: 'template' | 'domain';
  readonly nameOf: (slot: Slot) => ReactNode;
}

/** What most messages have in common, the most first: each with its bar, and its numbers beside it. */
export function Ranking({ slots, by, nameOf }: Props) {
  const t = useStrings();
  const words = t.overview.by[by];
  const most = Math.max(1, ...slots.map(({ total }) => total));
  if (totalOf(slots) === 0) return <Text c="dimmed">{words.empty}</Text>;
  return (
    <>
      <ChartTable
        slots={slots}
        label={words.title}
        heading={words.heading}
        nameOf={(slot) => (
          <>
            {nameOf(slot)}
            <Bar slot={slot} most={most} />
          </>
        )}
      />
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
