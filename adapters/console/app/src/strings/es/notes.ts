import { byChannel } from '../by-channel.ts';
import type { NoteWords } from '../note-words.ts';
import { esHints } from './hints.ts';
import { one } from './one.ts';
import { esReported } from './reported.ts';

const minutes = (count: number) => one(count, 'minuto', 'minutos');
const kinds = byChannel({ email: 'Hay correos', sms: 'Hay SMS' });
const nothing = byChannel({ email: 'ningún correo', sms: 'ningún SMS' });
const unreachable = byChannel({
  email: 'Esta dirección de correo no puede recibir mensajes.',
  sms: 'Este número de teléfono no puede recibir SMS.',
});

/** Lo que el servicio anota de mensajes y avisos. */
export const esNotes: NoteWords = {
  tried_next: () => 'Después:',
  suppressed: ({ reason, topic }, names) => {
    const about = topic === undefined ? '' : `, tema «${names.topicName(topic)}»`;
    return `La dirección está en la lista de exclusión${reason === undefined ? '' : ` (${names.reasonName(reason)}${about})`}.`;
  },
  safe_mode: () => 'No enviado: el modo seguro está activado y la dirección no es una de las permitidas.',
  redirected: ({ to }) => `El modo seguro lo ha desviado a ${to}.`,
  vetoed: ({ reason }) => `No enviado por decisión del servicio: ${reason}`,
  delayed_by_host: () => 'El servicio lo ha aplazado.',
  expired: () => 'Ha caducado antes de poder enviarse.',
  expires_before_retry: () => 'Caducaría antes del siguiente intento.',
  given_up: ({ attempts }) => `Abandonado tras ${one(attempts, 'intento', 'intentos')}.`,
  lost: () => 'El proceso que lo enviaba ha desaparecido: puede que se haya aceptado o puede que no.',
  repeated: ({ transport }) => `Se entrega otra vez a «${transport}», que lo envía una sola vez.`,
  unopened: () => 'No se puede abrir su contenido sellado. Avise a quienes administran el servicio.',
  unwritable: () => 'No se ha podido registrar qué ha sido de él.',
  passed_over_code_sender: ({ transport }) =>
    `No se ha intentado con ${transport}: allí no se conoce el remitente del correo con el código.`,
  passed_over_sender_gone: ({ transport }) =>
    `No se ha intentado con ${transport}: este remitente ya no existe.`,
  passed_over_address: ({ transport }) =>
    `No se ha intentado con ${transport}: la dirección del remitente no está confirmada allí.`,
  passed_over_domain: ({ transport, domain }) =>
    `No se ha intentado con ${transport}: ${domain} no está configurado allí.`,
  passed_over_unread: ({ transport, domain }) =>
    `No se ha intentado con ${transport}: no se ha podido saber si ${domain} está configurado allí.`,
  transport_pauses: () => 'La conexión con el proveedor está en pausa.',
  all_pause: () => 'Todas las conexiones con proveedores están en pausa.',
  all_allowed_pause: () => 'Todas las conexiones que puede usar este remitente están en pausa.',
  not_admitted: () => 'Por el momento no se pueden entregar más mensajes.',
  lease_over: () => 'El proceso estuvo parado demasiado tiempo antes de poder entregarlo.',
  unanswered: () => 'El sistema receptor no ha respondido a tiempo.',
  no_more_said: () => 'El sistema receptor no ha dicho nada más.',
  unreadable_answer: () => 'No se ha podido leer la respuesta de la conexión con el proveedor.',
  transport_failed: ({ transport }) => `La conexión «${transport}» tiene un fallo.`,
  mail_server_answered: () => 'El servidor de correo ha respondido:',
  mail_server_unreached: () =>
    'No se ha podido contactar con el servidor de correo, o la conexión se ha cortado demasiado pronto.',
  mail_server_settings: () =>
    'El servidor de correo no se puede usar con esta configuración. Avise a quienes administran el servicio.',
  mail_server_silent: () =>
    'La conexión se ha cortado antes de que respondiera el servidor de correo: puede que lo haya aceptado.',
  mail_too_large: () => 'El correo es más grande de lo que acepta el servidor de correo.',
  dkim_key_missing: ({ domain }) =>
    `Los correos de ${domain} no se pueden firmar: revise los registros DNS del remitente y vuelva a enviarlo cuando sean correctos.`,
  dkim_keys_unread: ({ domain }) =>
    `No se han podido leer las claves con las que se firman los correos de ${domain}.`,
  dkim_keys_unusable: ({ domain }) =>
    `Las claves con las que se firman los correos de ${domain} no sirven. Avise a quienes administran el servicio.`,
  inline_images_refused: ({ provider }) =>
    `${provider} no acepta imágenes incluidas en el propio correo: enlácelas en su lugar.`,
  taken: ({ provider }) => `${provider} lo ha aceptado.`,
  taken_before: ({ provider }) => `${provider} ya lo había aceptado: sale una sola vez.`,
  opted_out: () => 'El destinatario no quiere mensajes de este remitente.',
  unreachable: ({ channel }) => unreachable[channel],
  blocked: ({ provider }) => `${provider} o una red posterior bloquea este mensaje.`,
  sender_unfit: () => 'Este remitente no puede llegar a este destinatario.',
  content_refused: ({ provider }) => `${provider} no acepta este mensaje.`,
  settings_refused: ({ provider }) => `${provider} no acepta mensajes con esta configuración.`,
  no_credentials: ({ provider }) => `Faltan las credenciales de ${provider}.`,
  tls_refused: ({ provider }) =>
    `No se confía en el certificado de ${provider}, o la conexión no está cifrada.`,
  throttled: ({ provider }) => `${provider} pide que se envíe más despacio.`,
  temporary: ({ provider }) =>
    `${provider} no acepta más por el momento, o el mensaje ha esperado allí demasiado.`,
  undelivered: () =>
    'No se ha podido llegar al destinatario, o no se ha dado ningún motivo: puede que más adelante funcione.',
  ambiguous: ({ provider }) => `${provider} no ha dicho si ha aceptado el mensaje.`,
  provider_unreached: ({ provider }) => `No se ha podido contactar con ${provider}.`,
  ...esHints,
  ...esReported,
  channel_paused: ({ channel, minutes: count }) =>
    `Desde hace ${minutes(count)} no ha salido ${nothing[channel]}: el proveedor no acepta nada.`,
  overdue: ({ channel, priority, minutes: count }, names) =>
    `${kinds[channel]} con prioridad «${names.priorityName(priority)}» pendientes desde hace ${minutes(count)}. Avise a quienes administran el servicio.`,
  bounce_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `${number(count)} de ${number(sent)} han sido devueltos (${percent(share)}); el límite es ${percent(limit)}.`,
  complaint_rate: ({ count, sent, share, limit }, { number, percent }) =>
    `${number(count)} de ${number(sent)} se han marcado como no deseados (${percent(share)}); el límite es ${percent(limit)}.`,
  domain_lost: ({ domain }) =>
    `${domain} ya no está configurado como debe: revise los registros del remitente.`,
  webhook_disabled: () =>
    'No ha aceptado nada durante tres días, así que ya no se le envía nada: vuelva a activarlo o elimínelo.',
  webhook_lagging: ({ minutes: count }) =>
    `Hay eventos para un webhook pendientes desde hace ${minutes(count)}: los acepta despacio o no los acepta.`,
  subscription_lagging: ({ subscription, minutes: count }) =>
    `Hay eventos para «${subscription}» pendientes desde hace ${minutes(count)}. Avise a quienes administran el servicio.`,
};
