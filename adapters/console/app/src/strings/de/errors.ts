import type { ErrorDetails, ErrorWords } from '../error-words.ts';
import { one } from './one.ts';

const gone = () => 'Das gibt es hier nicht. Laden Sie die Seite neu.';
const broken = () =>
  'Der Dienst ist nicht richtig eingerichtet. Sagen Sie denen Bescheid, die ihn betreiben.';
const old = () => 'Die Anfrage war nicht zu lesen. Laden Sie die Seite neu.';

/** By the codes of the API: what can be refused, and why. */
export const deErrors: ErrorWords = {
  network: () =>
    'Der Server ist nicht zu erreichen. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  bad_answer: () => 'Die Antwort des Servers war nicht zu lesen. Versuchen Sie es noch einmal.',
  unauthorized: () => 'Sie sind nicht mehr angemeldet. Melden Sie sich an und laden Sie die Seite neu.',
  forbidden: () => 'Ihrem Konto fehlt das Recht dazu.',
  csrf_invalid: () => 'Die Sitzung ist abgelaufen. Laden Sie die Seite neu.',
  too_many_requests: () => 'Das waren viele Anfragen in kurzer Zeit. Warten Sie einen Augenblick.',
  body_too_large: () => 'Das ist zu groß zum Senden.',
  internal: () => 'Auf dem Server ist etwas schiefgegangen. Versuchen Sie es noch einmal.',
  closing: () => 'Der Dienst wird gerade beendet. Versuchen Sie es gleich noch einmal.',
  invalid_request: () => 'Diese Angabe passt nicht.',
  invalid_message: ({ field }) =>
    field === 'subject'
      ? 'Prüfen Sie den Betreff.'
      : field === 'text'
        ? 'Prüfen Sie den Text.'
        : 'Prüfen Sie die Nachricht.',
  invalid_address: () => 'Das ist keine E-Mail-Adresse, an die man senden kann.',
  invalid_phone: () => 'Das ist keine gültige Telefonnummer.',
  invalid_time: () => 'Diese Zeit geht nicht: Sie muss in der Zukunft liegen und höchstens ein Jahr voraus.',
  invalid_argument: () => 'Diese Angabe passt nicht.',
  consumer_not_found: () => 'Diese Person ist nicht mehr bekannt.',
  consumer_unreachable: () => 'Diese Person hat in diesem Kanal keine Adresse.',
  sender_not_ready: () => 'Der Absender ist noch nicht fertig eingerichtet.',
  sender_not_found: () => 'Es gibt noch keinen Absender.',
  sender_exists: () => 'Es gibt schon einen Absender. Laden Sie die Seite neu.',
  sender_refused: refused,
  conflict: ({ most }) =>
    typeof most === 'number'
      ? `Mehr als ${most} gehen nicht: Löschen Sie zuerst einen.`
      : 'Jemand anders hat das gleichzeitig geändert. Sehen Sie noch einmal nach.',
  unsupported: () => 'Das kann der Anbieter nicht.',
  sender_provider_failed: () => 'Der Anbieter hat abgelehnt oder war nicht zu erreichen.',
  code_malformed: () => 'Der Code hat sechs Ziffern.',
  code_wrong: ({ attemptsLeft }) =>
    typeof attemptsLeft === 'number' && attemptsLeft > 0
      ? `Das ist nicht der Code, den wir gesendet haben. Noch ${one(attemptsLeft, 'Versuch', 'Versuche')}.`
      : 'Das ist nicht der Code, den wir gesendet haben, und es war der letzte Versuch: Fordern Sie einen neuen an.',
  code_expired: () => 'Der Code ist abgelaufen oder verbraucht. Fordern Sie einen neuen an.',
  message_not_found: () => 'Diese Nachricht ist hier nicht.',
  batch_not_found: () => 'Von diesem Sammelversand gibt es hier keine Nachricht.',
  illegal_status: () => 'Der Status ist inzwischen ein anderer; das geht jetzt nicht mehr.',
  message_erased: () => 'Der Inhalt dieser Nachricht wurde gelöscht. Schreiben Sie eine neue.',
  message_confidential: () =>
    'Der Inhalt dieser Nachricht ist vertraulich und geht kein zweites Mal hinaus. Schreiben Sie eine neue.',
  message_expired: () => 'Die Frist dieser Nachricht ist abgelaufen. Schreiben Sie eine neue.',
  idempotency_conflict: () =>
    'Diese Nachricht wurde schon gesendet, mit anderem Inhalt. Sehen Sie im Verlauf nach.',
  template_not_found: () => 'Diese Vorlage gibt es nicht mehr.',
  template_version_not_found: () => 'Diese Version der Vorlage wird nicht mehr aufbewahrt.',
  template_in_use: ({ usedBy }) =>
    `Das verwenden andere Vorlagen, die dann nicht mehr gingen: ${namesIn(usedBy)}. Ändern Sie zuerst diese.`,
  template_invalid: () => 'Die Vorlage ist nicht richtig geschrieben: Prüfen Sie Klammern und Bedingungen.',
  template_data_invalid: ({ variables }) =>
    `Die Vorlage braucht einen passenden Wert für: ${Array.isArray(variables) ? variables.join(', ') : '?'}.`,
  channel_unavailable: () => 'Dieser Kanal ist nicht eingerichtet.',
  invalid_cursor: () => 'Hier geht es nicht weiter. Laden Sie die Seite neu.',
  code_too_soon: () => 'Ein neuer Code kann noch nicht gesendet werden. Warten Sie einen Augenblick.',
  webhook_not_found: () => 'Diesen Webhook gibt es nicht mehr.',
  template_too_expensive: () => 'Die Vorlage braucht zu viel Zeit oder Speicher: Machen Sie sie einfacher.',
  template_exists: () =>
    'Eine Vorlage mit dieser Kennung gibt es schon: Ändern Sie jene, oder wählen Sie eine andere.',
  no_own_address: () => 'Zu Ihrem Konto gehört keine E-Mail-Adresse, an die ein Test gehen könnte.',
  no_such_file: () => 'Diese Datei gibt es in der Nachricht nicht.',
  no_html: () => 'Diese Nachricht hat keine formatierte Fassung.',
  no_such_route: gone,
  no_such_site: gone,
  unknown_site: gone,
  invalid_config: broken,
  transactions_unsupported: broken,
  transport_misconfigured: broken,
  secret_changed: broken,
  storage_not_ready: broken,
  transport_unavailable: () =>
    'Der Anbieter ist gerade nicht zu erreichen. Versuchen Sie es gleich noch einmal.',
  malformed_json: old,
  method_not_allowed: old,
  unsupported_media_type: old,
  foreign_origin: old,
  too_many_streams: () => 'Zu viele Fenster dieser Konsole sind offen. Schließen Sie eines.',
};

/** By what the server found wrong with a sender's name, address or SMS name. */
function refused({ reason }: ErrorDetails): string {
  const sentences: Readonly<Record<string, string>> = {
    name_length: 'Der Absender braucht einen Namen mit 1 bis 70 Zeichen.',
    name_characters: 'Der Name muss in einer Zeile stehen, ohne < > " und \\.',
    name_at: 'Im Namen darf kein @ stehen: Er sähe aus wie eine andere Adresse.',
    free_mail: 'Von dieser Domain kann nur ihr Betreiber senden: Nehmen Sie eine Adresse an Ihrer eigenen.',
    disposable: 'Das ist eine Wegwerfadresse: Nehmen Sie eine Adresse an Ihrer eigenen Domain.',
    null_mx: 'Diese Domain nimmt keine Mails an: Der Code käme dort nicht an.',
    no_mail_host: 'Diese Domain hat keinen Mailserver. Ist sie richtig geschrieben?',
    too_many: 'Mehr Absender gehen nicht: Löschen Sie zuerst einen.',
    provider: 'Der Anbieter hat diesen Absender abgelehnt.',
    sms_sender:
      'Diesen Absender nimmt Ihr Anbieter nicht. Ein Name hat 1 bis 11 Buchstaben (A–Z), Ziffern und Leerzeichen, davon mindestens einen Buchstaben; eine Nummer beginnt mit der Landesvorwahl, etwa +49 151 23456789.',
  };
  return sentences[String(reason)] ?? 'Dieser Absender geht nicht. Prüfen Sie Namen und Adresse.';
}

function namesIn(usedBy: unknown): string {
  if (!Array.isArray(usedBy)) return '?';
  return usedBy.map((one) => `„${String(Reflect.get(Object(one), 'name'))}“`).join(', ');
}
