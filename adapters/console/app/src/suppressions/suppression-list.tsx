import { Button, Group, Skeleton, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Channel } from 'postern';
import type { SuppressionPage } from '../../../src/contract.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { Moment } from '../parts/moment.tsx';
import { Panel } from '../parts/panel.tsx';
import { useConsole, usePermissions } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { RemoveButton } from './remove-button.tsx';
import classes from './suppressions.module.css';

type Suppression = SuppressionPage['items'][number];

const pageSize = 50;

/** The addresses nothing is sent to, newest first. */
export function SuppressionList({ channel }: { readonly channel: Channel }) {
  const t = useStrings();
  const { api } = useConsole();
  const result = useInfiniteQuery({
    queryKey: ['suppressions', channel],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        'suppressions',
        { params: { channel }, query: { cursor: pageParam, limit: pageSize } },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }: SuppressionPage) => next,
  });
  const items = result.data?.pages.flatMap((page) => page.items) ?? [];
  if (result.isPending) return <Skeleton h={200} />;
  if (result.error && items.length === 0) {
    return <ErrorNote error={result.error} onRetry={() => void result.refetch()} />;
  }
  if (items.length === 0) {
    return (
      <Panel>
        <Empty icon="suppressions" title={t.suppressions.empty} hint={t.suppressions.emptyHint} />
      </Panel>
    );
  }
  return (
    <Panel p={0}>
      <Rows channel={channel} items={items} />
      <Group justify="center" py="md">
        {result.hasNextPage ? (
          <Button
            variant="default"
            loading={result.isFetchingNextPage}
            onClick={() => void result.fetchNextPage()}
          >
            {t.common.loadMore}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {t.common.end}
          </Text>
        )}
      </Group>
    </Panel>
  );
}

function Rows({ channel, items }: { readonly channel: Channel; readonly items: readonly Suppression[] }) {
  const t = useStrings();
  const { manage } = usePermissions();
  return (
    <Table
      className={classes.table ?? ''}
      verticalSpacing="sm"
      horizontalSpacing="md"
      aria-label={t.suppressions.list}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t.suppressions.address[channel]}</Table.Th>
          <Table.Th scope="col">{t.suppressions.reason}</Table.Th>
          <Table.Th scope="col">{t.suppressions.source}</Table.Th>
          <Table.Th scope="col">{t.suppressions.since}</Table.Th>
          {manage ? (
            <Table.Th scope="col">
              <span className="postern-hidden">{t.common.remove}</span>
            </Table.Th>
          ) : null}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={item.address}>
            <Table.Td className={classes.address ?? ''}>{item.address}</Table.Td>
            <Table.Td>{t.suppressions.reasons[item.reason]}</Table.Td>
            <Table.Td className={classes.address ?? ''}>
              {sourceOf(t.suppressions.sources, item.source)}
            </Table.Td>
            <Table.Td>
              <Moment at={item.at} />
            </Table.Td>
            {manage ? (
              <Table.Td>
                <RemoveButton channel={channel} suppression={item} />
              </Table.Td>
            ) : null}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** A user by their id, or one of the known sources in words. */
function sourceOf(names: Readonly<Record<string, string>>, source: string): string {
  return Object.hasOwn(names, source) ? (names[source] ?? source) : source;
}
