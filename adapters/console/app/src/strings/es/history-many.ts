import type { enMany } from '../en/history-many.ts';
import { one } from './one.ts';

export const esMany: typeof enMany = {
  bar: 'Mensajes seleccionados',
  column: 'Selección',
  select: (to) => `Seleccionar el mensaje para ${to}`,
  shown: (count) => `Seleccionar todos los mostrados (${count})`,
  selected: (count) => `Seleccionados: ${count}`,
  all: (count) => `Seleccionar todos los que coinciden (${count})`,
  allSelected: (count) => `Están seleccionados todos los que coinciden (${count})`,
  actions: { retry: 'Reintentar', cancel: 'Cancelar envío', sendAgain: 'Volver a enviar' },
  titles: {
    retry: 'Reintentar mensajes',
    cancel: 'Cancelar el envío de mensajes',
    sendAgain: 'Volver a enviar mensajes',
  },
  looking: 'Comprobando qué mensajes son…',
  question: {
    retry: (count) => `${one(count, 'mensaje volverá', 'mensajes volverán')} a la cola.`,
    cancel: (count) => `${one(count, 'mensaje no se enviará', 'mensajes no se enviarán')}.`,
    sendAgain: (count) => `${one(count, 'mensaje se volverá', 'mensajes se volverán')} a enviar.`,
  },
  hints: {
    retry: 'Los que tienen el estado «Sin confirmar» podrían llegar dos veces.',
    cancel: 'Lo que ya ha salido no se puede recuperar.',
    sendAgain:
      'Cada uno sale como un mensaje nuevo, con el mismo texto y los mismos archivos, a la dirección a la que se envió.',
  },
  none: {
    retry: 'Ninguno de estos mensajes se puede reintentar.',
    cancel: 'Ninguno de estos mensajes se puede cancelar ya.',
    sendAgain: 'Ninguno de estos mensajes se puede volver a enviar: aún saldrán automáticamente.',
  },
  leftOut: 'Estos se quedan como están por su estado:',
  ofStatus: (status, count) => `${status}: ${count}`,
  newestOnly: (count) => `Son los más recientes (${count}); haga los demás después.`,
  confirm: {
    retry: (count) => `Reintentar ${one(count, 'mensaje', 'mensajes')}`,
    cancel: (count) => `Cancelar ${one(count, 'mensaje', 'mensajes')}`,
    sendAgain: (count) => `Volver a enviar ${one(count, 'mensaje', 'mensajes')}`,
  },
  keep: 'No cancelar',
  progress: (done, total) => `${done} de ${total}`,
  waits: 'Era mucho de una vez: continuará en un momento.',
  stop: 'Detener',
  stopped: (left) => `Detenido. Sin hacer: ${left}.`,
  goOn: 'Continuar',
  done: {
    retry: (count) => `${one(count, 'mensaje puesto', 'mensajes puestos')} de nuevo en cola.`,
    cancel: (count) => `${one(count, 'mensaje cancelado', 'mensajes cancelados')}.`,
    sendAgain: (count) => `${one(count, 'mensaje enviado', 'mensajes enviados')} de nuevo.`,
  },
  refused: (count) => `No ha sido posible con ${count}:`,
  group: (sentence, count) => `${sentence} (${count})`,
  others: (count) => `y ${count} más`,
  statusNow: (status) => `El estado es ahora «${status}».`,
};
