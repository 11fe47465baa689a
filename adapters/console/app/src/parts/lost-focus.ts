const controls = 'input, select, textarea, button, a[href]';
/** What lies over the page, and what of the page is no part of the work: the focus comes back out of it. */
const layers = '[role="dialog"], [data-layer]';
/** A dialog gives the focus back by itself, a moment after it was closed. */
const graceMs = 50;

interface Stop {
  readonly element: HTMLElement;
  readonly layer: Element | null;
  /** Within its layer, the innermost first. */
  readonly around: readonly HTMLElement[];
}

/** What last had the focus in each layer, the present one at the end. Empty where nobody had it, or left it for nothing. */
let stops: readonly Stop[] = [];

/**
 * Where what has the focus is taken out of the page, browsers give it to nothing: a keyboard begins anew at the top, and nothing is
 * read out. From now on it goes on: to where one begins in the nearest part that is left around it, or back to what it came from
 * before a dialog or a note. A part says `data-home` on what takes the focus there.
 */
export function watchFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    const layer = target.closest(layers);
    stops = [
      ...stops.filter((stop) => stop.layer !== layer && stop.layer?.isConnected !== false),
      { element: target, layer, around: around(target, layer) },
    ];
  });
  document.addEventListener('focusout', ({ target }) => {
    window.setTimeout(() => {
      // Somebody pressed on bare ground.
      if (isNowhere() && target instanceof Node && target.isConnected) stops = [];
    });
  });
  let due: number | undefined;
  new MutationObserver(() => {
    if (!lost()) return;
    window.clearTimeout(due);
    due = window.setTimeout(() => {
      if (lost()) goOn();
    }, graceMs);
  }).observe(document.body, { childList: true, subtree: true });
}

/** What had the focus and was taken away with it; `undefined` where something has it, or nothing had. */
function lost(): Stop | undefined {
  const last = stops.at(-1);
  return last && isNowhere() && !last.element.isConnected ? last : undefined;
}

/** Where what had the focus is gone, the place takes it: what says `data-home` in it, or else its first control. */
export function enterIfLost(place: HTMLElement): void {
  if (lost()?.layer !== place.closest(layers)) return;
  (homeIn(place) ?? place.querySelector<HTMLElement>(controls))?.focus();
}

function goOn(): void {
  for (const { element, around } of stops.toReversed()) {
    const homes = around.filter((one) => one.isConnected).map(homeIn);
    for (const next of [element, ...homes]) {
      next?.focus({ preventScroll: true });
      if (!isNowhere()) return;
    }
  }
}

function around(element: HTMLElement, layer: Element | null): readonly HTMLElement[] {
  const found: HTMLElement[] = [];
  for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) {
    found.push(one);
    if (one === layer) break;
  }
  return found;
}

const homeIn = (place: HTMLElement) => place.querySelector<HTMLElement>('[data-home]');

function isNowhere(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}
