import { answeredBy } from '../answered.ts';
import type { ReportedWords } from '../note-words.ts';

const answered = answeredBy(': ');

/** Che cosa è stato dei messaggi accettati. */
export const reported: ReportedWords = {
  came_back: ({ answer }) => answered('L’email è tornata indietro', answer),
  came_back_for_good: ({ answer }) => answered('Il messaggio è tornato indietro definitivamente', answer),
  came_back_for_now: ({ answer }) =>
    answered('Il messaggio è tornato indietro, ma un’altra volta potrebbe arrivare', answer),
  still_trying: ({ answer }) => answered('Un server di posta intermedio sta ancora provando', answer),
  no_such_address: ({ provider, answer }) =>
    answered(`Secondo ${provider} questo indirizzo non esiste`, answer),
  recipient_blocked: ({ provider, answer }) =>
    answered(`${provider} blocca i messaggi a questo destinatario`, answer),
  refused_on_way: ({ answer }) => answered('Il messaggio è stato rifiutato lungo il percorso', answer),
  not_sent_for_sender: ({ provider, answer }) =>
    answered(`${provider} non ha inviato il messaggio. Lì occorre controllare il mittente`, answer),
  not_sent: ({ provider, answer }) => answered(`${provider} non ha inviato il messaggio`, answer),
  canceled_there: ({ provider }) => `Il messaggio è stato annullato presso ${provider}.`,
  unsubscribed_there: ({ provider }) => `Il destinatario ha annullato l’iscrizione presso ${provider}.`,
  virus_found: ({ provider }) => `${provider} ha trovato un virus nel messaggio.`,
  not_written: ({ provider }) => `${provider} non è riuscito a comporre il messaggio.`,
  content_refused_there: () => 'Il server di posta del destinatario non accetta il contenuto.',
};
