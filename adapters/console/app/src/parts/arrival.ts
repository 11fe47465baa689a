import { createContext, type RefObject, useContext } from 'react';

/** Whether one has arrived at the page: until then the window stands where the page before was read, and goes to the top next. */
export const Arrival = createContext<Readonly<RefObject<boolean>>>({ current: true });

/** Where what is shown in a page begins to be read, in pixels from the top. */
export function useFirstOffset(): () => number {
  const hasArrived = useContext(Arrival);
  return () => (hasArrived.current ? window.scrollY : 0);
}
