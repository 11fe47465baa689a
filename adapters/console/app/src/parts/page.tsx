import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useConsole } from '../state/console.tsx';
import { Arrival } from './arrival.ts';
import classes from './page.module.css';

interface Props {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** Forms and texts read better in a narrow column. */
  readonly narrow?: boolean;
  /** Tables take what there is. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

let firstPage = true;

/** A page with its heading, which takes the focus when one arrives from another page: screen readers begin there. */
export function Page({ title, hint, actions, narrow = false, wide = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const hasArrived = useRef(false);
  const { site } = useConsole().session;
  useEffect(() => {
    document.title = `${title} · ${site.name}`;
  }, [title, site.name]);
  useEffect(() => {
    if (!firstPage) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    firstPage = false;
    hasArrived.current = true;
  }, []);
  return (
    <Stack gap="lg" className={narrow ? classes.narrow : wide ? classes.wide : classes.page}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className={classes.head}>
          <Title order={1} ref={heading} tabIndex={-1} data-home className={classes.title}>
            {title}
          </Title>
          {hint === undefined ? null : (
            <Text c="dimmed" mt={4} maw="46rem">
              {hint}
            </Text>
          )}
        </div>
        {actions}
      </Group>
      <Arrival value={hasArrived}>{children}</Arrival>
    </Stack>
  );
}
