import type { enParts } from '../en/parts.ts';

export const frParts: typeof enParts = {
  kind: { layout: 'Mise en page', partial: 'Élément' },
  add: { layout: 'Nouvelle mise en page', partial: 'Nouvel élément' },
  hint: {
    layout:
      'Une mise en page entoure les modèles, comme un papier à en-tête. Ce qu’un modèle place dans un bloc en prend la place.',
    partial: 'Un élément s’insère dans les modèles, comme un pied de page.',
  },
  call: 'Dans les modèles :',
  textHint: {
    layout: 'Autour du texte des modèles.',
    partial: 'Dans le texte des modèles, et dans leur objet.',
  },
  htmlHint: {
    layout: 'Autour du HTML des modèles.',
    partial: 'Dans le HTML des modèles.',
  },
  usedBy: 'Utilisé par',
  unused: 'Aucun modèle ne l’utilise pour l’instant.',
};
