import { createContext, use, useMemo } from 'react';

/** The key of the sender that the page is about; absent: whichever is the one by default. */
export const Which = createContext<string | undefined>(undefined);

/** What each call about that sender takes along. */
export function useWhich(): { readonly query?: { readonly sender: string } } {
  const sender = use(Which);
  return useMemo(() => (sender === undefined ? {} : { query: { sender } }), [sender]);
}
