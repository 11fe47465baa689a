import { httpStatus } from 'postern';
import { describe, expect, it } from 'vitest';
import { de } from '../app/src/strings/de/index.ts';
import { es } from '../app/src/strings/es/index.ts';
import { fr } from '../app/src/strings/fr/index.ts';
import { it as italian } from '../app/src/strings/it/index.ts';
import { nl } from '../app/src/strings/nl/index.ts';
import { consoleErrorCodes } from '../src/contract.ts';

const codes = [...Object.keys(httpStatus), ...consoleErrorCodes, 'network', 'bad_answer'];
const catalogues = { de, es, fr, it: italian, nl };

describe('what is refused', () => {
  it.each(Object.entries(catalogues))(
    'is said in %s, whatever its code: English stands in for none',
    (_, { errors }) => {
      const words: Partial<Record<string, (details: Readonly<Record<string, unknown>>) => string>> = errors;
      const facts = {
        usedBy: [{ name: 'Welcome' }],
        variables: ['name'],
        attemptsLeft: 2,
        reason: 'too_many',
      };
      expect(codes.filter((code) => !words[code]?.({}) || !words[code]?.(facts))).toEqual([]);
    },
  );
});
