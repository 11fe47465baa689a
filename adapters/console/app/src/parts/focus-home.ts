/**
 * Where what had the focus is gone, it would fall to the whole page: it goes to what is read there, the message that is open or the
 * heading. A part says `data-home` where one begins to read it, and takes the focus there.
 */
export function focusHome(): void {
  const { activeElement } = document;
  if (activeElement && activeElement !== document.body) return;
  const home =
    document.querySelector<HTMLElement>('[role="dialog"] [data-home]') ??
    document.querySelector<HTMLElement>('main h1');
  home?.focus({ preventScroll: true });
}
