import type { ReactNode } from 'react';
import { Breakable } from './breakable.tsx';
import { Icon, type IconName } from './icons.tsx';
import classes from './note.module.css';

interface Props {
  readonly kind: 'info' | 'warning' | 'error';
  readonly title?: string | undefined;
  /** Read out when it appears. */
  readonly alert?: boolean;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

const icons: Readonly<Record<Props['kind'], IconName>> = {
  info: 'info',
  warning: 'warning',
  error: 'warning',
};

/** Something to know, in its place on the page. */
export function Note({ kind, title, alert = false, action, children }: Props) {
  return (
    <div className={classes.note} data-kind={kind} role={alert ? 'alert' : undefined}>
      <Icon name={icons[kind]} />
      <div className={classes.body}>
        {title === undefined ? null : (
          <p className={classes.title}>
            <Breakable text={title} />
          </p>
        )}
        {children}
      </div>
      {action}
    </div>
  );
}
