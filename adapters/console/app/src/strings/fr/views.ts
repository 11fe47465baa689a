import type { enViews } from '../en/views.ts';
import { one } from './one.ts';

export const frViews: typeof enViews = {
  open: 'Vues',
  title: 'Vues enregistrées',
  none: 'Aucune vue enregistrée pour l’instant. Elles sont conservées sur cet appareil.',
  everything:
    'La liste affiche actuellement tout : affinez-la par ses filtres ou sa recherche pour en enregistrer une vue.',
  full: (most) =>
    `Le maximum est de ${one(most, 'vue', 'vues')} : supprimez-en une pour en enregistrer une autre.`,
  name: 'Nom pour ce que la liste affiche maintenant',
  newName: (name) => `Nouveau nom pour « ${name} »`,
  save: 'Enregistrer',
  rename: 'Renommer',
  renameOne: (name) => `Renommer « ${name} »`,
  deleteOne: (name) => `Supprimer « ${name} »`,
  deleted: (name) => `La vue « ${name} » est supprimée.`,
  undo: 'Annuler',
  noName: 'Donnez-lui un nom.',
  taken: 'Une autre vue porte déjà ce nom.',
};
