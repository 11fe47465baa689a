import type { enTemplateLanguages } from '../en/template-languages.ts';

export const frTemplateLanguages: typeof enTemplateLanguages = {
  legend: 'Langue',
  own: 'Langue de ce texte',
  ownHint: 'Un code comme fr ou pt-BR. Nécessaire avant d’en ajouter d’autres.',
  code: 'Autre langue',
  codeHint: 'Son code, par exemple en ou pt-BR',
  add: 'Ajouter la langue',
  remove: (name: string) => `Retirer ${name}`,
  copy: 'Copier le texte principal',
  bad: 'Ce n’est pas un code de langue. Écrivez-le comme de ou pt-BR.',
  twice: 'Cette langue existe déjà.',
  ownFirst: 'Indiquez d’abord la langue du texte principal.',
  many: 'Pas plus de 20 langues supplémentaires.',
  lacks: (names: string) => `Le texte principal utilise aussi : ${names}`,
  more: (names: string) => `Seule cette langue utilise : ${names}`,
  languages: 'Langues',
  theirs: 'Celle du destinataire',
  shown: (name: string) => `Affichée : ${name}`,
  each: 'Chacun le reçoit dans sa langue, si le modèle l’a.',
};
