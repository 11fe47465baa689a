import type { Note as Noted } from 'postern';
import type { MessageDetail } from '../../../src/contract.ts';
import { Note } from '../parts/note.tsx';
import { useNoteText } from '../parts/use-note-text.ts';
import { failureSentence } from '../strings/failure-sentence.ts';
import { useStrings } from '../strings/strings.tsx';

/** Failures that we found ourselves: nobody answered anything. */
const ours: ReadonlySet<string> = new Set(['lost', 'expired', 'network', 'ambiguous', 'transport_fault']);

/** Why it did not go, first in words, then what is known besides: what the other side answered is told as its answer. */
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
  const code = said.some((note) => theirs(note).startsWith(failure.code ?? '')) ? undefined : failure.code;
  const more = [code, words].filter(Boolean).join(' · ');
  const answered = said.some((note) => note.code === 'quoted');
  const whose = answered ? `${t.message.failureAnswer}${t.common.colon}` : '';
  return (
    <Note kind="error" title={sentence === '' ? t.status.failed : sentence}>
      {ours.has(failure.class) ? null : `${whose}${more}`}
    </Note>
  );
}

/** What of a note the other side said. */
function theirs(note: Noted): string {
  if (note.code === 'quoted') return note.text;
  return 'answer' in note ? (note.answer ?? '') : '';
}
