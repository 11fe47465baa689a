import type { enBatches } from '../en/batches.ts';
import { one } from './one.ts';

export const esBatches: typeof enBatches = {
  title: 'Envío múltiple',
  head: (total, at) => `Mensajes: ${total}; el primero, el ${at}`,
  headBy: (head, actor) => `${head}, por ${actor}`,
  gone: 'Este envío múltiple no está aquí',
  goneHint:
    'Puede que pertenezca a otro sitio web, que sus mensajes se hayan borrado o que el enlace no sea correcto.',
  more: (count) => `Tiene más de ${count} mensajes: aquí solo se cuentan los ${count} más recientes.`,
  progress: 'Parte ya terminada',
  done: (done, total) => `Terminados: ${done} de ${total}`,
  allDone: 'Todo está terminado: ya no queda nada en espera.',
  statuses: 'Por estado',
  failures: 'Por qué no llegaron los mensajes',
  reason: 'Motivo',
  status: 'Estado',
  count: 'Mensajes',
  showAll: 'Mostrar todos los mensajes',
  id: 'ID del envío múltiple',
  stop: 'Detener lo que espera',
  stopTitle: '¿Detener este envío múltiple?',
  stopBody: (waiting) =>
    `${one(waiting, 'mensaje sigue en espera y se cancelará', 'mensajes siguen en espera y se cancelarán')}; lo enviado, enviado queda.`,
  stopMore: (waiting) =>
    `Al menos ${one(waiting, 'mensaje sigue', 'mensajes siguen')} en espera. Se cancelará todo lo que espera; lo enviado, enviado queda.`,
  stopKeep: 'No detener',
  stoppingTitle: 'Deteniendo el envío',
  stopping: (count) => `${one(count, 'mensaje cancelado', 'mensajes cancelados')} hasta ahora.`,
  stoppingStays: 'Continúa aunque cierre esta ventana, mientras la consola siga abierta.',
  stopped: (count) =>
    count === 0
      ? 'Ya no había nada en espera: no se ha cancelado nada.'
      : `${one(count, 'mensaje cancelado', 'mensajes cancelados')}.`,
};
