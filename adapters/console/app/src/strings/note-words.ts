import type { HintParameters, Note, NoteCode, Priority, ReportedParameters } from 'postern';

/** What sentences name, as their reader calls it. */
export interface NoteNames {
  /** Why an address is on the suppression list. */
  reasonName(reason: string): string;
  topicName(id: string): string;
  priorityName(priority: Priority): string;
  /** From 0 to 1, as percent. */
  percent(share: number): string;
  number(count: number): string;
  /** `a`, `b` and `c`. */
  list(items: readonly string[]): string;
}

/** A sentence for each code that the service notes; what others said is shown as they said it. */
export type NoteWords = {
  readonly [Code in Exclude<NoteCode, 'quoted'>]: (
    note: Extract<Note, { readonly code: Code }>,
    names: NoteNames,
  ) => string;
};

/** Those of them that say what to do about a failure. */
export type HintWords = Pick<NoteWords, keyof HintParameters>;

/** Those of them that say what became of a message that had been taken. */
export type ReportedWords = Pick<NoteWords, keyof ReportedParameters>;
