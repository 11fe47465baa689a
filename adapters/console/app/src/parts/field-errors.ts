import { useState } from 'react';
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
  return {
    errors,
    /** Shows these and focuses the first; answers whether there are any. */
    set(found: FieldErrors): boolean {
      setErrors(found);
      const any = Object.values(found).some((sentence) => sentence !== undefined);
      if (any) focusFirstInvalid();
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
      focusFirstInvalid();
    },
  };
}

/** After the rendering that marks them. */
function focusFirstInvalid(): void {
  window.setTimeout(() => {
    document
      .querySelector<HTMLElement>('main [aria-invalid="true"], [role="dialog"] [aria-invalid="true"]')
      ?.focus();
  });
}
