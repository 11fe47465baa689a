import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './message.module.css';

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <Title order={3} size="1rem" mb="xs" id={id}>
        {title}
      </Title>
      {children}
    </section>
  );
}
