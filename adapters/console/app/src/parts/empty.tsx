import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

interface Props {
  readonly icon: IconName;
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}

/** Says that there is nothing, and what to do about it. */
export function Empty({ icon, title, hint, children }: Props) {
  return (
    <Stack align="center" gap="xs" py={{ base: 'xl', sm: 48 }} ta="center">
      <Text c="dimmed" component="span" lh={0}>
        <Icon name={icon} size={36} />
      </Text>
      <Text fw={600} size="lg">
        {title}
      </Text>
      {hint === undefined ? null : <Text c="dimmed">{hint}</Text>}
      {children}
    </Stack>
  );
}
