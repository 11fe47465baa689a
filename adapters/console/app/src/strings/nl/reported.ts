import { answeredBy } from '../answered.ts';
import type { ReportedWords } from '../note-words.ts';

const answered = answeredBy(': ');

/** Wat er van aangenomen berichten is geworden. */
export const reported: ReportedWords = {
  came_back: ({ answer }) => answered('De e-mail kwam terug', answer),
  came_back_for_good: ({ answer }) => answered('Het bericht kwam definitief terug', answer),
  came_back_for_now: ({ answer }) =>
    answered('Het bericht kwam terug, maar kan een andere keer aankomen', answer),
  still_trying: ({ answer }) => answered('Een mailserver onderweg probeert het nog', answer),
  no_such_address: ({ provider, answer }) => answered(`Dit adres bestaat volgens ${provider} niet`, answer),
  recipient_blocked: ({ provider, answer }) =>
    answered(`${provider} blokkeert berichten aan deze ontvanger`, answer),
  refused_on_way: ({ answer }) => answered('Het bericht is onderweg geweigerd', answer),
  not_sent_for_sender: ({ provider, answer }) =>
    answered(
      `${provider} heeft het bericht niet verzonden. De afzender moet daar worden gecontroleerd`,
      answer,
    ),
  not_sent: ({ provider, answer }) => answered(`${provider} heeft het bericht niet verzonden`, answer),
  canceled_there: ({ provider }) => `Het bericht is bij ${provider} geannuleerd.`,
  unsubscribed_there: ({ provider }) => `De ontvanger heeft zich bij ${provider} afgemeld.`,
  virus_found: ({ provider }) => `${provider} heeft een virus in het bericht gevonden.`,
  not_written: ({ provider }) => `${provider} kon het bericht niet samenstellen.`,
  content_refused_there: () => 'De mailserver van de ontvanger neemt de inhoud niet aan.',
};
