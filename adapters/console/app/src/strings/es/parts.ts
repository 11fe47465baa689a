import type { enParts } from '../en/parts.ts';

export const esParts: typeof enParts = {
  kind: { layout: 'Diseño', partial: 'Fragmento' },
  add: { layout: 'Nuevo diseño', partial: 'Nuevo fragmento' },
  hint: {
    layout:
      'Un diseño rodea las plantillas, como un membrete. Lo que una plantilla pone en un bloque ocupa su lugar.',
    partial: 'Un fragmento va dentro de las plantillas, como un pie de página.',
  },
  call: 'En las plantillas:',
  textHint: {
    layout: 'Alrededor del texto de las plantillas.',
    partial: 'Dentro del texto de las plantillas y de su asunto.',
  },
  htmlHint: {
    layout: 'Alrededor del HTML de las plantillas.',
    partial: 'Dentro del HTML de las plantillas.',
  },
  usedBy: 'Utilizado por',
  unused: 'Aún no lo usa ninguna plantilla.',
};
