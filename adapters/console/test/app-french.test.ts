import { describe, expect, it } from 'vitest';
import { fr } from '../app/src/strings/fr/index.ts';
import { on, since, until } from '../app/src/strings/fr/moments.ts';

/** A value that every sentence takes: text, a locale, a list, a finding. */
const name = () => 'fr';
const names = { reasonName: name, topicName: name, priorityName: name, percent: name, number: name };
const list = (items: readonly string[]) => items.join(', ');
const value = Object.assign(['fr'], { ratio: 4.2, options: ['fr'], list, ...names });

/** Every sentence there is; those made of values, of that one. */
function sentencesOf(words: unknown): readonly string[] {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') return [String(words(...Array(words.length).fill(value)))];
  return Object.values(words as object).flatMap(sentencesOf);
}

describe('the French words', () => {
  it('have the spaces and quotes of French, which cannot be seen where they are written', () => {
    const plain = /['"]| [:;!?»]|[^\s:;!?»][;!?»](?=\s|$)|[^\s/\d]:(?=\s|$)|«(?!\u00a0)/u;
    const sentences = sentencesOf(fr);
    expect(sentences.length).toBeGreaterThan(500);
    expect(sentences.filter((sentence) => plain.test(sentence))).toEqual([]);
  });

  it.each([
    ['13:20', 'à 13:20', 'jusqu’à 13:20', 'depuis 13:20'],
    ['13 h 20', 'à 13 h 20', 'jusqu’à 13 h 20', 'depuis 13 h 20'],
    ['3 nov., 13:20', 'le 3 nov., 13:20', 'jusqu’au 3 nov., 13:20', 'depuis le 3 nov., 13:20'],
    ['lundi 3 mai', 'le lundi 3 mai', 'jusqu’au lundi 3 mai', 'depuis le lundi 3 mai'],
  ])('speak of %s as of a time of day, or as of a day', (moment, ...said) => {
    expect([on(moment), until(moment), since(moment)]).toEqual(said);
  });
});
