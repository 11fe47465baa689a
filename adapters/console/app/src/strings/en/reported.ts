import { answeredBy } from '../answered.ts';
import type { ReportedWords } from '../note-words.ts';

const answered = answeredBy(': ');

/** What became of messages that had been taken. */
export const enReported: ReportedWords = {
  came_back: ({ answer }) => answered('The e-mail came back', answer),
  came_back_for_good: ({ answer }) => answered('The message came back for good', answer),
  came_back_for_now: ({ answer }) => answered('The message came back, and may arrive another time', answer),
  still_trying: ({ answer }) => answered('A mail server on the way is still trying', answer),
  no_such_address: ({ provider, answer }) => answered(`There is no such address, says ${provider}`, answer),
  recipient_blocked: ({ provider, answer }) =>
    answered(`${provider} blocks messages to this recipient`, answer),
  refused_on_way: ({ answer }) => answered('The message was refused on its way', answer),
  not_sent_for_sender: ({ provider, answer }) =>
    answered(`${provider} did not send the message. The sender has to be checked there`, answer),
  not_sent: ({ provider, answer }) => answered(`${provider} did not send the message`, answer),
  canceled_there: ({ provider }) => `The message was canceled at ${provider}.`,
  unsubscribed_there: ({ provider }) => `The recipient has unsubscribed at ${provider}.`,
  virus_found: ({ provider }) => `${provider} found a virus in the message.`,
  not_written: ({ provider }) => `${provider} could not put the message together.`,
  content_refused_there: () => 'The recipient’s mail server does not take the content.',
};
