import { Group, Text } from '@mantine/core';
import { Icon } from '../parts/icons.tsx';
import { useStrings } from '../strings/strings.tsx';

/** Whether something is validated, by word and sign. */
export function Validated({ yes }: { readonly yes: boolean }) {
  const t = useStrings();
  return (
    <Group
      gap={6}
      wrap="nowrap"
      c={yes ? 'var(--postern-good-ink)' : 'var(--postern-doubt-ink)'}
      component="span"
    >
      <Icon name={yes ? 'check' : 'clock'} size={16} />
      <Text component="span" fw={600}>
        {yes ? t.sender.validated : t.sender.notValidated}
      </Text>
    </Group>
  );
}
