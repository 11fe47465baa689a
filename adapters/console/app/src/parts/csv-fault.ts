import type { Catalogue } from '../strings/en/index.ts';
import { type CsvFault, mostCharacters } from './csv-file.ts';
import { megabytes } from './megabytes.ts';

/** Why a file was not taken, in words. */
export function faultSentence(t: Catalogue, fault: CsvFault, file: File): string {
  const wrong = t.suppressions.importing[fault];
  return typeof wrong === 'string' ? wrong : wrong(megabytes(file.size), megabytes(mostCharacters));
}
