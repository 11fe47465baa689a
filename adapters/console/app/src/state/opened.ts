/** What the browser keeps with an entry of its history that was made by opening something from a list. */
export const openedFromList = { opened: 'from list' } as const;

export function isOpenedFromList(state: unknown): boolean {
  return (
    typeof state === 'object' && state !== null && 'opened' in state && state.opened === openedFromList.opened
  );
}
