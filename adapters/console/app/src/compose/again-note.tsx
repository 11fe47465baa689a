import type { MessageDetail } from '../../../src/contract.ts';
import type { ApiError } from '../api/error.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { Note } from '../parts/note.tsx';
import { useStrings } from '../strings/strings.tsx';

interface Props {
  readonly message: {
    readonly data?: MessageDetail | undefined;
    readonly error: ApiError | null;
    readonly refetch: () => unknown;
  };
}

/** Why the form does not hold what was to be sent once more: the message, or what it said, is not to be had. */
export function AgainNote({ message: { data, error, refetch } }: Props) {
  const words = useStrings().compose.againGone;
  if (error && error.code !== 'message_not_found')
    return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (error) return <Note kind="warning">{words.missing}</Note>;
  if (!data || data.content) return null;
  return <Note kind="warning">{data.confidential ? words.confidential : words.erased}</Note>;
}
