import type { enVersions } from './en-versions.ts';

export const deVersions: typeof enVersions = {
  changed: 'Jemand hat diese Vorlage gespeichert, während Sie schrieben',
  changedHint:
    'Ihre Fassung ist noch da, die andere auch. Sehen Sie sich an, worin sie sich unterscheiden, und wählen Sie eine; Ihre ersetzt die andere erst, wenn Sie speichern.',
  mine: 'Was Sie geschrieben haben',
  theirs: (at) => `Was gespeichert wurde, ${at}`,
  nothing: 'nichts',
  keepMine: 'Mit meiner weitermachen',
  takeTheirs: 'Die andere nehmen, meine verwerfen',
  deleted: 'Jemand hat diese Vorlage gelöscht, während Sie schrieben',
  deletedHint: 'Was Sie geschrieben haben, ist noch da. Speichern Sie es, und die Vorlage ist wieder da.',
  elsewhere: 'Änderungen aus einem anderen Tab, noch nicht gespeichert',
  continue: 'Diese Änderungen fortsetzen',
};
