import { Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Channel } from 'postern';
import type { SuppressionPage } from '../../../src/contract.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { ListFoot } from '../parts/list-foot.tsx';
import { Panel } from '../parts/panel.tsx';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { SuppressionRows } from './suppression-rows.tsx';

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
      <SuppressionRows channel={channel} items={items} />
      <ListFoot of={result} />
    </Panel>
  );
}
