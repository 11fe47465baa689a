import { megabytes } from '../parts/megabytes.ts';
import { useConsole } from '../state/console.tsx';
import { useStrings } from '../strings/strings.tsx';

/** Says why what goes with a message would be too much; `undefined` where it is not. */
export function useTooMuch() {
  const words = useStrings().compose.files;
  const { attachments, attachmentBytes } = useConsole().session.limits;
  return ({ count, bytes }: { readonly count: number; readonly bytes: number }): string | undefined => {
    if (bytes > attachmentBytes) return words.tooLarge(megabytes(bytes), megabytes(attachmentBytes));
    return count > attachments ? words.tooMany(attachments) : undefined;
  };
}
