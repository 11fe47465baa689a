import type { enTemplateLanguages } from '../en/template-languages.ts';

export const deTemplateLanguages: typeof enTemplateLanguages = {
  legend: 'Sprache',
  own: 'Sprache dieses Textes',
  ownHint: 'Ein Kürzel wie de oder pt-BR. Nötig, bevor weitere hinzukommen.',
  code: 'Weitere Sprache',
  codeHint: 'Ihr Kürzel, etwa en oder pt-BR',
  add: 'Sprache hinzufügen',
  remove: (name: string) => `${name} entfernen`,
  copy: 'Haupttext übernehmen',
  bad: 'Das ist kein Sprachkürzel. Schreiben Sie es wie in de oder pt-BR.',
  twice: 'Diese Sprache gibt es schon.',
  ownFirst: 'Geben Sie zuerst an, in welcher Sprache der Haupttext ist.',
  many: 'Mehr als 20 weitere Sprachen sind nicht möglich.',
  lacks: (names: string) => `Der Haupttext verwendet außerdem: ${names}`,
  more: (names: string) => `Nur diese Sprache verwendet: ${names}`,
  languages: 'Sprachen',
  theirs: 'Sprache der Empfänger',
  shown: (name: string) => `Angezeigt: ${name}`,
  each: 'Alle bekommen es in ihrer eigenen Sprache, soweit die Vorlage sie hat.',
};
