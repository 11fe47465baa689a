import type { enImport } from '../en/suppressions.ts';

const addresses = (count: number, shown: string) => `${shown} ${count === 1 ? 'dirección' : 'direcciones'}`;
const rows = (count: number, shown: string) => `${shown} ${count === 1 ? 'fila' : 'filas'}`;

export const esImport: typeof enImport = {
  open: 'Importar',
  title: 'Importar una lista',
  hint: {
    email:
      'Un archivo CSV con las direcciones de correo en una columna «email» o «address» y, si los tiene, «reason», «topic» y «date». Primero se revisa; no se añade nada hasta que usted lo indique.',
    sms: 'Un archivo CSV con los números en una columna «phone» o «address» y, si los tiene, «reason», «topic» y «date». Primero se revisa; no se añade nada hasta que usted lo indique.',
  },
  limits: (shown, megabytes) => `${shown} filas y ${megabytes}\u00a0MB como máximo.`,
  never: 'Una importación no quita a nadie de la lista.',
  choose: 'Elegir archivo',
  drop: 'o arrástrelo aquí',
  file: 'Archivo que se va a importar',
  reason: 'Motivo, si una fila no lo indica',
  ignoreReasons: 'Dar este motivo a todas las filas, diga lo que diga el archivo',
  one: 'Solo un archivo cada vez.',
  tooLarge: (megabytes, most) => `El archivo ocupa ${megabytes}\u00a0MB; el máximo son ${most}\u00a0MB.`,
  unread: 'No se puede leer el archivo. Elíjalo de nuevo.',
  workbook: 'Es un libro de Excel. Guárdelo primero como CSV (Archivo, Guardar como, «CSV UTF-8»).',
  checking: 'Revisando el archivo…',
  progress: 'Parte del archivo ya procesada',
  importing: 'Añadiendo…',
  stop: 'Detener',
  stopped: 'Detenido. Lo añadido hasta ahora se conserva; se puede volver a importar el mismo archivo.',
  done: (count, shown) => `${addresses(count, shown)} ${count === 1 ? 'añadida' : 'añadidas'}.`,
  found: (count, shown) => `${rows(count, shown)} ${count === 1 ? 'revisada' : 'revisadas'}`,
  added: (count, shown) => `${addresses(count, shown)} ${count === 1 ? 'nueva' : 'nuevas'}`,
  known: (count, shown) => `${addresses(count, shown)} ya en la lista`,
  wrong: (count, shown) => `${rows(count, shown)} que no se ${count === 1 ? 'puede' : 'pueden'} usar`,
  start: (count, shown) => `Añadir ${addresses(count, shown)}`,
  nothing: 'No hay nada nuevo en este archivo.',
  problems: 'Qué es incorrecto',
  problem: (row, words) => `Fila ${row}: ${words}`,
  more: (_count, shown) => `Y ${shown} más.`,
  faults: {
    columns_unknown: 'aquí no se nombra ninguna columna de direcciones',
    csv_broken: 'hay unas comillas sin cerrar; no se ha leído nada de lo que sigue',
    too_many_rows: 'hay demasiadas filas; a partir de aquí no se ha leído nada',
    address_missing: 'falta la dirección',
    address_invalid: 'la dirección no es válida',
    reason_unknown: 'el motivo no se reconoce',
    topic_unknown: 'ese tema no existe',
    topic_reason: 'un rebote o una queja afecta a todo, no a un tema',
    date_invalid: 'no se puede leer la fecha: escríbala así: 2026-11-30',
    date_in_future: 'la fecha está en el futuro',
  },
};
