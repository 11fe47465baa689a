import { answeredBy } from '../answered.ts';
import type { ReportedWords } from '../note-words.ts';

const answered = answeredBy(': ');

/** Qué ha sido de los mensajes aceptados. */
export const esReported: ReportedWords = {
  came_back: ({ answer }) => answered('El correo ha sido devuelto', answer),
  came_back_for_good: ({ answer }) => answered('El mensaje ha sido devuelto definitivamente', answer),
  came_back_for_now: ({ answer }) =>
    answered('El mensaje ha sido devuelto, aunque puede llegar en otro momento', answer),
  still_trying: ({ answer }) => answered('Un servidor de correo intermedio sigue intentándolo', answer),
  no_such_address: ({ provider, answer }) => answered(`Según ${provider}, esta dirección no existe`, answer),
  recipient_blocked: ({ provider, answer }) =>
    answered(`${provider} bloquea los mensajes a este destinatario`, answer),
  refused_on_way: ({ answer }) => answered('El mensaje ha sido rechazado en el camino', answer),
  not_sent_for_sender: ({ provider, answer }) =>
    answered(`${provider} no ha enviado el mensaje. Hay que revisar allí el remitente`, answer),
  not_sent: ({ provider, answer }) => answered(`${provider} no ha enviado el mensaje`, answer),
  canceled_there: ({ provider }) => `El mensaje se ha cancelado en ${provider}.`,
  unsubscribed_there: ({ provider }) => `El destinatario se ha dado de baja en ${provider}.`,
  virus_found: ({ provider }) => `${provider} ha encontrado un virus en el mensaje.`,
  not_written: ({ provider }) => `${provider} no ha podido componer el mensaje.`,
  content_refused_there: () => 'El servidor de correo del destinatario no acepta el contenido.',
};
