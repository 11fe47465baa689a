import { Button, Group } from '@mantine/core';
import { signInUrlOf } from '../api/error.ts';
import { errorSentence } from '../strings/error-sentence.ts';
import { useStrings } from '../strings/strings.tsx';
import { Note } from './note.tsx';
import { SignInLink } from './sign-in-link.tsx';

/** In place of what could not be loaded. */
export function ErrorNote({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const t = useStrings();
  const signInUrl = signInUrlOf(error);
  return (
    <Note
      kind="error"
      title={t.errorTitle}
      alert
      action={
        <Group gap="xs">
          {signInUrl === undefined ? null : <SignInLink to={signInUrl} />}
          {onRetry ? (
            <Button size="xs" variant="default" onClick={onRetry}>
              {t.common.tryAgain}
            </Button>
          ) : null}
        </Group>
      }
    >
      {errorSentence(t, error)}
    </Note>
  );
}
