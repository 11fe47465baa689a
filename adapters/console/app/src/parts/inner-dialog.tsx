import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';

const Context = createContext<(change: 1 | -1) => void>(() => {});

/** Tells the dialog around that one is open within it. Escape goes to the innermost alone. */
export function useInnerDialog(opened: boolean): void {
  const count = use(Context);
  useEffect(() => {
    if (!opened) return;
    count(1);
    return () => count(-1);
  }, [opened, count]);
}

/** For a dialog that others open in: whether one is, and the place where they say so. */
export function useInnerDialogs() {
  const [open, setOpen] = useState(0);
  const count = useCallback((change: 1 | -1) => setOpen((present) => present + change), []);
  const Inner = useCallback(
    ({ children }: { readonly children: ReactNode }) => <Context value={count}>{children}</Context>,
    [count],
  );
  return { hasInner: open > 0, Inner };
}
