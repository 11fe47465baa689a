import { Button } from '@mantine/core';
import { Note } from '../parts/note.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly fault: string | undefined;
  readonly onRetry: () => void;
}

/** Why files of the message that is sent once more are not there, and another try. */
export function NotBrought({ fault, onRetry }: Props) {
  const t = useStrings();
  if (fault === undefined) return null;
  return (
    <Note
      kind="error"
      title={t.compose.files.notBrought}
      alert
      action={
        <Button size="xs" variant="default" onClick={onRetry}>
          {t.common.tryAgain}
        </Button>
      }
    >
      {fault}
    </Note>
  );
}
