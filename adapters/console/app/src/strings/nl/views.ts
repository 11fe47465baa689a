import type { Catalogue } from '../en/index.ts';

export const views: Catalogue['history']['views'] = {
  open: 'Weergaven',
  title: 'Opgeslagen weergaven',
  none: 'Nog geen opgeslagen. Ze blijven op dit apparaat bewaard.',
  everything:
    'De lijst toont nu alles: beperk haar met filters of een zoekopdracht om dat als weergave op te slaan.',
  full: (most) =>
    `Er worden hoogstens ${most} weergaven bewaard: verwijder er een om een andere op te slaan.`,
  name: 'Naam voor wat de lijst nu toont',
  newName: (name) => `Nieuwe naam voor ‘${name}’`,
  save: 'Opslaan',
  rename: 'Naam wijzigen',
  renameOne: (name) => `Naam van ‘${name}’ wijzigen`,
  deleteOne: (name) => `‘${name}’ verwijderen`,
  deleted: (name) => `De weergave ‘${name}’ is verwijderd.`,
  undo: 'Ongedaan maken',
  noName: 'Voer een naam in.',
  taken: 'Een andere weergave heeft deze naam al.',
};
