import { Group, Skeleton, Stack, Text } from '@mantine/core';
import type { Channel } from 'postern';
import type { Batch } from '../../../src/contract.ts';
import { ApiError } from '../api/error.ts';
import { usePollEvery } from '../api/live.tsx';
import { useCall } from '../api/query.ts';
import { ExportMessages } from '../history/export-messages.tsx';
import { countOf } from '../overview/groups.ts';
import { TextLink } from '../parts/app-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Note } from '../parts/note.tsx';
import { Page } from '../parts/page.tsx';
import { Panel } from '../parts/panel.tsx';
import { usePermissions } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useDates } from '../strings/dates.ts';
import { shown } from '../strings/shown.ts';
import { useStrings } from '../strings/strings.tsx';
import { FailureTable, StatusTable } from './batch-tables.tsx';
import { Progress } from './progress.tsx';
import { StopBatch } from './stop-batch.tsx';

interface Props {
  readonly channel: Channel;
  readonly id: string;
}

const whileWaitingMs = 2_000;

/** What became of a batch: asked for again as long as something waits. */
export default function BatchPage({ channel, id }: Props) {
  const t = useStrings();
  const dates = useDates();
  const { send } = usePermissions();
  const every = usePollEvery();
  const input = { params: { channel, id } };
  const first = useCall('batch', input);
  const waiting = first.data ? countOf('waiting', first.data.counts) : 0;
  const { data, error, refetch } = useCall('batch', input, {
    every: waiting > 0 ? whileWaitingMs : every,
  });
  const isGone = error instanceof ApiError && error.code === 'batch_not_found';
  return (
    <Page
      title={t.batches.title}
      hint={data ? headOf(data) : undefined}
      actions={
        data ? (
          <Group gap="sm">
            {send ? <StopBatch channel={channel} id={id} count={waiting} more={data.more} /> : null}
            <ExportMessages channel={channel} match={{ batch: id }} />
          </Group>
        ) : undefined
      }
    >
      {isGone ? <Empty icon="history" title={t.batches.gone} hint={t.batches.goneHint} /> : null}
      {error && !isGone ? <ErrorNote error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <>
          {data.more ? <Note kind="info">{t.batches.more(dates.number(data.total))}</Note> : null}
          <Progress total={data.total} waiting={waiting} />
          <Panel title={t.batches.statuses}>
            <StatusTable channel={channel} batch={data} />
          </Panel>
          {data.failures.length > 0 ? (
            <Panel title={t.batches.failures}>
              <FailureTable channel={channel} batch={data} />
            </Panel>
          ) : null}
          <Stack gap={4}>
            <TextLink to={links.history(channel, { batch: id })}>{t.batches.showAll}</TextLink>
            <Text size="sm" c="dimmed">
              {t.batches.id}
              {t.common.colon}
              {shown(id)}
            </Text>
          </Stack>
        </>
      ) : error ? null : (
        <Skeleton h={320} />
      )}
    </Page>
  );

  function headOf({ total, firstCreatedAt, actor }: Batch): string {
    const head = t.batches.head(dates.number(total), dates.full(firstCreatedAt));
    return actor === undefined ? head : t.batches.headBy(head, actor);
  }
}
