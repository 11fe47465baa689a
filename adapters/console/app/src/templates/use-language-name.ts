import { useMemo } from 'react';
import { useLanguage } from '../strings/strings.tsx';

/** What a language is called by who reads the page, with its code: `Deutsch (de)`; the code alone of one that nobody knows. */
export function useLanguageName(): (code: string) => string {
  const { locale } = useLanguage();
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale, 'en'], { type: 'language', fallback: 'none' });
    return (code) => {
      try {
        const name = names.of(code);
        return name === undefined ? code : `${name} (${code})`;
      } catch {
        return code;
      }
    };
  }, [locale]);
}
