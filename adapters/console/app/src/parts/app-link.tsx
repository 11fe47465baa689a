import { Anchor, Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

interface LinkProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A link within the console. */
export function TextLink({ to, children, className }: LinkProps) {
  return (
    <Anchor component={Link} href={to} underline="always" {...(className === undefined ? {} : { className })}>
      {children}
    </Anchor>
  );
}

/** A link that looks like a button: it goes somewhere and does nothing else. */
export function ButtonLink({ to, children, ...button }: ButtonProps & LinkProps) {
  return (
    <Button component={Link} href={to} {...button}>
      {children}
    </Button>
  );
}
