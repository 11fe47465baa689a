import { type MouseEvent, useRef } from 'react';

/** A hand that only presses moves less than this many px. */
const stillPx = 3;

/** Lets text be marked where presses open something: the press that ends a marking does nothing else. */
export function useMarking() {
  const pressed = useRef({ x: 0, y: 0 });
  return {
    onMouseDownCapture: ({ clientX, clientY }: MouseEvent) => {
      pressed.current = { x: clientX, y: clientY };
    },
    onClickCapture: (event: MouseEvent) => {
      const { x, y } = pressed.current;
      const moved = Math.hypot(event.clientX - x, event.clientY - y) > stillPx || event.shiftKey;
      const marks = window.getSelection()?.isCollapsed === false;
      // The keyboard's presses have no place. Boxes take Shift for themselves.
      if (event.detail === 0 || !moved || !marks || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
