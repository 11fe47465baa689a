import type { enViews } from '../en/views.ts';

export const deViews: typeof enViews = {
  open: 'Ansichten',
  title: 'Gespeicherte Ansichten',
  none: 'Noch keine gespeichert. Sie bleiben auf diesem Gerät.',
  everything:
    'Die Liste zeigt jetzt alles: Grenzen Sie sie durch Filter oder Suche ein, um das als Ansicht zu speichern.',
  full: (most) =>
    `Mehr als ${most} Ansichten werden nicht aufbewahrt: Löschen Sie eine, um eine andere zu speichern.`,
  name: 'Name für das, was die Liste jetzt zeigt',
  newName: (name) => `Neuer Name für „${name}“`,
  save: 'Speichern',
  rename: 'Umbenennen',
  renameOne: (name) => `„${name}“ umbenennen`,
  deleteOne: (name) => `„${name}“ löschen`,
  deleted: (name) => `Die Ansicht „${name}“ ist gelöscht.`,
  undo: 'Rückgängig',
  noName: 'Geben Sie ihr einen Namen.',
  taken: 'Eine andere Ansicht heißt schon so.',
};
