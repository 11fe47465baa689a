import { Group } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { SteadyButton } from '../../parts/steady-button.tsx';
import { useStrings } from '../../strings/strings.tsx';
import classes from './rich.module.css';

interface Props {
  /** What it is about, as it is read out. */
  readonly label: string;
  /** Its fields. */
  readonly children: ReactNode;
  readonly onApply: () => void;
  readonly onLeave: () => void;
  /** Takes it out; absent where there is nothing to take out. */
  readonly remove?: { readonly label: string; readonly onRemove: () => void } | undefined;
}

/** What the toolbar asks. Within the form of the whole message: Enter sends nothing here. */
export function AskForm({ label, children, onApply, onLeave, remove }: Props) {
  const t = useStrings().editor;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    if (event.key === 'Enter' && ['BUTTON', 'SELECT'].includes((event.target as Element).tagName)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') onApply();
    else onLeave();
  };
  return (
    <fieldset className={classes.ask} onKeyDown={onKeyDown} aria-label={label}>
      <Group gap="sm" align="flex-start">
        {children}
      </Group>
      <Group gap="xs" mt="sm">
        <SteadyButton size="xs" onClick={onApply}>
          {t.apply}
        </SteadyButton>
        {remove ? (
          <SteadyButton size="xs" variant="default" onClick={remove.onRemove}>
            {remove.label}
          </SteadyButton>
        ) : null}
        <SteadyButton size="xs" variant="subtle" onClick={onLeave}>
          {t.cancel}
        </SteadyButton>
      </Group>
    </fieldset>
  );
}
