import { Alert, Text } from '@mantine/core';
import type { MessageDetail } from '../../../src/contract.ts';
import { Icon } from '../parts/icons.tsx';
import { failureSentence } from '../strings/failure-sentence.ts';
import { useStrings } from '../strings/strings.tsx';

/** Why it did not go, first in words, then as the other side put it. */
export function FailureNote({ failure }: { readonly failure: NonNullable<MessageDetail['failure']> }) {
  const t = useStrings();
  const sentence = failureSentence(t, failure.class);
  return (
    <Alert color="danger" variant="light" icon={<Icon name="warning" />} title={sentence || t.status.failed}>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {t.message.failureAnswer}: {failure.code === undefined ? '' : `${failure.code} · `}
        {failure.message}
      </Text>
    </Alert>
  );
}
