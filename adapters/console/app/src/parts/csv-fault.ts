import type { Catalogue } from '../strings/en/index.ts';
import { type CsvFault, mostCharacters } from './csv-file.ts';

/** Bytes, or characters, as people say it; rounded up, so that what is too much never looks like what is allowed. */
export const megabytes = (bytes: number) => Math.ceil(bytes / 100_000) / 10;

/** Why a file was not taken, in words. */
export function faultSentence(t: Catalogue, fault: CsvFault, file: File): string {
  const wrong = t.suppressions.importing[fault];
  return typeof wrong === 'string' ? wrong : wrong(megabytes(file.size), megabytes(mostCharacters));
}
