import type { MessageDetail } from '../../../src/contract.ts';
import { Note } from '../parts/note.tsx';
import { useNoteText } from '../parts/use-note-text.ts';
import { failureSentence } from '../strings/failure-sentence.ts';
import { useStrings } from '../strings/strings.tsx';

/** Failures that we found ourselves: nobody answered anything. */
const ours: ReadonlySet<string> = new Set(['lost', 'expired', 'network', 'ambiguous', 'transport_fault']);

/** Why it did not go, first in words, then as the other side put it. */
export function FailureNote({ message: { status, failure } }: { readonly message: MessageDetail }) {
  const t = useStrings();
  const noteText = useNoteText();
  // That an address is on our own list is said beside the status already.
  if (!failure || status === 'suppressed') return null;
  const sentence = failureSentence(t, failure.class);
  // Whose answer it is stands before it.
  const said = failure.notes.filter(({ code }) => code !== 'mail_server_answered');
  const words = noteText(said, failure.message);
  // Mail servers say their code themselves.
  const code = words.startsWith(failure.code ?? '') ? undefined : failure.code;
  const answer = [code, words].filter(Boolean).join(' · ');
  return (
    <Note kind="error" title={sentence === '' ? t.status.failed : sentence}>
      {ours.has(failure.class) ? null : `${t.message.failureAnswer}${t.common.colon}${answer}`}
    </Note>
  );
}
