import { noteText } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { de } from '../app/src/strings/de/index.ts';
import { en } from '../app/src/strings/en/index.ts';
import { es } from '../app/src/strings/es/index.ts';
import { fr } from '../app/src/strings/fr/index.ts';
import { it as italian } from '../app/src/strings/it/index.ts';
import { isLanguage, type Language, languages as named } from '../app/src/strings/languages.ts';
import { nl } from '../app/src/strings/nl/index.ts';
import type { NoteNames } from '../app/src/strings/note-words.ts';
import { everyNote } from './support/note-samples.ts';

const catalogues = { de, en, es, fr, it: italian, nl };
const languages = Object.keys(named).filter(isLanguage);
const names: NoteNames = {
  reasonName: (reason) => reason,
  topicName: (id) => id,
  priorityName: (priority) => priority,
  percent: (share) => `${share * 100} %`,
  number: String,
  list: (items) => items.join(', '),
};

const english = sentencesIn('en');

/** By code; what others said has none. */
function sentencesIn(language: Language): ReadonlyMap<string, string> {
  const { notes } = catalogues[language];
  const words: Partial<Record<string, (note: never, names: NoteNames) => string>> = notes;
  return new Map(everyNote.map((note) => [note.code, words[note.code]?.(note as never, names) ?? '']));
}

describe('what is noted', () => {
  it.each(languages.filter((language) => language !== 'en'))(
    'is worded in %s, each code in its own words',
    (language) => {
      const sentences = sentencesIn(language);
      const written = new Set(everyNote.map(noteText));
      const left = [...sentences].filter(
        ([code, sentence]) =>
          code !== 'quoted' && (sentence === '' || sentence === english.get(code) || written.has(sentence)),
      );
      expect(left).toEqual([]);
      expect(new Set(sentences.values()).size).toBe(everyNote.length);
    },
  );

  it.each(languages)('holds in %s what each note names', (language) => {
    const sentences = sentencesIn(language);
    for (const { code, ...parameters } of everyNote) {
      if (code === 'quoted') continue;
      for (const value of Object.values(parameters)
        .flat()
        .filter((one) => typeof one === 'string' && !['email', 'sms'].includes(one)))
        expect(`${code}: ${sentences.get(code)}`).toContain(value);
    }
  });
});
