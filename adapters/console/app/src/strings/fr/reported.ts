import { answeredBy } from '../answered.ts';
import type { ReportedWords } from '../note-words.ts';

const answered = answeredBy(' : ');

/** Ce que sont devenus les messages acceptés. */
export const frReported: ReportedWords = {
  came_back: ({ answer }) => answered('L’e-mail est revenu', answer),
  came_back_for_good: ({ answer }) => answered('Le message est revenu définitivement', answer),
  came_back_for_now: ({ answer }) =>
    answered('Le message est revenu, mais peut arriver une autre fois', answer),
  still_trying: ({ answer }) => answered('Un serveur de messagerie intermédiaire essaie encore', answer),
  no_such_address: ({ provider, answer }) =>
    answered(`Selon ${provider}, cette adresse n’existe pas`, answer),
  recipient_blocked: ({ provider, answer }) =>
    answered(`${provider} bloque les messages destinés à ce destinataire`, answer),
  refused_on_way: ({ answer }) => answered('Le message a été refusé en cours de route', answer),
  not_sent_for_sender: ({ provider, answer }) =>
    answered(`${provider} n’a pas envoyé le message. L’expéditeur doit y être vérifié`, answer),
  not_sent: ({ provider, answer }) => answered(`${provider} n’a pas envoyé le message`, answer),
  canceled_there: ({ provider }) => `Le message a été annulé chez ${provider}.`,
  unsubscribed_there: ({ provider }) => `Le destinataire s’est désabonné chez ${provider}.`,
  virus_found: ({ provider }) => `${provider} a trouvé un virus dans le message.`,
  not_written: ({ provider }) => `${provider} n’a pas pu composer le message.`,
  content_refused_there: () => 'Le serveur de messagerie du destinataire n’accepte pas le contenu.',
};
