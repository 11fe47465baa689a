import { Button } from '@mantine/core';
import { errorSentence } from '../strings/error-sentence.ts';
import { useStrings } from '../strings/strings.tsx';
import { Note } from './note.tsx';

/** In place of what could not be loaded. */
export function ErrorNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const t = useStrings();
  return (
    <Note
      kind="error"
      title={t.errorTitle}
      alert
      action={
        onRetry ? (
          <Button size="xs" variant="default" onClick={onRetry}>
            {t.common.tryAgain}
          </Button>
        ) : null
      }
    >
      {errorSentence(t, error)}
    </Note>
  );
}
