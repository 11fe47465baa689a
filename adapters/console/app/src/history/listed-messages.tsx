import { Skeleton, Stack } from '@mantine/core';
import { type ListOf, useMessageList } from '../api/message-list.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useStrings } from '../strings/strings.tsx';
import { MessageTable } from './message-table.tsx';

/** The newest first, more as one scrolls. */
export function ListedMessages({
  of,
  showChannel = false,
}: {
  readonly of: ListOf;
  readonly showChannel?: boolean;
}) {
  const t = useStrings();
  const list = useMessageList(of);
  if (list.isPending) return <ListPlaceholder />;
  if (list.error && list.messages.length === 0) return <ErrorNote error={list.error} onRetry={list.retry} />;
  if (list.messages.length === 0) {
    return of.status === undefined ? (
      <Empty icon="history" title={t.history.empty} hint={t.history.emptyHint} />
    ) : (
      <Empty icon="search" title={t.history.nothing} hint={t.history.nothingStatus} />
    );
  }
  return (
    <>
      <MessageTable
        key={JSON.stringify(of)}
        messages={list.messages}
        hasMore={list.hasMore}
        isLoadingMore={list.isLoadingMore}
        onMore={list.loadMore}
        showChannel={showChannel}
      />
      {list.error ? <ErrorNote error={list.error} onRetry={list.loadMore} /> : null}
    </>
  );
}

const placeholderRows = [1, 2, 3, 4, 5, 6];

export function ListPlaceholder() {
  return (
    <Stack gap={6} aria-hidden="true">
      {placeholderRows.map((row) => (
        <Skeleton key={row} h={56} />
      ))}
    </Stack>
  );
}
