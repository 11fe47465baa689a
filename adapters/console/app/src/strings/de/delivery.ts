import type { enDelivery } from '../en/delivery.ts';
import { one } from './one.ts';

type Details = Readonly<Record<string, unknown>>;

export const deDelivery: typeof enDelivery = {
  status: {
    scheduled: 'Geplant',
    queued: 'Wartet',
    sending: 'Wird gesendet',
    sent: 'Gesendet',
    delivered: 'Zugestellt',
    undelivered: 'Zurück',
    failed: 'Fehlgeschlagen',
    suppressed: 'Gesperrt',
    canceled: 'Zurückgezogen',
    unknown: 'Ungewiss',
  },
  statusHint: {
    scheduled: 'Wartet auf die gewählte Zeit.',
    queued: 'Wartet, bis sie an der Reihe ist; sie geht von selbst hinaus.',
    sending: 'Wird gerade übergeben.',
    sent: 'Die Gegenseite hat sie angenommen.',
    delivered: 'Sie ist angekommen.',
    undelivered: 'Sie wurde angenommen und kam später zurück.',
    failed: 'Sie wurde abgelehnt oder aufgegeben.',
    suppressed:
      'Nicht gesendet: Die Adresse steht auf der Sperrliste, oder der Dienst hat die Nachricht zurückgehalten.',
    canceled: 'Zurückgezogen, bevor sie hinausging.',
    unknown: 'Vielleicht angenommen, vielleicht nicht; von selbst geschieht nichts mehr.',
  },
  event: {
    scheduled: 'Geplant',
    queued: 'In der Warteschlange',
    rescheduled: 'Auf eine andere Zeit verschoben',
    sending: 'Übergabe beginnt',
    sent: 'Von der Gegenseite angenommen',
    retry: 'Noch nicht angenommen; ein weiterer Versuch folgt',
    given_back: 'Zurück in die Warteschlange',
    lost: 'Der sendende Prozess ist verschwunden',
    unknown: 'Antwort verloren: vielleicht angenommen, vielleicht nicht',
    failed: 'Fehlgeschlagen',
    suppressed: 'Nicht gesendet',
    canceled: 'Zurückgezogen',
    requeued: 'Von Hand noch einmal eingereiht',
    delivered: 'Zugestellt',
    undelivered: 'Unzustellbar zurückgekommen',
    delayed: 'Von der Empfängerseite verzögert',
    opened: 'Geöffnet',
    clicked: 'Ein Link wurde angeklickt',
    complained: 'Als unerwünscht gemeldet',
    unsubscribed: 'Abgemeldet',
  },
  failure: {
    recipient:
      'Die Adresse oder Nummer gibt es nicht, oder sie nimmt keine Nachrichten an. Fragen Sie die Person danach.',
    opted_out: 'Die Person möchte keine Nachrichten bekommen.',
    blocked: 'Die Empfängerseite sperrt Nachrichten von uns.',
    content: 'Die Empfängerseite hat den Inhalt der Nachricht abgelehnt.',
    sender: 'Die Empfängerseite hat den Absender abgelehnt. Prüfen Sie dessen Einrichtung.',
    configuration:
      'Die Verbindung zum Anbieter ist nicht richtig eingerichtet. Sagen Sie denen Bescheid, die den Dienst betreiben.',
    throttled: 'Die Gegenseite sagt, dass sie zu viele Nachrichten in kurzer Zeit bekommt.',
    temporary: 'Die Empfängerseite konnte sie gerade nicht annehmen.',
    network: 'Die Gegenseite war nicht zu erreichen.',
    ambiguous: 'Die Antwort ging verloren: Die Nachricht wurde vielleicht angenommen, vielleicht nicht.',
    expired: 'Ihre Zeit war um, bevor sie gesendet werden konnte.',
    lost: 'Der Prozess, der sie sendete, ist verschwunden: Sie wurde vielleicht angenommen, vielleicht nicht.',
    transport_fault:
      'Die Verbindung zum Anbieter hat einen Fehler. Sagen Sie denen Bescheid, die den Dienst betreiben.',
  },
  failureName: {
    recipient: 'Empfänger nicht erreichbar',
    opted_out: 'Abgemeldet',
    blocked: 'Von der Gegenseite gesperrt',
    content: 'Inhalt abgelehnt',
    sender: 'Absender abgelehnt',
    configuration: 'Falsch eingerichtet',
    throttled: 'Zu viele Nachrichten',
    temporary: 'Vorübergehend abgelehnt',
    network: 'Nicht erreicht',
    ambiguous: 'Antwort verloren',
    expired: 'Abgelaufen',
    lost: 'Prozess verschwunden',
    transport_fault: 'Fehler der Verbindung',
  },
  errors: {
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
    invalid_time: () =>
      'Diese Zeit geht nicht: Sie muss in der Zukunft liegen und höchstens ein Jahr voraus.',
    invalid_argument: () => 'Diese Angabe passt nicht.',
    consumer_not_found: () => 'Diese Person ist nicht mehr bekannt.',
    consumer_unreachable: () => 'Diese Person hat in diesem Kanal keine Adresse.',
    sender_not_ready: () => 'Der Absender ist noch nicht fertig eingerichtet.',
    sender_not_found: () => 'Es gibt noch keinen Absender.',
    sender_exists: () => 'Es gibt schon einen Absender. Laden Sie die Seite neu.',
    sender_refused: refused,
    conflict: () => 'Jemand anders hat das gleichzeitig geändert. Sehen Sie noch einmal nach.',
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
  },
  errorTitle: 'Das hat nicht geklappt',
};

/** By what the server found wrong with a sender's name, address or SMS name. */
function refused({ reason }: Details): string {
  const sentences: Readonly<Record<string, string>> = {
    name_length: 'Der Absender braucht einen Namen mit 1 bis 70 Zeichen.',
    name_characters: 'Der Name muss in einer Zeile stehen, ohne < > " und \\.',
    name_at: 'Im Namen darf kein @ stehen: Er sähe aus wie eine andere Adresse.',
    free_mail: 'Von dieser Domain kann nur ihr Betreiber senden: Nehmen Sie eine Adresse an Ihrer eigenen.',
    disposable: 'Das ist eine Wegwerfadresse: Nehmen Sie eine Adresse an Ihrer eigenen Domain.',
    null_mx: 'Diese Domain nimmt keine Mails an: Der Code käme dort nicht an.',
    no_mail_host: 'Diese Domain hat keinen Mailserver. Ist sie richtig geschrieben?',
    sms_sender:
      'Diesen Absender nimmt Ihr Anbieter nicht. Ein Name hat 1 bis 11 Buchstaben (A–Z), Ziffern und Leerzeichen, davon mindestens einen Buchstaben; eine Nummer beginnt mit der Landesvorwahl, etwa +49 151 23456789.',
  };
  return sentences[String(reason)] ?? 'Dieser Absender geht nicht. Prüfen Sie Namen und Adresse.';
}

function namesIn(usedBy: unknown): string {
  if (!Array.isArray(usedBy)) return '?';
  return usedBy.map((one) => `„${String(Reflect.get(Object(one), 'name'))}“`).join(', ');
}
