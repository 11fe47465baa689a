import { text } from './arguments.ts';

/** The code of a language, such as `de` or `pt-BR` (BCP 47: a language, and a region or script at most). */
export const languageForm = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/;

/** The code of a language. */
export const languageArgument = text(12).regex(
  languageForm,
  'is the code of a language, such as "de" or "pt-BR"',
);

/** `pt` of `pt-BR`. */
export function primary(language: string): string {
  return language.split('-')[0]?.toLowerCase() ?? '';
}

/**
 * Of the languages that there are, the one that is taken for those that are wanted, the most wanted first: the same code, else one of the same
 * language, such as `pt-BR` for `pt`; `undefined` where there is neither for any of them.
 */
export function bestLanguage(there: readonly string[], wanted: readonly string[]): string | undefined {
  for (const one of wanted) {
    const found =
      there.find((language) => language.toLowerCase() === one.toLowerCase()) ??
      there.find((language) => primary(language) === primary(one));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The code of a language that the host's own records hold; `undefined` for whatever else stands there. */
export function readLocale(given: unknown): string | undefined {
  return languageArgument.safeParse(given).data;
}
