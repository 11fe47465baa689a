import { ApiError } from '../api/error.ts';
import type { Catalogue } from './en/index.ts';
import type { ErrorDetails } from './error-words.ts';

/** An error in the viewer's words: the catalogue's, or else the server's own sentence. */
export function errorSentence(t: Catalogue, error: unknown): string {
  if (!(error instanceof ApiError)) return t.app.crashedHint;
  const words: Partial<Record<string, (details: ErrorDetails) => string>> = t.errors;
  const sentence = words[error.code]?.(error.details);
  if (sentence !== undefined && sentence !== '') return sentence;
  return error.message === '' ? (words.bad_answer?.({}) ?? '') : error.message;
}
