import type { enMany } from '../en/many.ts';
import { one } from './one.ts';

export const esMany: typeof enMany = {
  several: 'Escribir a varias personas',
  one: 'Escribir a una persona',
  legend: 'Para varias personas',
  hint: 'Cada una recibe su propio mensaje y no ve a las demás. La lista solo se conserva mientras esta página está abierta.',
  count: (count, shown) => (count === 1 ? `${shown} persona` : `${shown} personas`),
  others: (count) => `y ${count} más`,
  remove: (name) => `Quitar a ${name}`,
  clear: 'Quitar a todas',
  pasteOpen: 'Pegar una lista',
  paste: 'Una lista, con una persona por línea',
  pasteHint: {
    email:
      'Solo la dirección o también el nombre: Ana Ruiz <ana@acme.example>, o bien: Ana Ruiz; ana@acme.example.',
    sms: 'Solo el número o también el nombre: Ana Ruiz; +34 612 345 678.',
  },
  add: 'Añadir a la lista',
  file: 'Elegir archivo CSV',
  fileLabel: 'Un archivo con la lista',
  fileDrop: 'o arrástrelo aquí: CSV, 10.000 personas como máximo',
  fileBroken: (name) => `No se ha podido leer ${name} como CSV.`,
  fileEmpty: (name) => `${name} no contiene nada.`,
  columnsOf: (name) => `Qué contienen las columnas de ${name}`,
  column: (place) => `Columna ${place}`,
  noColumn: 'Ninguna',
  addressColumn: { email: 'Dirección de correo', sms: 'Número' },
  nameColumn: 'Nombre de la persona',
  variableColumn: (variable) => `Valor para «${variable}»`,
  hasHead: 'La primera línea contiene los nombres de las columnas',
  found: (people, wrong) => {
    const found = one(people, 'persona encontrada', 'personas encontradas');
    return wrong === 0 ? `${found}.` : `${found}; ${one(wrong, 'línea', 'líneas')} sin dirección.`;
  },
  added: (count) =>
    count === 0 ? 'No se ha añadido a nadie.' : `${one(count, 'persona añadida', 'personas añadidas')}.`,
  doubled: (count) => `${one(count, 'persona ya estaba', 'personas ya estaban')} en la lista.`,
  unread: (count, lines, more) =>
    `${one(count, 'línea omitida', 'líneas omitidas')} por no contener ninguna dirección: ${lines}${more ? '…' : '.'}`,
  tooMany: (most, over) =>
    `Una lista admite como máximo ${most} personas: ${one(over, 'se ha quedado', 'se han quedado')} fuera.`,
  missing: 'Añada los destinatarios.',
  filesTooMuch: (size, most) =>
    `Cada persona recibe una copia de los archivos, ${size}\u00a0MB. Eso puede enviarse a ${most} personas a la vez como máximo: escriba a menos o ponga un enlace en lugar de los archivos.`,
  sendMany: 'Comprobar y enviar…',
  title: { email: 'Enviar a varias personas', sms: 'Enviar un SMS a varias personas' },
  checking: 'Comprobando',
  sending: 'Enviando',
  progress: (what, done, total) => `${what}: ${done} de ${total}`,
  sendable: (good, all) => `Lo recibirán: ${good} de ${all}.`,
  segments: (count, shown) => (count === 1 ? `${shown} segmento en total.` : `${shown} segmentos en total.`),
  lacksLanguage: (wanted, count, shown, got) =>
    `La plantilla no está en ${wanted}: ${shown} ${count === 1 ? 'persona la recibe' : 'personas la reciben'} en ${got}.`,
  reason: (reason, count) => `${reason} (${count})`,
  isDoubled: 'Aparece dos veces en la lista: se le envía una vez',
  isSuppressed: 'Está en la lista de exclusión',
  optedOutOf: (topic) => `No recibe nada sobre «${topic}»: baja`,
  send: (count, shown) => (count === 1 ? `Enviar ${shown} mensaje` : `Enviar ${shown} mensajes`),
  stayOpen: 'Mantenga esta página abierta hasta que termine.',
  stop: 'Detener',
  stopped: (done, total) => `Detenido. Puestos en envío: ${done} de ${total}.`,
  cutOff: (done, total) =>
    `Puestos en envío: ${done} de ${total}. Si continúa, nadie recibirá nada dos veces.`,
  goOn: 'Continuar',
  look: 'Ver qué ha pasado con ellos',
  sent: (count, shown) =>
    count === 1 ? `${shown} mensaje va de camino.` : `${shown} mensajes van de camino.`,
  sentBut: (sent, rejected) => `${sent} ${one(rejected, 'se ha rechazado', 'se han rechazado')}.`,
};
