import type { enTemplateLanguages } from '../en/template-languages.ts';

export const esTemplateLanguages: typeof enTemplateLanguages = {
  legend: 'Idioma',
  own: 'Idioma de este texto',
  ownHint: 'Un código como es o pt-BR. Hace falta antes de añadir otros.',
  code: 'Otro idioma',
  codeHint: 'Su código, por ejemplo en o pt-BR',
  add: 'Añadir idioma',
  remove: (name: string) => `Quitar ${name}`,
  copy: 'Copiar el texto principal',
  bad: 'No es un código de idioma. Escríbalo como de o pt-BR.',
  twice: 'Este idioma ya está.',
  ownFirst: 'Indique primero el idioma del texto principal.',
  many: 'No puede haber más de 20 idiomas adicionales.',
  lacks: (names: string) => `El texto principal usa además: ${names}`,
  more: (names: string) => `Solo este idioma usa: ${names}`,
  languages: 'Idiomas',
  theirs: 'El del destinatario',
  shown: (name: string) => `Se muestra: ${name}`,
  each: 'Cada persona lo recibe en su idioma, si la plantilla lo tiene.',
};
