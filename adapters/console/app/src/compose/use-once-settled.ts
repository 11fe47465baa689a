import { useEffect, useState } from 'react';

/** Does what was asked for as soon as what it needs is no longer awaited. */
export function useOnceSettled<What extends string>(isBehind: boolean, run: (what: What) => void) {
  const [asked, setAsked] = useState<What>();
  useEffect(() => {
    if (asked === undefined || isBehind) return;
    setAsked(undefined);
    run(asked);
  });
  return { waitsFor: asked, wait: (what: What) => setAsked(what) };
}
