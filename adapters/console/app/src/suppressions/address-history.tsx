import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Channel } from 'postern';
import { Detail } from '../audit/detail.tsx';
import { wordsOf } from '../audit/words.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Moment } from '../parts/moment.tsx';
import { Panel } from '../parts/panel.tsx';
import { useApi } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';
import { sourceOf } from './source.ts';
import classes from './suppressions.module.css';

interface Props {
  readonly channel: Channel;
  readonly address: string;
}

/** Who put an address on the list, and took it off, newest first. */
export function AddressHistory({ channel, address }: Props) {
  const t = useStrings();
  const api = useApi();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['suppressionHistory', channel, address],
    queryFn: ({ signal }) =>
      api.call('suppressionHistory', { params: { channel }, body: { address } }, signal),
  });
  if (isPending) return <Skeleton h={90} />;
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  return (
    <Panel title={t.suppressions.history.title}>
      {data.items.length === 0 ? <Text c="dimmed">{t.suppressions.history.none}</Text> : null}
      <ul className={classes.history}>
        {data.items.map((entry) => (
          <li key={entry.id}>
            <Moment at={entry.at} /> · {wordsOf(t, entry.action)}
            {entry.detail === undefined ? null : (
              <>
                {' '}
                (<Detail of={entry} />)
              </>
            )}
            {entry.actor === undefined
              ? null
              : ` · ${t.suppressions.source} ${sourceOf(t.suppressions.sources, entry.actor)}`}
          </li>
        ))}
      </ul>
      <Text size="sm" c="dimmed">
        {t.suppressions.history.hint}
      </Text>
    </Panel>
  );
}
