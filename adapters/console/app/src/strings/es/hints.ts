import type { HintWords, NoteNames } from '../note-words.ts';

const listed = (options: readonly string[], { list }: NoteNames) => list(options.map((one) => `«${one}»`));
const under = (place: string | undefined) => (place === undefined ? '' : ` («${place}»)`);

/** Qué hacer ante un fallo, según lo que sabe la conexión con el proveedor. */
export const esHints: HintWords = {
  check_credentials: () => 'Hay que revisar la cuenta y sus credenciales.',
  check_base_url: () => 'Hay que revisar la cuenta y la dirección del servidor.',
  check_options: ({ options }, names) =>
    `Quienes administran el servicio deben revisar ${listed(options, names)} en la configuración.`,
  check_permissions: ({ options, provider, place }, names) =>
    `Quienes administran el servicio deben revisar ${listed(options, names)} en la configuración, así como los permisos en ${provider}${under(place)}.`,
  check_allowed_ips: ({ options, provider, place }, names) =>
    `Quienes administran el servicio deben revisar ${listed(options, names)} en la configuración, así como las direcciones IP permitidas en ${provider}${under(place)}.`,
  credentials_expired: () => 'Las credenciales han caducado, o el reloj del servidor no está en hora.',
  public_url_uncallable: ({ provider }) =>
    `${provider} tiene que poder llamar a la dirección pública de este servicio.`,
  check_account: ({ provider }) => `Consulte la cuenta en ${provider}.`,
  account_under_review: ({ provider }) => `${provider} aún tiene que aprobar la cuenta.`,
  own_domain_only: ({ provider }) =>
    `${provider} aún tiene que aprobar la cuenta: hasta entonces solo se envía a direcciones del propio dominio.`,
  test_numbers_only: ({ provider }) =>
    `Mientras la cuenta en ${provider} sea de prueba, solo se envía a los números de prueba registrados allí.`,
  account_suspended: ({ provider }) =>
    `${provider} ha suspendido la cuenta: diríjase a su servicio de asistencia.`,
  sending_paused: ({ provider }) => `El envío está en pausa en ${provider}.`,
  no_credit: ({ provider }) => `La cuenta en ${provider} no tiene saldo o está pendiente de pago.`,
  check_credits: ({ provider }) => `Puede que se haya agotado el saldo en ${provider}.`,
  quota_used_up: ({ provider }) => `Se ha agotado el cupo en ${provider}.`,
  sender_not_set_up: ({ provider }) =>
    `Hay que configurar el remitente en ${provider}: su dirección debe estar confirmada allí, o su dominio verificado.`,
  recipient_not_set_up: ({ provider }) =>
    `Mientras la cuenta en ${provider} sea solo de prueba, también hay que configurar allí el destinatario.`,
  domain_not_set_up: ({ provider }) =>
    `Hay que configurar y verificar el dominio del remitente en ${provider}.`,
  code_sender_unverified: ({ provider }) =>
    `${provider} no acepta correos de un dominio sin verificar: el correo con el código necesita un remitente de un dominio verificado («codeSender»).`,
  check_domain_records: () => 'Hay que revisar los registros DKIM y DMARC del dominio del remitente.',
  check_sender: () => 'Hay que revisar el remitente.',
  check_sender_registration: () => 'Hay que revisar el registro del remitente.',
  name_unfit_for_country: () =>
    'Un nombre como remitente no funciona en todos los países: para este hace falta un número de teléfono propio.',
  address_held_back: ({ provider }) =>
    `${provider} retiene los mensajes a esta dirección: alguno anterior fue devuelto o marcado como no deseado, o hubo una baja.`,
  opt_in_by_start: () => 'El destinatario puede volver a permitirlos enviando «START» por SMS.',
  country_not_allowed: ({ provider, place }) => `Hay que permitir el país en ${provider}${under(place)}.`,
  mail_size_limit: ({ megabytes }) =>
    `Un correo puede tener como máximo ${megabytes} MB, archivos adjuntos incluidos.`,
  see_provider_log: ({ provider }) => `El motivo figura en el registro de ${provider}.`,
};
