import { Button, Group, Skeleton, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Channel } from 'postern';
import { usePollEvery } from '../api/live.tsx';
import { useCall } from '../api/query.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Panel } from '../parts/panel.tsx';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import { ChartTable } from './chart-table.tsx';
import { countOf, groupNames } from './groups.ts';
import classes from './overview.module.css';
import { Plot } from './plot.tsx';

const shownDays = 30;

/** The last 30 days, drawn and as a table. */
export function Chart({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const dates = useDates();
  const [asTable, table] = useDisclosure();
  const { data, error, refetch } = useCall(
    'daily',
    { params: { channel }, query: { days: shownDays } },
    { every: usePollEvery() },
  );
  const days = (data?.days ?? []).map(({ day, counts }) => ({
    day,
    counts: groupNames.map((group) => ({ group, count: countOf(group, counts) })),
    total: groupNames.reduce((sum, group) => sum + countOf(group, counts), 0),
  }));
  const total = days.reduce((sum, day) => sum + day.total, 0);
  return (
    <Panel
      title={t.overview.chart}
      aside={
        total > 0 ? (
          <Button size="xs" variant="default" onClick={table.toggle} aria-pressed={asTable}>
            {t.overview.chartTable}
          </Button>
        ) : null
      }
    >
      {error && !data ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {data ? null : <Skeleton h={180} aria-hidden="true" />}
      {data && total === 0 ? <Text c="dimmed">{t.overview.chartEmpty}</Text> : null}
      {total > 0 && asTable ? <ChartTable days={days} /> : null}
      {total > 0 && !asTable ? (
        <>
          <Plot days={days} label={t.overview.chartLabel(total)} />
          <Group gap="lg" mt="sm" component="ul" p={0} style={{ listStyle: 'none' }}>
            {groupNames.map((group) => (
              <Group key={group} gap={8} component="li">
                <span className={classes.key} data-group={group} />
                <Text size="sm" component="span">
                  {t.overview.groups[group]}{' '}
                  <strong>
                    {dates.number(days.reduce((sum, { counts }) => sum + countIn(counts, group), 0))}
                  </strong>
                </Text>
              </Group>
            ))}
          </Group>
        </>
      ) : null}
      <Text size="sm" c="dimmed" mt="sm">
        {t.overview.chartHint}
      </Text>
    </Panel>
  );
}

function countIn(
  counts: readonly { readonly group: string; readonly count: number }[],
  group: string,
): number {
  return counts.find((one) => one.group === group)?.count ?? 0;
}
