import type { enSenders } from '../en/senders.ts';

/** Several senders in a channel. */
export const esSenders: typeof enSenders = {
  title: 'Todos los remitentes',
  add: 'Añadir remitente',
  addTitle: 'Otro remitente',
  key: 'Nombre corto',
  keyHint:
    'Con él lo identifican las plantillas y su servicio, por ejemplo, billing. No se puede cambiar más tarde.',
  keyWrong: 'Use de 1 a 40 letras minúsculas (a–z), cifras y guiones.',
  keyTaken: (key) => `Ya existe un remitente «${key}».`,
  goOn: 'Continuar',
  byDefault: 'Predeterminado',
  notReady: 'Aún no está listo',
  makeDefault: 'Usar por defecto',
  makeDefaultOf: (who) => `Usar por defecto: ${who}`,
  madeDefault: (who) =>
    `A partir de ahora, los mensajes se envían como ${who}, salvo que se elija otro remitente.`,
  deleteBody: (name) =>
    `«${name}» se eliminará. Las plantillas que lo usan no se podrán enviar hasta que indiquen otro. Los mensajes enviados se conservan en el historial; los que aún esperan pueden fallar.`,
  usual: (who) => (who === '' ? 'El predeterminado' : `El predeterminado: ${who}`),
  ofTemplate: (who) => `El de la plantilla: ${who}`,
  gone: 'Este remitente no se puede usar: elija otro.',
  templateHint: 'Quién envía sus mensajes.',
};
