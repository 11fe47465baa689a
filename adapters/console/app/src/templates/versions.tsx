import { Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Template, TemplateVersions } from '../../../src/contract.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { ListFoot } from '../parts/list-foot.tsx';
import { Panel } from '../parts/panel.tsx';
import { useApi } from '../state/console.tsx';
import { useParameters } from '../state/parameters.ts';
import { useStrings } from '../strings/strings.tsx';
import { VersionDifference } from './version-difference.tsx';
import { VersionList } from './version-list.tsx';
import classes from './versions.module.css';

/** The versions of a template, and what makes the one that is chosen in the page's address. */
export function Versions({ template }: { readonly template: Template }) {
  const t = useStrings();
  const api = useApi();
  const { get } = useParameters();
  const { channel, id } = template;
  const result = useInfiniteQuery({
    queryKey: ['templateVersions', channel, id],
    queryFn: ({ pageParam, signal }) =>
      api.call('templateVersions', { params: { channel, id }, query: { cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }: TemplateVersions) => next,
  });
  const items = result.data?.pages.flatMap((page) => page.items) ?? [];
  const [newest] = items;
  if (result.isPending) return <Skeleton h={320} />;
  if (result.error && !newest)
    return <ErrorNote error={result.error} onRetry={() => void result.refetch()} />;
  if (!newest) return <Empty icon="history" title={t.versions.none} />;
  const chosen = Number(get('version') ?? newest.number);
  return (
    <div className={classes.columns}>
      <Panel p={0} aria-label={t.versions.list}>
        <VersionList template={template} items={items} chosen={chosen} />
        {result.hasNextPage ? <ListFoot of={result} compact /> : null}
      </Panel>
      <VersionDifference template={template} number={chosen} />
    </div>
  );
}
