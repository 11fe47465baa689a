import { Button, Group, Loader, Text } from '@mantine/core';
import { useTable } from '@tanstack/react-table';
import { type MouseEvent, useEffect, useMemo } from 'react';
import type { Message } from '../../../src/contract.ts';
import { useStrings } from '../strings/strings.tsx';
import { columnsOf, features } from './columns/cells.tsx';
import { type ColumnId, usualColumns } from './columns/chosen-columns.ts';
import { useColumnNames } from './columns/use-column-names.ts';
import { layoutOf, placesOf } from './columns/widths.ts';
import classes from './history.module.css';
import { Pick } from './many/pick.tsx';
import type { Selection } from './many/selection.ts';
import { useHeldBack } from './use-held-back.ts';
import { useMarking } from './use-marking.ts';
import { usePrinting } from './use-printing.ts';
import { useRows } from './use-rows.ts';

interface Props {
  readonly messages: readonly Message[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
  /** More is not loaded by itself: what stands below the table asks. */
  readonly isStopped?: boolean;
  /** In lists of both channels. */
  readonly showChannel?: boolean;
  /** What is shown of each, in this order. Default: what is usual. */
  readonly columns?: readonly ColumnId[] | undefined;
  /** Rows can be selected. */
  readonly selection?: Selection | undefined;
}

/** Pressed anywhere a row opens its message. */
function openRow({ target, currentTarget }: MouseEvent<HTMLElement>): void {
  if (target instanceof Element && target.closest('a, button, [data-pick]')) return;
  currentTarget.querySelector<HTMLElement>('a')?.click();
}

/** Rows from the end at which the next page is asked for. */
const ahead = 15;

/**
 * Messages as a table on wide screens and as cards on narrow ones. Only the rows near the window are in the page, so a list of
 * any length scrolls smoothly; each says which one of how many it is. On paper all of them are there.
 */
export function MessageTable({
  messages: known,
  hasMore,
  isLoadingMore,
  onMore,
  isStopped = false,
  showChannel = false,
  columns: ids = usualColumns,
  selection,
}: Props) {
  const t = useStrings();
  const names = useColumnNames();
  const columns = useMemo(() => columnsOf(ids), [ids]);
  const places = useMemo(() => placesOf(ids), [ids]);
  const nameOf = (id: string) => names[id as ColumnId];
  const placeOf = (id: string) => places.get(id as ColumnId);
  const { messages, newer, reveal } = useHeldBack(known);
  const table = useTable({ features, columns, data: messages, getRowId: ({ id }) => id });
  const { rows } = table.getRowModel();
  const { body, virtual, onKeyDown } = useRows(rows.length, {
    keyOf: (index) => rows[index]?.id ?? index,
    onSpace: (index, range) => selection?.toggle(messages, messages[index]?.id ?? '', range),
  });
  const near = virtual.getVirtualItems();
  const lastShown = near.at(-1)?.index ?? 0;
  const printing = usePrinting();
  const marking = useMarking();
  const items = printing ? rows.map((_, index) => ({ index, start: 0 })) : near;

  useEffect(() => {
    if (hasMore && !isStopped && !isLoadingMore && lastShown >= rows.length - ahead) onMore();
  }, [hasMore, isStopped, isLoadingMore, lastShown, rows.length, onMore]);

  const place = (start: number) => ({
    transform: `translateY(${start - virtual.options.scrollMargin}px)`,
  });
  return (
    <div>
      <div role="status" className={`${classes.newer} postern-screen`}>
        {newer > 0 ? (
          <Button size="xs" onClick={reveal}>
            {t.history.newer(newer)}
          </Button>
        ) : null}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot lay its rows out as cards and place them by hand. */}
      <div
        role="table"
        aria-label={t.history.list}
        // -1: more than are known yet.
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        className={selection ? `${classes.table} ${classes.selectable}` : classes.table}
        style={layoutOf(ids)}
        onKeyDown={onKeyDown}
        {...marking}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
        <div role="rowgroup" className={classes.header}>
          {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the rows' links take the focus. */}
          <div role="row" aria-rowindex={1} className={classes.columns}>
            {selection ? (
              // biome-ignore lint/a11y/useSemanticElements: as above.
              // biome-ignore lint/a11y/useFocusableInteractive: as above.
              <div role="columnheader" className={classes.spoken}>
                {t.history.many.column}
              </div>
            ) : null}
            {table.getFlatHeaders().map(({ id }) => (
              // biome-ignore lint/a11y/useSemanticElements: as above.
              // biome-ignore lint/a11y/useFocusableInteractive: as above.
              <div key={id} role="columnheader" data-column={id} data-place={placeOf(id)}>
                {nameOf(id)}
              </div>
            ))}
          </div>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
        <div
          role="rowgroup"
          ref={body}
          style={printing ? {} : { height: virtual.getTotalSize(), position: 'relative' }}
        >
          {items.map((item) => {
            const row = rows[item.index];
            return row ? (
              // biome-ignore lint/a11y/useSemanticElements: as above.
              // biome-ignore lint/a11y/useFocusableInteractive: as above.
              // biome-ignore lint/a11y/useKeyWithClickEvents: the row's link is there for the keyboard.
              <div
                key={row.id}
                role="row"
                aria-rowindex={item.index + 2}
                data-index={item.index}
                ref={printing ? null : virtual.measureElement}
                className={`${classes.columns} ${classes.row}`}
                data-selected={selection?.has(row.id) || undefined}
                style={printing ? {} : place(item.start)}
                onClick={openRow}
              >
                {selection ? (
                  // biome-ignore lint/a11y/useSemanticElements: as above.
                  <div role="cell" className={classes.pick} data-pick>
                    <Pick message={row.original} messages={messages} selection={selection} />
                  </div>
                ) : null}
                {row.getAllCells().map((cell) => (
                  // biome-ignore lint/a11y/useSemanticElements: as above.
                  <div
                    key={cell.id}
                    role="cell"
                    data-column={cell.column.id}
                    data-place={placeOf(cell.column.id)}
                  >
                    <span className={classes.label} aria-hidden="true">
                      {nameOf(cell.column.id)}
                    </span>
                    <div className={classes.content}>
                      {showChannel && cell.column.id === 'recipient' ? (
                        <span className={classes.channel}>{t.channel[row.original.channel]}</span>
                      ) : null}
                      <table.FlexRender cell={cell} />
                    </div>
                  </div>
                ))}
              </div>
            ) : null;
          })}
        </div>
      </div>
      {hasMore ? <p className="postern-paper">{t.history.notPrinted}</p> : null}
      <Group justify="center" py="md" className="postern-screen">
        {isLoadingMore ? <Loader size="sm" role="status" aria-label={t.common.loadingMore} /> : null}
        {hasMore && !isStopped && !isLoadingMore ? (
          <Button variant="default" onClick={onMore}>
            {t.common.loadMore}
          </Button>
        ) : null}
        {hasMore ? null : (
          <Text size="sm" c="dimmed">
            {t.common.end}
          </Text>
        )}
      </Group>
    </div>
  );
}
