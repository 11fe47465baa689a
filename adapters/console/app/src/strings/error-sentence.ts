import { ApiError } from '../api/error.ts';
import type { Catalogue } from './en/index.ts';

/** An error in the viewer's words: the catalogue's, or else the server's own sentence. */
export function errorSentence(t: Catalogue, error: unknown): string {
  if (!(error instanceof ApiError)) return t.app.crashedHint;
  const sentence = t.errors[error.code]?.(error.details);
  if (sentence !== undefined && sentence !== '') return sentence;
  return error.message === '' ? (t.errors.bad_answer?.({}) ?? '') : error.message;
}
