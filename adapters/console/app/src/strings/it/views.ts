import type { Catalogue } from '../en/index.ts';

export const views: Catalogue['history']['views'] = {
  open: 'Viste',
  title: 'Viste salvate',
  none: 'Ancora nessuna. Le viste restano su questo dispositivo.',
  everything: 'Ora l’elenco mostra tutto: lo restringa con i filtri o la ricerca per salvarlo come vista.',
  full: (most) => `Si conservano al massimo ${most} viste: ne elimini una per salvarne un’altra.`,
  name: 'Nome per ciò che l’elenco mostra ora',
  newName: (name) => `Nuovo nome per “${name}”`,
  save: 'Salva',
  rename: 'Rinomina',
  renameOne: (name) => `Rinomina “${name}”`,
  deleteOne: (name) => `Elimina “${name}”`,
  deleted: (name) => `La vista “${name}” è stata eliminata.`,
  undo: 'Annulla',
  noName: 'Le dia un nome.',
  taken: 'Un’altra vista ha già questo nome.',
};
