import type { enViews } from '../en/views.ts';

export const esViews: typeof enViews = {
  open: 'Vistas',
  title: 'Vistas guardadas',
  none: 'Aún no hay ninguna. Se guardan en este dispositivo.',
  everything: 'La lista lo muestra todo ahora: acótela con filtros o una búsqueda para guardarla como vista.',
  full: (most) => `No se guardan más de ${most} vistas: elimine una para guardar otra.`,
  name: 'Nombre para lo que muestra ahora la lista',
  newName: (name) => `Nuevo nombre para «${name}»`,
  save: 'Guardar',
  rename: 'Cambiar nombre',
  renameOne: (name) => `Cambiar nombre de «${name}»`,
  deleteOne: (name) => `Eliminar «${name}»`,
  deleted: (name) => `La vista «${name}» se ha eliminado.`,
  undo: 'Deshacer',
  noName: 'Póngale un nombre.',
  taken: 'Otra vista ya tiene este nombre.',
};
