import type { HintWords, NoteNames } from '../note-words.ts';

const listed = (options: readonly string[], { list }: NoteNames) => list(options.map((one) => `«${one}»`));
const under = (place: string | undefined) => (place === undefined ? '' : ` («${place}»)`);

/** Che cosa fare in caso di errore, per quanto ne sa il collegamento al provider. */
export const hints: HintWords = {
  check_credentials: () => 'Occorre controllare l’account e le credenziali.',
  check_base_url: () => 'Occorre controllare l’account e l’indirizzo del server.',
  check_options: ({ options }, names) =>
    `Chi gestisce il servizio deve controllare ${listed(options, names)} nelle impostazioni.`,
  check_permissions: ({ options, provider, place }, names) =>
    `Chi gestisce il servizio deve controllare ${listed(options, names)} nelle impostazioni, e le autorizzazioni presso ${provider}${under(place)}.`,
  check_allowed_ips: ({ options, provider, place }, names) =>
    `Chi gestisce il servizio deve controllare ${listed(options, names)} nelle impostazioni, e gli indirizzi IP consentiti presso ${provider}${under(place)}.`,
  credentials_expired: () => 'Le credenziali sono scadute, oppure l’orologio del server non è corretto.',
  public_url_uncallable: ({ provider }) =>
    `${provider} deve poter chiamare l’indirizzo pubblico di questo servizio.`,
  check_account: ({ provider }) => `Controlli l’account presso ${provider}.`,
  account_under_review: ({ provider }) => `${provider} deve ancora approvare l’account.`,
  own_domain_only: ({ provider }) =>
    `${provider} deve ancora approvare l’account: fino ad allora si invia solo a indirizzi del proprio dominio.`,
  test_numbers_only: ({ provider }) =>
    `Finché l’account presso ${provider} è di prova, si invia solo ai numeri di prova registrati lì.`,
  account_suspended: ({ provider }) => `${provider} ha sospeso l’account: si rivolga alla sua assistenza.`,
  sending_paused: ({ provider }) => `L’invio è in pausa presso ${provider}.`,
  no_credit: ({ provider }) => `L’account presso ${provider} non ha più credito, o è ancora da pagare.`,
  check_credits: ({ provider }) => `Forse il credito presso ${provider} è esaurito.`,
  quota_used_up: ({ provider }) => `La quota presso ${provider} è esaurita.`,
  sender_not_set_up: ({ provider }) =>
    `Il mittente va configurato presso ${provider}: lì il suo indirizzo deve essere confermato, o il suo dominio verificato.`,
  recipient_not_set_up: ({ provider }) =>
    `Finché l’account presso ${provider} serve solo per le prove, va configurato lì anche il destinatario.`,
  domain_not_set_up: ({ provider }) =>
    `Il dominio del mittente va configurato e verificato presso ${provider}.`,
  code_sender_unverified: ({ provider }) =>
    `${provider} non accetta email di un dominio non verificato: l’email con il codice richiede un mittente di un dominio verificato («codeSender»).`,
  check_domain_records: () => 'Occorre controllare i record DKIM e DMARC del dominio del mittente.',
  check_sender: () => 'Occorre controllare il mittente.',
  check_sender_registration: () => 'Occorre controllare come è registrato il mittente.',
  name_unfit_for_country: () =>
    'Un nome come mittente non funziona in tutti i Paesi: per questo serve un proprio numero di telefono.',
  address_held_back: ({ provider }) =>
    `${provider} trattiene i messaggi a questo indirizzo: in passato qualcosa è tornato indietro, è stato segnalato come indesiderato o disdetto.`,
  opt_in_by_start: () => 'Il destinatario può consentirli di nuovo inviando «START» via SMS.',
  country_not_allowed: ({ provider, place }) =>
    `Occorre consentire il Paese presso ${provider}${under(place)}.`,
  mail_size_limit: ({ megabytes }) => `Un’email può avere al massimo ${megabytes} MB, allegati compresi.`,
  see_provider_log: ({ provider }) => `Il motivo è nel registro presso ${provider}.`,
};
