import type { enParts } from '../en/parts.ts';

export const deParts: typeof enParts = {
  kind: { layout: 'Layout', partial: 'Baustein' },
  add: { layout: 'Neues Layout', partial: 'Neuer Baustein' },
  hint: {
    layout:
      'Ein Layout steht um Vorlagen herum, wie ein Briefkopf. Was eine Vorlage in einen Block setzt, tritt an dessen Stelle.',
    partial: 'Ein Baustein steht in Vorlagen, wie eine Fußzeile.',
  },
  call: 'In Vorlagen:',
  textHint: {
    layout: 'Um den Text von Vorlagen herum.',
    partial: 'Im Text von Vorlagen und in ihrem Betreff.',
  },
  htmlHint: {
    layout: 'Um das HTML von Vorlagen herum.',
    partial: 'Im HTML von Vorlagen.',
  },
  usedBy: 'Verwendet von',
  unused: 'Noch verwendet es keine Vorlage.',
};
