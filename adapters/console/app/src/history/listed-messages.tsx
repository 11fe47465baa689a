import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { type ListOf, type MessageList, useMessageList } from '../api/message-list.ts';
import { Empty } from '../parts/empty.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { SteadyButton } from '../parts/steady-button.tsx';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import type { ColumnId } from './columns/chosen-columns.ts';
import { ManyBar } from './many/many-bar.tsx';
import type { Selecting } from './many/selection.ts';
import { MessageTable } from './message-table.tsx';

/** The newest first, more as one scrolls. */
export function ListedMessages({
  of,
  showChannel = false,
  columns,
  selecting,
}: {
  readonly of: ListOf;
  readonly showChannel?: boolean;
  /** As the table has them. */
  readonly columns?: readonly ColumnId[];
  /** Its messages can be selected. */
  readonly selecting?: Selecting | undefined;
}) {
  const t = useStrings();
  const list = useMessageList(of);
  if (list.isPending) return <ListPlaceholder />;
  if (list.error && list.messages.length === 0) return <ErrorNote error={list.error} onRetry={list.retry} />;
  const further = list.searchedBackTo === undefined ? null : <LookFurther list={list} />;
  if (list.messages.length === 0) {
    if (further) return further;
    if (Object.keys(of.narrowing ?? {}).length > 0)
      return <Empty icon="search" title={t.history.nothing} hint={t.history.nothingFilters} />;
    return of.status === undefined ? (
      <Empty icon="history" title={t.history.empty} hint={t.history.emptyHint} />
    ) : (
      <Empty icon="search" title={t.history.nothing} hint={t.history.nothingStatus} />
    );
  }
  return (
    <>
      {selecting ? <ManyBar {...selecting} messages={list.messages} hasMore={list.hasMore} /> : null}
      <MessageTable
        key={JSON.stringify(of)}
        messages={list.messages}
        hasMore={list.hasMore}
        isStopped={further !== null}
        isLoadingMore={list.isLoadingMore}
        onMore={list.loadMore}
        showChannel={showChannel}
        columns={columns}
        selection={selecting?.selection}
      />
      {further}
      {list.error ? <ErrorNote error={list.error} onRetry={list.loadMore} /> : null}
    </>
  );
}

/** Looks, of 200 ms of the server's each, that a list makes by itself while it has nothing to show. */
const looksByItself = 20;

/** Where few of many fit: as long as there is nothing to show it goes on for a while, and else only when somebody wants it to. */
function LookFurther({ list }: { readonly list: MessageList }) {
  const t = useStrings();
  const dates = useDates();
  const { messages, looks, isLoadingMore, loadMore } = list;
  const goesOn = messages.length === 0 && looks < looksByItself;
  useEffect(() => {
    if (goesOn && !isLoadingMore) loadMore();
  });
  const back = dates.short(list.searchedBackTo ?? '');
  return (
    <Group justify="center" gap="md" py="sm">
      <Text size="sm" role="status">
        {messages.length === 0 && !goesOn ? t.history.noneBackTo(back) : t.history.lookedBackTo(back)}
      </Text>
      <SteadyButton
        variant="default"
        className="postern-screen"
        busy={isLoadingMore || goesOn}
        onClick={loadMore}
      >
        {t.history.lookFurther}
      </SteadyButton>
    </Group>
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
