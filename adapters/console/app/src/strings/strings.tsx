import { createContext, type ReactNode, use } from 'react';
import { type Catalogue, en } from './en/index.ts';
import type { Language } from './languages.ts';

export interface Strings {
  readonly t: Catalogue;
  readonly language: Language;
  /** For dates and numbers: the viewer's own, where it speaks the language of the page. */
  readonly locale: string;
}

const Context = createContext<Strings>({ t: en, language: 'en', locale: 'en' });

export function StringsProvider({
  value,
  children,
}: {
  readonly value: Strings;
  readonly children: ReactNode;
}) {
  return <Context value={value}>{children}</Context>;
}

export function useStrings(): Catalogue {
  return use(Context).t;
}

export function useLanguage(): Strings {
  return use(Context);
}

/** English is in the page; other languages are fetched when they are needed. */
const catalogues: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => en,
  de: async () => (await import('./de/index.ts')).de,
  es: async () => (await import('./es/index.ts')).es,
  fr: async () => (await import('./fr/index.ts')).fr,
  it: async () => (await import('./it/index.ts')).it,
  nl: async () => (await import('./nl/index.ts')).nl,
};

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return catalogues[language]();
}
