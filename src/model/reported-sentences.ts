import type { Forms } from './note-forms.ts';
import type { ReportedParameters } from './reported.ts';

/** How reports are written down, as {@link noteForms} are. What begins as another does stands before it. */
export const reportedForms: Readonly<Record<keyof ReportedParameters, Forms>> = {
  came_back: answered('The mail came back'),
  came_back_for_good: answered('The message came back for good'),
  came_back_for_now: answered('The message came back: it may work later'),
  still_trying: answered('A mail server is still trying'),
  no_such_address: answered('{provider} says that there is no such address'),
  recipient_blocked: answered('{provider} blocks messages to this recipient'),
  refused_on_way: answered('The message was refused on its way'),
  not_sent_for_sender: answered('{provider} did not send the message: check the sender there'),
  not_sent: answered('{provider} did not send the message'),
  canceled_there: ['The message was canceled at {provider}.'],
  unsubscribed_there: ['The recipient has unsubscribed at {provider}.'],
  virus_found: ['{provider} found a virus in the message.'],
  not_written: ['{provider} could not write the message.'],
  content_refused_there: ['The recipient’s server does not take this message.'],
};

/** With the other side's words, and without. */
function answered(sentence: string): Forms {
  return [`${sentence}: {answer:rest}`, `${sentence}.`];
}
