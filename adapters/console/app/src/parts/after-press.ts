let pressed = false;

window.addEventListener('pointerdown', () => mark(true), true);
for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => mark(false), true);

function mark(now: boolean): void {
  pressed = now;
}

/** Does something that moves the page's parts, at once or when the pointer is let go: a button that moves under it loses its click. */
export function afterPress(run: () => void): void {
  if (!pressed) run();
  else window.addEventListener('pointerup', () => window.setTimeout(run), { once: true, capture: true });
}
