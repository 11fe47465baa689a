import { useEffect, useState } from 'react';
import { useApi } from '../state/console.tsx';

/** Whole seconds until a time of the server's, counting down; 0 once it is over. */
export function useSecondsUntil(at: string | undefined): number {
  const api = useApi();
  const left = at === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(at) - api.now()) / 1_000));
  const [, tick] = useState(0);
  const counts = left > 0;
  useEffect(() => {
    if (!counts) return;
    const timer = window.setInterval(() => tick((count) => count + 1), 1_000);
    return () => window.clearInterval(timer);
  }, [counts]);
  return left;
}
