import type { enDelivery } from '../en/delivery.ts';
import { one } from './one.ts';

type Details = Readonly<Record<string, unknown>>;

export const esDelivery: typeof enDelivery = {
  status: {
    scheduled: 'Programado',
    queued: 'En cola',
    sending: 'Enviando',
    sent: 'Enviado',
    delivered: 'Entregado',
    undelivered: 'Devuelto',
    failed: 'Fallido',
    suppressed: 'Excluido',
    canceled: 'Cancelado',
    unknown: 'Sin confirmar',
  },
  statusHint: {
    scheduled: 'Espera a la hora programada.',
    queued: 'Espera su turno; saldrá automáticamente.',
    sending: 'Se está transfiriendo en este momento.',
    sent: 'El sistema receptor lo ha aceptado.',
    delivered: 'Ha llegado.',
    undelivered: 'Se aceptó y después fue devuelto.',
    failed: 'Se ha rechazado o se ha dejado de intentar.',
    suppressed:
      'No enviado: la dirección está en la lista de exclusión o el servicio ha retenido el mensaje.',
    canceled: 'Cancelado antes de salir.',
    unknown: 'Puede que se haya aceptado o puede que no; no se hará nada más automáticamente.',
  },
  event: {
    scheduled: 'Programado',
    queued: 'En cola',
    rescheduled: 'Reprogramado',
    sending: 'Transfiriendo',
    sent: 'Aceptado por el sistema receptor',
    retry: 'Aún no aceptado; habrá otro intento',
    given_back: 'Devuelto a la cola',
    lost: 'El proceso que lo enviaba ha desaparecido',
    unknown: 'Respuesta perdida: puede que se haya aceptado o puede que no',
    failed: 'Fallido',
    suppressed: 'No enviado',
    canceled: 'Cancelado',
    requeued: 'Puesto de nuevo en cola a mano',
    delivered: 'Entregado',
    undelivered: 'Devuelto sin entregar',
    delayed: 'Retrasado por el sistema receptor',
    opened: 'Abierto',
    clicked: 'Clic en un enlace',
    complained: 'Marcado como no deseado',
    unsubscribed: 'Baja de la suscripción',
  },
  failure: {
    recipient: 'La dirección o el número no existe o no admite mensajes. Compruébelo con la persona.',
    opted_out: 'La persona ha pedido no recibir mensajes.',
    blocked: 'El sistema receptor bloquea nuestros mensajes.',
    content: 'El sistema receptor ha rechazado el contenido del mensaje.',
    sender: 'El sistema receptor ha rechazado el remitente. Revise su configuración.',
    configuration:
      'La conexión con el proveedor no está bien configurada. Avise a quienes administran el servicio.',
    throttled: 'El sistema receptor indica que recibe demasiados mensajes en poco tiempo.',
    temporary: 'El sistema receptor no ha podido aceptarlo en ese momento.',
    network: 'No se ha podido contactar con el sistema receptor.',
    ambiguous: 'Se ha perdido la respuesta: puede que el mensaje se haya aceptado o puede que no.',
    expired: 'Ha caducado antes de poder enviarse.',
    lost: 'El proceso que lo enviaba ha desaparecido: puede que se haya aceptado o puede que no.',
    transport_fault: 'La conexión con el proveedor tiene un fallo. Avise a quienes administran el servicio.',
  },
  failureName: {
    recipient: 'Destinatario inaccesible',
    opted_out: 'Baja',
    blocked: 'Bloqueado por el sistema receptor',
    content: 'Contenido rechazado',
    sender: 'Remitente rechazado',
    configuration: 'Configuración incorrecta',
    throttled: 'Demasiados mensajes',
    temporary: 'Rechazo temporal',
    network: 'Sin conexión con el receptor',
    ambiguous: 'Respuesta perdida',
    expired: 'Caducado',
    lost: 'Proceso desaparecido',
    transport_fault: 'Fallo de la conexión',
  },
  errors: {
    network: () => 'No se puede contactar con el servidor. Compruebe la conexión e inténtelo de nuevo.',
    bad_answer: () => 'No se ha podido leer la respuesta del servidor. Inténtelo de nuevo.',
    unauthorized: () => 'Su sesión ya no está abierta. Inicie sesión y vuelva a cargar la página.',
    forbidden: () => 'Su cuenta no tiene permiso para esto.',
    csrf_invalid: () => 'La sesión ha caducado. Vuelva a cargar la página.',
    too_many_requests: () => 'Demasiadas solicitudes en poco tiempo. Espere un momento.',
    body_too_large: () => 'Es demasiado grande para enviarlo.',
    internal: () => 'Se ha producido un error en el servidor. Inténtelo de nuevo.',
    closing: () => 'El servicio se está cerrando. Inténtelo de nuevo en un momento.',
    invalid_request: () => 'Este dato no es válido.',
    invalid_message: ({ field }) =>
      field === 'subject'
        ? 'Revise el asunto.'
        : field === 'text'
          ? 'Revise el texto.'
          : 'Revise el mensaje.',
    invalid_address: () => 'No es una dirección de correo a la que se pueda enviar.',
    invalid_phone: () => 'No es un número de teléfono válido.',
    invalid_time: () =>
      'No se puede usar este momento: debe estar en el futuro y, como máximo, a un año vista.',
    invalid_argument: () => 'Este dato no es válido.',
    consumer_not_found: () => 'Esta persona ya no figura en el servicio.',
    consumer_unreachable: () => 'Esta persona no tiene ninguna dirección en este canal.',
    sender_not_ready: () => 'El remitente aún no está del todo configurado.',
    sender_not_found: () => 'Aún no hay ningún remitente.',
    sender_exists: () => 'Ya hay un remitente. Vuelva a cargar la página.',
    sender_refused: refused,
    conflict: () => 'Otra persona lo ha cambiado al mismo tiempo. Vuelva a comprobarlo.',
    unsupported: () => 'El proveedor no lo permite.',
    sender_provider_failed: () => 'El proveedor lo ha rechazado o no se ha podido contactar con él.',
    code_malformed: () => 'El código tiene seis cifras.',
    code_wrong: ({ attemptsLeft }) =>
      typeof attemptsLeft === 'number' && attemptsLeft > 0
        ? `No es el código que hemos enviado. Puede probar ${one(attemptsLeft, 'vez', 'veces')} más.`
        : 'No es el código que hemos enviado y era el último intento: solicite uno nuevo.',
    code_expired: () => 'El código ha caducado o ya se ha usado. Solicite uno nuevo.',
    message_not_found: () => 'Este mensaje no está aquí.',
    illegal_status: () => 'El estado ha cambiado mientras tanto; esto ya no es posible.',
    message_erased: () => 'El contenido de este mensaje se ha borrado. Escriba uno nuevo.',
    message_confidential: () =>
      'El contenido de este mensaje es confidencial y no se envía por segunda vez. Escriba uno nuevo.',
    message_expired: () => 'El plazo de este mensaje ha vencido. Escriba uno nuevo.',
    idempotency_conflict: () =>
      'Este mensaje ya se ha enviado, con otro contenido. Compruébelo en el historial.',
    batch_not_found: () => 'Aquí no hay ningún mensaje de este envío múltiple.',
    template_not_found: () => 'Esta plantilla ya no existe.',
    template_in_use: ({ usedBy }) =>
      `La usan otras plantillas, que dejarían de funcionar: ${namesIn(usedBy)}. Cámbielas primero.`,
    template_version_not_found: () => 'Esta versión de la plantilla ya no se conserva.',
    template_invalid: () => 'La plantilla no está bien escrita: revise las llaves y las condiciones.',
    template_data_invalid: ({ variables }) =>
      `La plantilla necesita un valor válido para: ${Array.isArray(variables) ? variables.join(', ') : '?'}.`,
    channel_unavailable: () => 'Este canal no está configurado.',
  },
  errorTitle: 'No se ha podido completar',
};

/** By what the server found wrong with a sender's name, address or SMS name. */
function refused({ reason }: Details): string {
  const sentences: Readonly<Record<string, string>> = {
    name_length: 'El remitente necesita un nombre de 1 a 70 caracteres.',
    name_characters: 'El nombre debe estar en una sola línea, sin < > " ni \\.',
    name_at: 'El nombre no puede contener @: parecería otra dirección.',
    free_mail:
      'Solo quien gestiona este dominio puede enviar desde él: use una dirección de su propio dominio.',
    disposable: 'Es una dirección desechable: use una dirección de su propio dominio.',
    null_mx: 'Este dominio no recibe correo: el código no llegaría.',
    no_mail_host: 'Este dominio no tiene servidor de correo. ¿Está bien escrito?',
    sms_sender:
      'Su proveedor no admite este remitente. Un nombre tiene de 1 a 11 letras (A–Z), cifras y espacios, con al menos una letra; un número empieza por el prefijo del país, por ejemplo, +34 612 345 678.',
  };
  return sentences[String(reason)] ?? 'No se puede usar este remitente. Revise el nombre y la dirección.';
}

function namesIn(usedBy: unknown): string {
  if (!Array.isArray(usedBy)) return '?';
  return usedBy.map((one) => `«${String(Reflect.get(Object(one), 'name'))}»`).join(', ');
}
