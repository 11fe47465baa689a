import type { enTemplateLanguages } from '../en/template-languages.ts';

export const itTemplateLanguages: typeof enTemplateLanguages = {
  legend: 'Lingua',
  own: 'Lingua di questo testo',
  ownHint: 'Un codice come it o pt-BR. Serve prima di aggiungerne altre.',
  code: 'Altra lingua',
  codeHint: 'Il suo codice, per esempio en o pt-BR',
  add: 'Aggiungi lingua',
  remove: (name: string) => `Rimuovi ${name}`,
  copy: 'Copia il testo principale',
  bad: 'Non è il codice di una lingua. Lo scriva come de o pt-BR.',
  twice: 'Questa lingua c’è già.',
  ownFirst: 'Indichi prima la lingua del testo principale.',
  many: 'Non sono possibili più di 20 altre lingue.',
  lacks: (names: string) => `Il testo principale usa anche: ${names}`,
  more: (names: string) => `Solo questa lingua usa: ${names}`,
  languages: 'Lingue',
  theirs: 'Quella del destinatario',
  shown: (name: string) => `Mostrata: ${name}`,
  each: 'Ognuno lo riceve nella propria lingua, se il modello ce l’ha.',
};
