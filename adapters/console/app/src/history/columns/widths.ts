import type { ColumnId } from './chosen-columns.ts';

/** In rem: never narrower, `stacked` with the smaller letters of a stack. `share`: of the room that is left; absent: no wider either. */
interface Width {
  readonly least: number;
  readonly stacked?: number;
  readonly share?: number;
}

const moment: Width = { least: 9.8, stacked: 8.6 };
const words: Width = { least: 5.5, share: 0.9 };

const widths: Readonly<Record<ColumnId, Width>> = {
  recipient: { least: 8, share: 1.7 },
  message: { least: 10, share: 2.2 },
  // Of the longest word that any language has for one.
  status: { least: 9.6 },
  created: moment,
  scheduled: moment,
  sent: moment,
  template: words,
  sender: { ...words, share: 1.1 },
  failure: { least: 7, share: 1 },
  reference: { least: 6.5, share: 1 },
  batch: { least: 6.5, share: 1 },
  origin: { least: 6.2 },
  actor: words,
  topic: words,
  transport: words,
  attempts: { least: 4.8 },
};

/** What a message is known by: on a row of two lines these have both. */
const tall: ReadonlySet<ColumnId> = new Set(['recipient', 'message', 'status']);

function isTall(id: ColumnId): boolean {
  return tall.has(id);
}

/** One below the other where there is less room: neighbours by two; what must be tall, or has no neighbour, alone. */
export function stacked(ids: readonly ColumnId[]): readonly (readonly ColumnId[])[] {
  const stacks: ColumnId[][] = [];
  for (const id of ids) {
    const last = stacks.at(-1);
    const [above] = last ?? [];
    if (last?.length === 1 && above && !isTall(above) && !isTall(id)) last.push(id);
    else stacks.push([id]);
  }
  return stacks;
}

/** Where a column stands in its stack. */
export function placesOf(ids: readonly ColumnId[]): ReadonlyMap<ColumnId, 'alone' | 'above' | 'below'> {
  return new Map(
    stacked(ids).flatMap((stack) =>
      stack.map((id, index) => [id, stack.length === 1 ? 'alone' : index === 0 ? 'above' : 'below'] as const),
    ),
  );
}

/** What the style sheet lays the columns out by: their widths side by side and stacked, and the least they come to. */
export function layoutOf(ids: readonly ColumnId[]): Readonly<Record<`--${string}`, string>> {
  const wide = ids.map((id) => widths[id]);
  const narrow = stacked(ids).map(together);
  return {
    '--wide': wide.map(trackOf).join(' '),
    '--wide-least': leastOf(wide),
    '--narrow': narrow.map(trackOf).join(' '),
    '--narrow-least': leastOf(narrow),
  };
}

function together(stack: readonly ColumnId[]): Width {
  const all = stack.map((id) => widths[id]);
  const isOne = stack.length === 1;
  const least = Math.max(...all.map(({ least, stacked = least }) => (isOne ? least : stacked)));
  const shares = all.flatMap(({ share = [] }) => share);
  return shares.length === 0 ? { least } : { least, share: Math.max(...shares) };
}

function trackOf({ least, share }: Width): string {
  return share === undefined ? `${rem(least)}` : `minmax(${rem(least)}, ${share}fr)`;
}

/** With the gaps of 12 px between them, and the room at their sides. */
function leastOf(all: readonly Width[]): string {
  const sum = all.reduce((total, { least }) => total + least, 0);
  return `calc(${rem(sum)} + ${12 * (all.length - 1) + 64}px)`;
}

function rem(value: number): string {
  return `${Number(value.toFixed(2))}rem`;
}
