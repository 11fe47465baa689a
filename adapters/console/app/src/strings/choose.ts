import { readStored, writeStored } from '../state/device.ts';
import { isLanguage, type Language } from './languages.ts';

const key = 'postern:language';

/** What the viewer chose on this device; `undefined`: as the browser asks. */
export function chosenLanguage(): Language | undefined {
  const chosen = readStored(key);
  return typeof chosen === 'string' && isLanguage(chosen) ? chosen : undefined;
}

export function chooseLanguage(language: Language | undefined): void {
  writeStored(key, language);
}
