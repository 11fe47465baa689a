import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';
import { chooseLanguage, chosenLanguage } from './choose.ts';
import { isLanguage, type Language, pickLanguage } from './languages.ts';
import { loadCatalogue, type Strings, StringsProvider } from './strings.tsx';

const Choose = createContext<(choice: string) => void>(() => {});

/** Chooses a language by its code; anything else: as the browser asks. */
export function useChooseLanguage(): (choice: string) => void {
  return use(Choose);
}

/** The words in the viewer's language. `wanted`: what the browser or the host asks for, best first. */
export async function loadStrings(
  wanted: readonly string[],
  chosen: Language | undefined = chosenLanguage(),
): Promise<Strings> {
  const picked = pickLanguage(wanted, chosen);
  return { ...picked, t: await loadCatalogue(picked.language) };
}

interface Props {
  readonly initial: Strings;
  readonly wanted: readonly string[];
  readonly children: ReactNode;
}

/** Lets the language be changed while the page is open. */
export function LanguageSwitch({ initial, wanted, children }: Props) {
  const [strings, setStrings] = useState(initial);
  useEffect(() => {
    document.documentElement.lang = strings.language;
  }, [strings.language]);
  const choose = useCallback(
    (choice: string) => {
      chooseLanguage(isLanguage(choice) ? choice : undefined);
      // Where it cannot be fetched, the page stays as it is and changes when it is next loaded.
      loadStrings(wanted).then(setStrings, () => {});
    },
    [wanted],
  );
  return (
    <Choose value={choose}>
      <StringsProvider value={strings}>{children}</StringsProvider>
    </Choose>
  );
}
