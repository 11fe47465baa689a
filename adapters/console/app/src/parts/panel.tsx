import { Group, Paper, type PaperProps, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface Props extends Omit<PaperProps, 'children'> {
  readonly title?: string;
  /** Its heading takes the focus where one arrives at it. */
  readonly isHome?: boolean;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page on its own ground, with its heading. */
export function Panel({ title, isHome = false, aside, children, ...paper }: Props) {
  const id = useId();
  return (
    <Paper
      component="section"
      withBorder
      p={{ base: 'md', sm: 'lg' }}
      bg="var(--postern-panel)"
      {...(title === undefined ? {} : { 'aria-labelledby': id })}
      {...paper}
    >
      {title === undefined ? null : (
        <Group justify="space-between" mb="md" gap="xs">
          <Title order={2} id={id} {...(isHome ? { tabIndex: -1, 'data-home': true } : {})}>
            {title}
          </Title>
          {aside}
        </Group>
      )}
      {children}
    </Paper>
  );
}
