import { type Language, languages } from './strings.tsx';

const key = 'postern:language';

/** What the viewer chose on this device; `undefined`: as the browser asks. */
export function chosenLanguage(storage: Storage = localStorage): Language | undefined {
  const chosen = storage.getItem(key);
  return chosen !== null && isLanguage(chosen) ? chosen : undefined;
}

export function chooseLanguage(language: Language | undefined, storage: Storage = localStorage): void {
  if (language === undefined) storage.removeItem(key);
  else storage.setItem(key, language);
}

/** The first wanted one there is, and the locale that says how dates look in it. */
export function pickLanguage(
  wanted: readonly string[],
  chosen: Language | undefined,
): { readonly language: Language; readonly locale: string } {
  const language = chosen ?? wanted.map(languageOf).find(isLanguage) ?? 'en';
  return { language, locale: wanted.find((locale) => languageOf(locale) === language) ?? language };
}

function languageOf(locale: string): string {
  return locale.toLowerCase().split('-')[0] ?? '';
}

export function isLanguage(name: string): name is Language {
  return Object.hasOwn(languages, name);
}
