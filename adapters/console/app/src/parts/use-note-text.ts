import type { Note } from 'postern';
import { useTopicName } from '../state/topics.ts';
import type { NoteNames } from '../strings/note-words.ts';
import { shown } from '../strings/shown.ts';
import { useLanguage } from '../strings/strings.tsx';

/** Words what the service noted, in its order; what others said stands between as they said it. Of a code this page does not know: `otherwise`. */
export function useNoteText(): (notes: readonly Note[], otherwise: string) => string {
  const { t, locale } = useLanguage();
  const topicName = useTopicName();
  const reasons: Readonly<Record<string, string>> = t.suppressions.reasons;
  const names: NoteNames = {
    reasonName: (reason) => reasons[reason] ?? reason,
    topicName: (id) => topicName(id) ?? id,
    priorityName: (priority) => t.priorities[priority],
    percent: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format,
    number: new Intl.NumberFormat(locale).format,
    list: (items) => new Intl.ListFormat(locale).format(items),
  };
  const words: Partial<Record<string, (note: never, names: NoteNames) => string>> = t.notes;
  return (notes, otherwise) => {
    const sentences = notes.map((note) =>
      note.code === 'quoted' ? shown(note.text) : words[note.code]?.(note as never, names),
    );
    return sentences.includes(undefined) ? otherwise : sentences.join(' ');
  };
}
