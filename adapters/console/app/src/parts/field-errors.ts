import { useEffect, useState } from 'react';
import { ApiError } from '../api/error.ts';
import { fieldsOf } from '../api/field-errors.ts';
import { useNotices } from '../state/notices.tsx';
import { errorSentence } from '../strings/error-sentence.ts';
import { useStrings } from '../strings/strings.tsx';

export type FieldErrors = Readonly<Record<string, string | undefined>>;

/** What is wrong with each field of a form: found here, or said by the server. What concerns no field becomes a notice. */
export function useFieldErrors(known: (field: string) => boolean) {
  const t = useStrings();
  const { notify } = useNotices();
  const [errors, setErrors] = useState<FieldErrors>({});
  // Counts what was refused: each time the first field that is wrong takes the focus, once it is marked.
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) focusFirstInvalid();
  }, [refusals]);
  return {
    errors,
    /** Shows these and focuses the first; answers whether there are any. */
    set(found: FieldErrors): boolean {
      setErrors(found);
      const any = Object.values(found).some((sentence) => sentence !== undefined);
      if (any) setRefusals((count) => count + 1);
      return any;
    },
    clear(field: string): void {
      setErrors((present) => (present[field] === undefined ? present : { ...present, [field]: undefined }));
    },
    reset: () => setErrors({}),
    show(error: unknown): void {
      const sentence = errorSentence(t, error);
      const field = error instanceof ApiError ? fieldsOf(error).filter(known) : [];
      if (field.length === 0) {
        notify({ kind: 'error', title: t.errorTitle, text: sentence });
        return;
      }
      setErrors(Object.fromEntries(field.map((name) => [name, sentence])));
      setRefusals((count) => count + 1);
    },
  };
}

function focusFirstInvalid(): void {
  const marked = 'main [aria-invalid="true"], [role="dialog"] [aria-invalid="true"]';
  document.querySelector<HTMLElement>(marked)?.focus();
}
