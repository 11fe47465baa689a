import { Group, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditPage } from '../../../src/contract.ts';
import { ButtonLink } from '../parts/app-link.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { ListFoot } from '../parts/list-foot.tsx';
import { Panel } from '../parts/panel.tsx';
import { useApi } from '../state/console.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';
import { AuditRows } from './audit-rows.tsx';
import type { Action } from './words.ts';

const pageSize = 50;

interface Props {
  readonly action: Action | undefined;
  readonly actor: string | undefined;
}

/** What was changed, newest first. */
export function AuditList({ action, actor }: Props) {
  const api = useApi();
  const result = useInfiniteQuery({
    queryKey: ['audit', action, actor],
    queryFn: ({ pageParam, signal }) =>
      api.call('audit', { query: { action, actor, cursor: pageParam, limit: pageSize } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }: AuditPage) => next,
  });
  const items = result.data?.pages.flatMap((page) => page.items) ?? [];
  if (result.isPending) return <Skeleton h={200} />;
  if (result.error && items.length === 0) {
    return <ErrorNote error={result.error} onRetry={() => void result.refetch()} />;
  }
  if (items.length === 0) return <Nothing isFiltered={action !== undefined || actor !== undefined} />;
  return (
    <Panel p={0}>
      <AuditRows items={items} />
      <ListFoot of={result} />
    </Panel>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  const t = useStrings();
  return (
    <Panel>
      <Empty
        icon="audit"
        title={isFiltered ? t.audit.noneFit : t.audit.empty}
        hint={isFiltered ? t.audit.noneFitHint : t.audit.emptyHint}
      />
      {isFiltered ? (
        <Group justify="center">
          <ButtonLink to={links.audit()} variant="default">
            {t.audit.clear}
          </ButtonLink>
        </Group>
      ) : null}
    </Panel>
  );
}
