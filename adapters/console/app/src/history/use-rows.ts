import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useFirstOffset } from '../parts/arrival.ts';

const estimatedHeight = 64;
const overscan = 12;

interface Options {
  readonly keyOf: (index: number) => string | number;
  /** The space bar was pressed on a row's link; with `range` together with Shift. */
  readonly onSpace: (index: number, range: boolean) => void;
}

/** The rows near the window, and arrow keys that go from row to row. */
export function useRows(count: number, { keyOf, onSpace }: Options) {
  const body = useRef<HTMLDivElement>(null);
  const initialOffset = useFirstOffset();
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => {
    const top = body.current ? body.current.getBoundingClientRect().top + window.scrollY : 0;
    setScrollMargin(Math.round(top));
  });

  const rangeExtractor = useCallback((range: Range) => {
    const near = defaultRangeExtractor(range);
    // The row that has the focus stays, or the focus would be lost by scrolling.
    const row = document.activeElement?.closest<HTMLElement>('[data-index]');
    const focused = row ? Number(row.dataset.index) : -1;
    const keeps =
      focused >= 0 && focused < range.count && !near.includes(focused) && body.current?.contains(row ?? null);
    return keeps ? [...near, focused].sort((a, b) => a - b) : near;
  }, []);

  const virtual = useWindowVirtualizer({
    initialOffset,
    count,
    estimateSize: () => estimatedHeight,
    getItemKey: keyOf,
    overscan,
    scrollMargin,
    rangeExtractor,
  });

  // A row gone to that is not in the page yet: it takes the focus once it is.
  const wanted = useRef<number>(undefined);
  const goTo = (index: number) => {
    const link = body.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`);
    wanted.current = link ? undefined : index;
    if (link) link.focus();
    else virtual.scrollToIndex(index);
  };
  useEffect(() => {
    if (wanted.current !== undefined) goTo(wanted.current);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const row = document.activeElement?.closest<HTMLElement>('[data-index]');
    if (row && event.key === ' ' && document.activeElement instanceof HTMLAnchorElement) {
      event.preventDefault();
      onSpace(Number(row.dataset.index), event.shiftKey);
    }
    if (step === 0 || !row) return;
    event.preventDefault();
    const next = (wanted.current ?? Number(row.dataset.index)) + step;
    if (next >= 0 && next < count) goTo(next);
  };
  return { body, virtual, onKeyDown };
}
