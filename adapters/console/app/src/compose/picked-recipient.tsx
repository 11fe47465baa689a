import { Button, Group, Input, Paper, Text } from '@mantine/core';
import type { Target } from '../api/consumers.ts';
import { Address } from '../parts/address.tsx';
import { Icon } from '../parts/icons.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './compose.module.css';

interface Props {
  readonly value: Target;
  readonly error: string | undefined;
  readonly onClear: () => void;
}

/** The one picked, with the way to another. */
export function PickedRecipient({ value, error, onClear }: Props) {
  const t = useStrings();
  return (
    <fieldset className={classes.group}>
      <Text component="legend" size="sm" fw={600} mb={4}>
        {t.compose.to}
      </Text>
      <Paper withBorder px="sm" py={8}>
        <Group justify="space-between" gap="xs">
          <Group gap="sm" wrap="nowrap" miw={0} style={{ flex: '1 1 11rem' }}>
            <span className={classes.face}>
              <Icon name="person" />
            </span>
            <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              {value.name === undefined ? null : <Text fw={550}>{value.name}</Text>}
              <Text size="sm" c={value.name === undefined ? 'bright' : 'dimmed'}>
                <Address of={value} />
              </Text>
            </div>
          </Group>
          <Button
            size="xs"
            variant="default"
            onClick={onClear}
            aria-invalid={error === undefined ? undefined : true}
          >
            {t.compose.clearTo}
          </Button>
        </Group>
      </Paper>
      {error === undefined ? null : (
        <Input.Error mt={4} role="alert">
          {error}
        </Input.Error>
      )}
    </fieldset>
  );
}
