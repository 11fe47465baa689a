import type { enVersions } from '../en-versions.ts';
import { on } from './moments.ts';

export const frVersions: typeof enVersions = {
  changed: 'Quelqu’un a enregistré ce modèle pendant que vous écriviez',
  changedHint:
    'Votre version et l’autre sont conservées. Comparez-les et choisissez-en une ; la vôtre ne remplacera l’autre que lorsque vous l’enregistrerez.',
  mine: 'Ce que vous avez écrit',
  theirs: (at) => `Ce qui a été enregistré ${on(at)}`,
  nothing: 'rien',
  keepMine: 'Continuer avec ma version',
  takeTheirs: 'Prendre l’autre, abandonner la mienne',
  deleted: 'Quelqu’un a supprimé ce modèle pendant que vous écriviez',
  deletedHint: 'Ce que vous avez écrit est conservé. Enregistrez-le, et le modèle existera de nouveau.',
  elsewhere: 'Modifications d’un autre onglet, pas encore enregistrées',
  continue: 'Reprendre ces modifications',
};
