import type { enTemplateLanguages } from '../en/template-languages.ts';

export const nlTemplateLanguages: typeof enTemplateLanguages = {
  legend: 'Taal',
  own: 'Taal van deze tekst',
  ownHint: 'Een code zoals nl of pt-BR. Nodig voordat er andere bijkomen.',
  code: 'Andere taal',
  codeHint: 'De code, bijvoorbeeld en of pt-BR',
  add: 'Taal toevoegen',
  remove: (name: string) => `${name} verwijderen`,
  copy: 'Hoofdtekst overnemen',
  bad: 'Dit is geen taalcode. Schrijf die zoals de of pt-BR.',
  twice: 'Deze taal is er al.',
  ownFirst: 'Geef eerst op in welke taal de hoofdtekst is.',
  many: 'Meer dan 20 extra talen kan niet.',
  lacks: (names: string) => `De hoofdtekst gebruikt ook: ${names}`,
  more: (names: string) => `Alleen deze taal gebruikt: ${names}`,
  languages: 'Talen',
  theirs: 'De taal van de ontvanger',
  shown: (name: string) => `Getoond: ${name}`,
  each: 'Iedereen krijgt het in de eigen taal, als de sjabloon die heeft.',
};
