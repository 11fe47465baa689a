import { useEffect, useRef } from 'react';

const controls = 'input, select, textarea, button, a[href], [tabindex]';

/**
 * Where what had the focus goes because `state` changed, the place given back takes it: itself where it can, or else its first control.
 * It would fall to the page's body, and a keyboard begin anew at the top.
 */
export function useKeptFocus<Element extends HTMLElement>(state: unknown) {
  const place = useRef<Element>(null);
  const shown = useRef(state);
  useEffect(() => {
    if (Object.is(shown.current, state)) return;
    shown.current = state;
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body) return;
    const { current } = place;
    (current?.hasAttribute('tabindex') ? current : current?.querySelector<HTMLElement>(controls))?.focus();
  }, [state]);
  return place;
}
