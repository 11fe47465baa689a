import type { enVersions } from '../en-versions.ts';

export const esVersions: typeof enVersions = {
  changed: 'Alguien ha guardado esta plantilla mientras usted escribía',
  changedHint:
    'Se conservan su versión y la otra. Vea en qué se diferencian y elija una; la suya solo sustituirá a la otra cuando la guarde.',
  mine: 'Lo que usted ha escrito',
  theirs: (at) => `Lo guardado (${at})`,
  nothing: 'nada',
  keepMine: 'Seguir con la mía',
  takeTheirs: 'Usar la otra y descartar la mía',
  deleted: 'Alguien ha eliminado esta plantilla mientras usted escribía',
  deletedHint: 'Lo que ha escrito se conserva. Guárdelo y la plantilla volverá a existir.',
  elsewhere: 'Cambios de otra pestaña, aún sin guardar',
  continue: 'Continuar estos cambios',
};
