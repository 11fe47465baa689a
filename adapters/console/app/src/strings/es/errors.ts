import type { ErrorDetails, ErrorWords } from '../error-words.ts';
import { one } from './one.ts';

const gone = () => 'Eso no está aquí. Vuelva a cargar la página.';
const broken = () => 'El servicio no está bien configurado. Avise a quienes lo administran.';
const old = () => 'No se ha podido leer la solicitud. Vuelva a cargar la página.';

/** By the codes of the API: what can be refused, and why. */
export const esErrors: ErrorWords = {
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
    field === 'subject' ? 'Revise el asunto.' : field === 'text' ? 'Revise el texto.' : 'Revise el mensaje.',
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
  conflict: ({ most }) =>
    typeof most === 'number'
      ? `No puede haber más de ${most}: elimine primero uno.`
      : 'Otra persona lo ha cambiado al mismo tiempo. Vuelva a comprobarlo.',
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
  invalid_cursor: () => 'No se puede seguir desde aquí. Vuelva a cargar la página.',
  code_too_soon: () => 'Aún no se puede enviar otro código. Espere un momento.',
  webhook_not_found: () => 'Este webhook ya no existe.',
  template_too_expensive: () => 'La plantilla necesita demasiado tiempo o memoria: simplifíquela.',
  template_exists: () => 'Ya hay una plantilla con este identificador: modifíquela o elija otro.',
  no_own_address: () => 'Su cuenta no tiene ninguna dirección de correo a la que enviar una prueba.',
  no_such_file: () => 'El mensaje no tiene este archivo.',
  no_html: () => 'Este mensaje no tiene versión con formato.',
  no_such_route: gone,
  no_such_site: gone,
  unknown_site: gone,
  invalid_config: broken,
  transactions_unsupported: broken,
  transport_misconfigured: broken,
  secret_changed: broken,
  storage_not_ready: broken,
  transport_unavailable: () =>
    'En este momento no se puede contactar con el proveedor. Inténtelo de nuevo en un momento.',
  malformed_json: old,
  method_not_allowed: old,
  unsupported_media_type: old,
  foreign_origin: old,
  too_many_streams: () => 'Hay demasiadas ventanas de esta consola abiertas. Cierre una.',
};

/** By what the server found wrong with a sender's name, address or SMS name. */
function refused({ reason }: ErrorDetails): string {
  const sentences: Readonly<Record<string, string>> = {
    name_length: 'El remitente necesita un nombre de 1 a 70 caracteres.',
    name_characters: 'El nombre debe estar en una sola línea, sin < > " ni \\.',
    name_at: 'El nombre no puede contener @: parecería otra dirección.',
    free_mail:
      'Solo quien gestiona este dominio puede enviar desde él: use una dirección de su propio dominio.',
    disposable: 'Es una dirección desechable: use una dirección de su propio dominio.',
    null_mx: 'Este dominio no recibe correo: el código no llegaría.',
    no_mail_host: 'Este dominio no tiene servidor de correo. ¿Está bien escrito?',
    too_many: 'No puede haber más remitentes: elimine primero uno.',
    provider: 'El proveedor ha rechazado este remitente.',
    sms_sender:
      'Su proveedor no admite este remitente. Un nombre tiene de 1 a 11 letras (A–Z), cifras y espacios, con al menos una letra; un número empieza por el prefijo del país, por ejemplo, +34 612 345 678.',
  };
  return sentences[String(reason)] ?? 'No se puede usar este remitente. Revise el nombre y la dirección.';
}

function namesIn(usedBy: unknown): string {
  if (!Array.isArray(usedBy)) return '?';
  return usedBy.map((one) => `«${String(Reflect.get(Object(one), 'name'))}»`).join(', ');
}
