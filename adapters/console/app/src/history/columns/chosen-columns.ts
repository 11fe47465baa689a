/** What a list of messages may show of each, in the order of those who chose nothing. */
export const columnIds = [
  ...(['recipient', 'message', 'status', 'created', 'scheduled', 'template', 'sender'] as const),
  ...([
    'sent',
    'failure',
    'reference',
    'batch',
    'origin',
    'actor',
    'topic',
    'transport',
    'attempts',
  ] as const),
] as const;
/** One of {@link columnIds}. */
export type ColumnId = (typeof columnIds)[number];

/** What is shown where nothing was chosen. */
export const usualColumns: readonly ColumnId[] = columnIds.slice(0, columnIds.indexOf('sent'));

/** Leads to its message: it is always shown, and first. */
export const fixedColumn: ColumnId = 'recipient';

/** All columns in the order chosen, those that are not shown among them. */
export interface ChosenColumns {
  readonly order: readonly ColumnId[];
  readonly shown: readonly ColumnId[];
}

export const usualChoice: ChosenColumns = { order: columnIds, shown: usualColumns };

/** Those that are shown, in their order. */
export function shownOf({ order, shown }: ChosenColumns): readonly ColumnId[] {
  return order.filter((id) => shown.includes(id));
}

export function isUsual({ order, shown }: ChosenColumns): boolean {
  return order.join() === columnIds.join() && [...shown].sort().join() === [...usualColumns].sort().join();
}

/** With a column shown that was not, or the other way round; the fixed one stays. */
export function switched({ order, shown }: ChosenColumns, id: ColumnId): ChosenColumns {
  if (id === fixedColumn) return { order, shown };
  return { order, shown: shown.includes(id) ? shown.filter((one) => one !== id) : [...shown, id] };
}

/** Whether a column has a place to go to, one up or down. */
export function canMove({ order }: ChosenColumns, id: ColumnId, step: 1 | -1): boolean {
  const to = order.indexOf(id) + step;
  return id !== fixedColumn && to > 0 && to < order.length;
}

/** With a column one place up or down. */
export function moved(chosen: ChosenColumns, id: ColumnId, step: 1 | -1): ChosenColumns {
  if (!canMove(chosen, id, step)) return chosen;
  const order = chosen.order.filter((one) => one !== id);
  order.splice(chosen.order.indexOf(id) + step, 0, id);
  return { ...chosen, order };
}

/** What is kept on a device: columns that are no more are left out, new ones stand at the end and are not shown. */
export function readChoice(stored: unknown): ChosenColumns {
  if (typeof stored !== 'object' || stored === null) return usualChoice;
  const { order, shown } = stored as Readonly<Record<keyof ChosenColumns, unknown>>;
  if (!Array.isArray(order) || !Array.isArray(shown)) return usualChoice;
  const known = [...new Set<unknown>([fixedColumn, ...order])].filter(isColumn);
  return {
    order: [...known, ...columnIds.filter((id) => !known.includes(id))],
    shown: columnIds.filter((id) => id === fixedColumn || shown.includes(id)),
  };
}

function isColumn(value: unknown): value is ColumnId {
  return columnIds.some((id) => id === value);
}
