import { Text } from '@mantine/core';
import type { Channel, MessageStatus, Origin } from 'postern';
import { foundAtMost, useMessageSearch } from '../api/message-search.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import type { ColumnId } from './columns/chosen-columns.ts';
import { ListPlaceholder } from './listed-messages.tsx';
import { ManyBar } from './many/many-bar.tsx';
import type { Selecting } from './many/selection.ts';
import { MessageTable } from './message-table.tsx';
import type { Narrowing } from './narrowing.ts';

interface Props {
  readonly channel: Channel;
  readonly term: string;
  readonly origin: Origin | undefined;
  readonly status: readonly MessageStatus[] | undefined;
  readonly narrowing: Narrowing;
  readonly columns: readonly ColumnId[];
  /** Its messages can be selected. */
  readonly selecting?: Selecting | undefined;
}

/** What a search found; it is all there at once. */
export function FoundMessages({ channel, term, origin, status, narrowing, columns, selecting }: Props) {
  const t = useStrings();
  const dates = useDates();
  const { data, error, refetch } = useMessageSearch(channel, term, { origin, status, narrowing });
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <ListPlaceholder />;
  const shown = data.items;
  const isCut = data.items.length >= foundAtMost;
  const back = data.searchedBackTo;
  return (
    <>
      <div role="status">
        <Text fw={600}>{isCut ? t.history.foundMany(shown.length) : t.history.found(shown.length)}</Text>
        {data.complete ? null : (
          <Text size="sm" c="dimmed">
            {back === undefined ? t.history.incompleteUndated : t.history.incomplete(dates.short(back))}
          </Text>
        )}
      </div>
      {shown.length === 0 ? (
        <Empty icon="search" title={t.history.nothing} hint={t.history.nothingHint} />
      ) : (
        <>
          {selecting ? <ManyBar {...selecting} messages={shown} hasMore={isCut || !data.complete} /> : null}
          <MessageTable
            key={term}
            messages={shown}
            hasMore={false}
            isLoadingMore={false}
            onMore={() => {}}
            columns={columns}
            selection={selecting?.selection}
          />
        </>
      )}
    </>
  );
}
