import { Text } from '@mantine/core';
import { useStrings } from '../strings/strings.tsx';
import { ChartTable } from './chart-table.tsx';
import { Legend } from './legend.tsx';
import { Plot } from './plot.tsx';
import { type Slot, totalOf } from './slots.ts';

interface Props {
  readonly slots: readonly Slot[];
  readonly by: 'day' | 'hour';
  readonly asTable: boolean;
}

/** One after the other in time, drawn or as a table. */
export function OverTime({ slots, by, asTable }: Props) {
  const t = useStrings();
  const total = totalOf(slots);
  const words = t.overview.by[by];
  if (total === 0) return <Text c="dimmed">{words.empty}</Text>;
  if (asTable) {
    const latestFirst = slots.filter((slot) => slot.total > 0).toReversed();
    return <ChartTable slots={latestFirst} label={words.title} heading={words.heading} />;
  }
  return (
    <>
      <Plot slots={slots} label={t.overview.plotLabel(words.title, total)} />
      <Legend slots={slots} />
    </>
  );
}
