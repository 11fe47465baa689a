import { Group, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Channel } from 'postern';
import type { SuppressionPage } from '../../../src/contract.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { ListFoot } from '../parts/list-foot.tsx';
import { Panel } from '../parts/panel.tsx';
import { useConsole } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';
import type { Reason } from './reasons.ts';
import { SuppressionRows } from './suppression-rows.tsx';

const pageSize = 50;

interface Props {
  readonly channel: Channel;
  /** Only those of this reason; `undefined`: whatever the reason. */
  readonly reason: Reason | undefined;
}

/** The addresses nothing is sent to, newest first. */
export function SuppressionList({ channel, reason }: Props) {
  const { api } = useConsole();
  const result = useInfiniteQuery({
    queryKey: ['suppressions', channel, reason],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        'suppressions',
        { params: { channel }, query: { reason, cursor: pageParam, limit: pageSize } },
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
  if (items.length === 0) return <Nothing channel={channel} isFiltered={reason !== undefined} />;
  return (
    <Panel p={0}>
      <SuppressionRows channel={channel} items={items} />
      <ListFoot of={result} />
    </Panel>
  );
}

function Nothing({ channel, isFiltered }: { readonly channel: Channel; readonly isFiltered: boolean }) {
  const t = useStrings();
  return (
    <Panel>
      <Empty
        icon="suppressions"
        title={isFiltered ? t.suppressions.noneFit : t.suppressions.empty}
        hint={isFiltered ? t.suppressions.noneFitHint : t.suppressions.emptyHint}
      />
      {isFiltered ? (
        <Group justify="center">
          <ButtonLink to={links.suppressions(channel)} variant="default">
            {t.suppressions.showAll}
          </ButtonLink>
        </Group>
      ) : null}
    </Panel>
  );
}
