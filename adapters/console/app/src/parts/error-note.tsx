import { Alert, Button, Group, Text } from '@mantine/core';
import { errorSentence } from '../strings/error-sentence.ts';
import { useStrings } from '../strings/strings.tsx';
import { Icon } from './icons.tsx';

/** In place of what could not be loaded. */
export function ErrorNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const t = useStrings();
  return (
    <Alert color="danger" variant="light" title={t.errorTitle} icon={<Icon name="warning" />} role="alert">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{errorSentence(t, error)}</Text>
        {onRetry ? (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t.common.tryAgain}
          </Button>
        ) : null}
      </Group>
    </Alert>
  );
}
