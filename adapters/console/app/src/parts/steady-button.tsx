import { Button, type ButtonProps, Loader } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';

interface Props extends Omit<ButtonProps, 'disabled' | 'loading'> {
  readonly type?: 'submit' | 'button';
  readonly title?: string;
  /** What it was pressed for is being done. */
  readonly busy?: boolean;
  /** It cannot be pressed now. */
  readonly waits?: boolean;
  readonly onClick?: () => void;
  readonly children: ReactNode;
}

/** A button that keeps the focus while it works or waits: from a disabled one browsers take it, and nothing has it. */
export function SteadyButton({ busy = false, waits = false, onClick, leftSection, ...button }: Props) {
  const rests = busy || waits;
  return (
    <Button
      {...button}
      leftSection={busy ? <Loader size={16} color="currentcolor" /> : leftSection}
      {...(rests ? { 'aria-disabled': true } : {})}
      {...(waits ? { 'data-disabled': true } : {})}
      onClick={(event: MouseEvent) => {
        if (rests) event.preventDefault();
        else onClick?.();
      }}
    />
  );
}
