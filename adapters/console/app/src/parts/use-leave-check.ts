import { useEffect } from 'react';

/** While something would be lost with the page, the browser asks whether to leave it. */
export function useLeaveCheck(wouldLose: boolean): void {
  useEffect(() => {
    if (!wouldLose) return;
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', onLeave);
    return () => window.removeEventListener('beforeunload', onLeave);
  }, [wouldLose]);
}
