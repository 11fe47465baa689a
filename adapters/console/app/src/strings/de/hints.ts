import type { HintWords, NoteNames } from '../note-words.ts';

const listed = (options: readonly string[], { list }: NoteNames) => list(options.map((one) => `„${one}“`));
const under = (place: string | undefined) => (place === undefined ? '' : ` („${place}“)`);

/** Was gegen einen Fehler hilft, soweit die Verbindung zum Anbieter es weiß. */
export const deHints: HintWords = {
  check_credentials: () => 'Konto und Zugangsdaten müssen geprüft werden.',
  check_base_url: () => 'Konto und Serveradresse müssen geprüft werden.',
  check_options: ({ options }, names) =>
    `Wer den Dienst betreibt, muss in den Einstellungen ${listed(options, names)} prüfen.`,
  check_permissions: ({ options, provider, place }, names) =>
    `Wer den Dienst betreibt, muss in den Einstellungen ${listed(options, names)} prüfen, dazu die Berechtigungen bei ${provider}${under(place)}.`,
  check_allowed_ips: ({ options, provider, place }, names) =>
    `Wer den Dienst betreibt, muss in den Einstellungen ${listed(options, names)} prüfen, dazu die bei ${provider} erlaubten IP-Adressen${under(place)}.`,
  credentials_expired: () => 'Die Zugangsdaten sind abgelaufen, oder die Uhr des Servers geht falsch.',
  public_url_uncallable: ({ provider }) =>
    `${provider} muss die öffentliche Adresse dieses Dienstes aufrufen können.`,
  check_account: ({ provider }) => `Sehen Sie im Konto bei ${provider} nach.`,
  account_under_review: ({ provider }) => `${provider} muss das Konto erst noch freigeben.`,
  own_domain_only: ({ provider }) =>
    `${provider} muss das Konto erst noch freigeben: Bis dahin wird nur an Adressen der eigenen Domain gesendet.`,
  test_numbers_only: ({ provider }) =>
    `Solange das Konto bei ${provider} ein Testkonto ist, wird nur an Nummern gesendet, die dort als Testnummern eingetragen sind.`,
  account_suspended: ({ provider }) =>
    `${provider} hat das Konto gesperrt: Wenden Sie sich an den dortigen Support.`,
  sending_paused: ({ provider }) => `Bei ${provider} ist das Senden angehalten.`,
  no_credit: ({ provider }) =>
    `Das Konto bei ${provider} hat kein Guthaben mehr, oder es ist noch nicht bezahlt.`,
  check_credits: ({ provider }) => `Vielleicht ist das Guthaben bei ${provider} aufgebraucht.`,
  quota_used_up: ({ provider }) => `Das Kontingent bei ${provider} ist aufgebraucht.`,
  sender_not_set_up: ({ provider }) =>
    `Der Absender muss bei ${provider} eingerichtet werden: Seine Adresse oder seine Domain muss dort bestätigt sein.`,
  recipient_not_set_up: ({ provider }) =>
    `Solange das Konto bei ${provider} nur zum Testen dient, muss dort auch der Empfänger eingerichtet sein.`,
  domain_not_set_up: ({ provider }) =>
    `Die Domain des Absenders muss bei ${provider} eingerichtet und bestätigt werden.`,
  code_sender_unverified: ({ provider }) =>
    `${provider} nimmt keine Mails einer Domain an, die nicht bestätigt ist: Die E-Mail mit dem Code braucht einen Absender aus einer bestätigten Domain („codeSender“).`,
  check_domain_records: () => 'Die DKIM- und DMARC-Einträge der Absenderdomain müssen geprüft werden.',
  check_sender: () => 'Der Absender muss geprüft werden.',
  check_sender_registration: () => 'Die Registrierung des Absenders muss geprüft werden.',
  name_unfit_for_country: () =>
    'Ein Name als Absender funktioniert nicht in jedem Land: In diesem braucht es eine eigene Telefonnummer.',
  address_held_back: ({ provider }) =>
    `${provider} hält Nachrichten an diese Adresse zurück: Früher kam etwas zurück, wurde als unerwünscht gemeldet oder abbestellt.`,
  opt_in_by_start: () => 'Der Empfänger kann sie mit einer SMS „START“ wieder erlauben.',
  country_not_allowed: ({ provider, place }) =>
    `Das Land muss bei ${provider} freigegeben werden${under(place)}.`,
  mail_size_limit: ({ megabytes }) => `Eine E-Mail darf mit Anhängen höchstens ${megabytes} MB groß sein.`,
  see_provider_log: ({ provider }) => `Warum, steht im Protokoll bei ${provider}.`,
};
