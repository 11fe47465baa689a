import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';

interface Props {
  readonly label: string;
  readonly onUndo: () => void;
}

/** Takes back what was just done; so does Ctrl+Z, but where it takes back what was typed. */
export function UndoButton({ label, onUndo }: Props) {
  const latest = useRef(onUndo);
  useEffect(() => {
    latest.current = onUndo;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== 'z') return;
      if (event.target instanceof HTMLElement && isTypedIn(event.target)) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <Button
      variant="default"
      size="compact-sm"
      title="Ctrl+Z"
      aria-keyshortcuts="Control+Z Meta+Z"
      onClick={() => onUndo()}
    >
      {label}
    </Button>
  );
}

function isTypedIn(element: HTMLElement): boolean {
  return element.isContentEditable || element.matches('input, textarea, select');
}
