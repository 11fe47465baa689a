export const languages = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  nl: 'Nederlands',
} as const;
export type Language = keyof typeof languages;

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
