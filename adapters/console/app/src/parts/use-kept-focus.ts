import { useEffect, useRef } from 'react';
import { enterIfLost } from './lost-focus.ts';

/**
 * Where what had the focus goes because `state` changed, the place given back takes it at once: what says `data-home` in it, or else
 * its first control.
 */
export function useKeptFocus<Element extends HTMLElement>(state: unknown) {
  const place = useRef<Element>(null);
  const shown = useRef(state);
  useEffect(() => {
    if (Object.is(shown.current, state)) return;
    shown.current = state;
    if (place.current) enterIfLost(place.current);
  }, [state]);
  return place;
}
