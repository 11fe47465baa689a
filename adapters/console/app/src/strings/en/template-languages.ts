/** Of templates in several languages. */
export const enTemplateLanguages = {
  legend: 'Language',
  own: 'Language of this text',
  ownHint: 'A code such as en or pt-BR. Needed before others are added.',
  code: 'Another language',
  codeHint: 'Its code, such as de or pt-BR',
  add: 'Add language',
  remove: (name: string) => `Remove ${name}`,
  copy: 'Copy main text',
  bad: 'This is no code of a language. Write it as in de or pt-BR.',
  twice: 'This language is there already.',
  ownFirst: 'First say what language the main text is in.',
  many: 'More than 20 further languages are not possible.',
  lacks: (names: string) => `The main text also uses: ${names}`,
  more: (names: string) => `Only this language uses: ${names}`,
  languages: 'Languages',
};
