import { Button, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Channel } from 'postern';
import { useState } from 'react';
import { usePollEvery } from '../api/live.tsx';
import { useCall } from '../api/query.ts';
import { TextLink } from '../parts/app-link.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Panel } from '../parts/panel.tsx';
import { channelFacts, type Figure } from '../state/channels.ts';
import { links } from '../state/links.ts';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import { OverTime } from './over-time.tsx';
import { Ranking } from './ranking.tsx';
import { type Slot, slotOf } from './slots.ts';

const shownDays = 30;
/** Looks at many messages, and changes slowly. */
const countedEveryMs = 60_000;

/** How messages went: by day, by hour, by template, by the recipients' domain. */
export function Chart({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const [by, setBy] = useState<Figure>('day');
  const [asTable, table] = useDisclosure();
  const { countedBy } = channelFacts[channel];
  const words = t.overview.by[by];
  const overTime = by === 'day' || by === 'hour';
  return (
    <Panel
      title={words.title}
      aside={
        overTime ? (
          <Button size="xs" variant="default" onClick={table.toggle} aria-pressed={asTable}>
            {t.overview.chartTable}
          </Button>
        ) : null
      }
    >
      <SegmentedControl
        mb="md"
        fullWidth
        aria-label={t.overview.countBy}
        data={countedBy.map((value) => ({ value, label: t.overview.by[value].choice }))}
        value={by}
        onChange={(chosen) => setBy(countedBy.find((one) => one === chosen) ?? 'day')}
      />
      {by === 'day' ? <ByDay channel={channel} asTable={asTable} /> : null}
      {by === 'hour' ? <ByHour channel={channel} asTable={asTable} /> : null}
      {by === 'template' || by === 'domain' ? <ByGroup key={by} channel={channel} by={by} /> : null}
      <Text size="sm" c="dimmed" mt="sm">
        {words.hint}
      </Text>
    </Panel>
  );
}

interface Drawn {
  readonly channel: Channel;
  readonly asTable: boolean;
}

function ByDay({ channel, asTable }: Drawn) {
  const t = useStrings();
  const dates = useDates();
  const { data, error, refetch } = useCall(
    'daily',
    { params: { channel }, query: { days: shownDays } },
    { every: usePollEvery() },
  );
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;
  const slots = data.days.map(({ day, counts }) =>
    slotOf(day, { name: dates.day(day), tick: dates.dayShort(day) }, counts),
  );
  return (
    <>
      <OverTime slots={slots} by="day" asTable={asTable} />
      {data.days.some(({ moreWaiting }) => moreWaiting) ? (
        <Text size="sm" mt="sm">
          {t.overview.moreWaiting}
        </Text>
      ) : null}
    </>
  );
}

function ByHour({ channel, asTable }: Drawn) {
  const dates = useDates();
  const { data, error, refetch } = useStatistics(channel, 'hour');
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;
  const slots = data.groups.map(({ key = '', counts }) =>
    slotOf(key, { name: dates.short(key), tick: dates.time(key) }, counts),
  );
  return (
    <>
      <OverTime slots={slots} by="hour" asTable={asTable} />
      <CountedBackTo at={data.countedBackTo} />
    </>
  );
}

interface Ranked {
  readonly channel: Channel;
  readonly by: 'template' | 'domain';
}

function ByGroup({ channel, by }: Ranked) {
  const t = useStrings();
  const { data, error, refetch } = useStatistics(channel, by);
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;
  const slots = [
    ...data.groups.map(({ key, name = key ?? t.overview.without[by], counts }) =>
      slotOf(key ?? '', { name }, counts),
    ),
    ...othersOf(data, t.overview.others),
  ];
  const nameOf = ({ key, name }: Slot) =>
    by === 'domain' || key === '' || key === others ? (
      name
    ) : (
      <TextLink to={links.history(channel, { template: key })}>{name}</TextLink>
    );
  return (
    <>
      <Ranking slots={slots} by={by} nameOf={nameOf} />
      <CountedBackTo at={data.countedBackTo} />
    </>
  );
}

function useStatistics(channel: Channel, by: 'hour' | 'template' | 'domain') {
  return useCall('statistics', { params: { channel }, query: { by } }, { every: countedEveryMs });
}

/** No template and no domain is called so. */
const others = ' others';

function othersOf(
  { others: rest }: NonNullable<ReturnType<typeof useStatistics>['data']>,
  name: (groups: number) => string,
): readonly Slot[] {
  return rest.groups === 0 ? [] : [slotOf(others, { name: name(rest.groups) }, rest.counts)];
}

function Waiting({ error, onRetry }: { readonly error: Error | null; readonly onRetry: () => void }) {
  return error ? <ErrorNote error={error} onRetry={onRetry} /> : <Skeleton h={180} aria-hidden="true" />;
}

function CountedBackTo({ at }: { readonly at: string | undefined }) {
  const t = useStrings();
  const dates = useDates();
  return at === undefined ? null : (
    <Text size="sm" mt="sm">
      {t.overview.countedBackTo(dates.short(at))}
    </Text>
  );
}
