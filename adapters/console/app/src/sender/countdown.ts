import { useEffect, useState } from 'react';

/** Whole seconds until a time, counting down; 0 once it is over. */
export function useSecondsUntil(at: string | undefined): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(at));
  useEffect(() => {
    setSeconds(secondsUntil(at));
    if (secondsUntil(at) === 0) return;
    const timer = window.setInterval(() => {
      const left = secondsUntil(at);
      setSeconds(left);
      if (left === 0) window.clearInterval(timer);
    }, 1_000);
    return () => window.clearInterval(timer);
  }, [at]);
  return seconds;
}

function secondsUntil(at: string | undefined): number {
  return at === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(at) - Date.now()) / 1_000));
}
