import { answeredBy } from '../answered.ts';
import type { ReportedWords } from '../note-words.ts';

const answered = answeredBy(': ');

/** Was aus angenommenen Nachrichten wurde. */
export const deReported: ReportedWords = {
  came_back: ({ answer }) => answered('Die E-Mail kam zurück', answer),
  came_back_for_good: ({ answer }) => answered('Die Nachricht kam endgültig zurück', answer),
  came_back_for_now: ({ answer }) =>
    answered('Die Nachricht kam zurück, ein anderes Mal kann sie ankommen', answer),
  still_trying: ({ answer }) => answered('Ein Mailserver unterwegs versucht es noch', answer),
  no_such_address: ({ provider, answer }) => answered(`Diese Adresse gibt es laut ${provider} nicht`, answer),
  recipient_blocked: ({ provider, answer }) =>
    answered(`${provider} sperrt Nachrichten an diesen Empfänger`, answer),
  refused_on_way: ({ answer }) => answered('Die Nachricht wurde unterwegs abgelehnt', answer),
  not_sent_for_sender: ({ provider, answer }) =>
    answered(`${provider} hat die Nachricht nicht gesendet. Der Absender muss dort geprüft werden`, answer),
  not_sent: ({ provider, answer }) => answered(`${provider} hat die Nachricht nicht gesendet`, answer),
  canceled_there: ({ provider }) => `Die Nachricht wurde bei ${provider} storniert.`,
  unsubscribed_there: ({ provider }) => `Der Empfänger hat sich bei ${provider} abgemeldet.`,
  virus_found: ({ provider }) => `${provider} hat in der Nachricht einen Virus gefunden.`,
  not_written: ({ provider }) => `${provider} konnte die Nachricht nicht zusammenstellen.`,
  content_refused_there: () => 'Der Mailserver des Empfängers nimmt den Inhalt nicht an.',
};
