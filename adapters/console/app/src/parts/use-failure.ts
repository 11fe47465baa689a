import { useNotices } from '../state/notices.tsx';
import { errorSentence } from '../strings/error-sentence.ts';
import { useStrings } from '../strings/strings.tsx';

/** Tells about an error that belongs to no field. */
export function useFailure(): (error: unknown) => void {
  const t = useStrings();
  const { notify } = useNotices();
  return (error) => notify({ kind: 'error', title: t.errorTitle, text: errorSentence(t, error) });
}
