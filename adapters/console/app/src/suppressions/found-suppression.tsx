import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Channel } from 'postern';
import { ErrorNote } from '../parts/error-note.tsx';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/panel.tsx';
import { useApi } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { SuppressionRows } from './suppression-rows.tsx';

/** What the list says of one address. */
export function FoundSuppression({
  channel,
  address,
}: {
  readonly channel: Channel;
  readonly address: string;
}) {
  const t = useStrings();
  const api = useApi();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['findSuppression', channel, address],
    queryFn: ({ signal }) => api.call('findSuppression', { params: { channel }, body: { address } }, signal),
  });
  if (isPending) return <Skeleton h={90} />;
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (data.items.length > 0) {
    return (
      <Panel p={0}>
        <SuppressionRows channel={channel} items={data.items} />
      </Panel>
    );
  }
  return (
    <div role="status">
      <Note kind="info">{t.suppressions.notListed(address)}</Note>
    </div>
  );
}
