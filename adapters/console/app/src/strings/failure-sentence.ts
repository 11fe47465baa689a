import type { Catalogue } from './en/index.ts';

/** Why a hand-over failed, in words. A class this page does not know yet says nothing. */
export function failureSentence(t: Catalogue, failureClass: string): string {
  const sentences: Readonly<Record<string, string>> = t.failure;
  return sentences[failureClass] ?? '';
}
