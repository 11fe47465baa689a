import { Box } from '@mantine/core';
import { useStreamState } from '../api/live.tsx';
import { Note } from '../parts/note.tsx';
import { SignInLink } from '../parts/sign-in-link.tsx';
import { useApi } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';

/** The session has ended while the page was open: the way to a new one, where the host says it. */
export function SignedOutNote() {
  const t = useStrings();
  const state = useStreamState();
  const { signInUrl } = useApi();
  if (state !== 'signed_out' || signInUrl === undefined) return null;
  return (
    <Box mb="lg">
      <Note kind="warning" title={t.app.sessionEnded} alert action={<SignInLink to={signInUrl} />}>
        {t.app.sessionEndedHint}
      </Note>
    </Box>
  );
}
