import { useCallback } from 'react';
import { useSearchParams } from 'wouter';

type Changes = Readonly<Record<string, string | undefined>>;

/** The page's parameters in its address. `set` replaces the entry in the browser's history, `push` adds one that Back undoes. */
export function useParameters() {
  const [parameters, setParameters] = useSearchParams();
  const change = useCallback(
    (changes: Changes, replace: boolean) => {
      setParameters(
        (present) => {
          const next = new URLSearchParams(present);
          for (const [key, value] of Object.entries(changes)) {
            if (value === undefined || value === '') next.delete(key);
            else next.set(key, value);
          }
          return next;
        },
        { replace },
      );
    },
    [setParameters],
  );
  return {
    get: (key: string) => parameters.get(key) ?? undefined,
    set: (changes: Changes) => change(changes, true),
    push: (changes: Changes) => change(changes, false),
  };
}
