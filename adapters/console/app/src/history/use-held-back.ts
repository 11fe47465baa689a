import { useEffect, useState } from 'react';
import type { Message } from '../../../src/contract.ts';
import { isNewer } from '../api/message-pages.ts';

/** At the top they show: shown before, the list would scroll back as it measures them. */
const reveal = () => window.scrollTo(0, 0);

/** So far from the top nobody has begun to read down. */
const topPx = 24;

const isAtTop = () => window.scrollY <= topPx;

/**
 * Whoever has scrolled down reads on undisturbed: what arrives meanwhile is counted, and shown when it is asked for or when one is back
 * at the top.
 */
export function useHeldBack(messages: readonly Message[]) {
  const [newest, setNewest] = useState<Message>();
  const first = messages[0];
  useEffect(() => {
    const look = () => setNewest((held) => (isAtTop() ? undefined : (held ?? first)));
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, [first]);
  const newer = newest ? messages.filter((one) => isNewer(one, newest)).length : 0;
  // Nothing of what was read is left: another list, or one that began anew.
  if (newer === 0 || newer === messages.length) return { messages, newer: 0, reveal };
  return { messages: messages.slice(newer), newer, reveal };
}
