/*
 * What this library notes of a message beside what others said of it (an event's `detail`, a failure's `message`, an alert's `detail`) is
 * one text in the record. Here alone it is written, and read back as codes with parameters, so that it can be worded in any language.
 * `note.ts` is what there is to say, with `reported.ts`, what became of a message, and `hint.ts`, what to do about it; `…-sentences.ts` are how
 * it is written, `note-parameters.ts` how its parameters are.
 */
import type { Note, NoteCode } from './note.ts';
import { noteParameterKinds } from './note-parameters.ts';
import { noteForms } from './note-sentences.ts';

interface Placeholder {
  readonly name: string;
  readonly kind: string;
}

/** A sentence, ready to be written and read. */
interface Form {
  readonly code: string;
  readonly sentence: string;
  readonly placeholders: readonly Placeholder[];
  /** Sticky; a group for each placeholder. */
  readonly pattern: RegExp;
  /** Looked for only where what came before has ended: a name of several words could begin anywhere, and what takes all that follows takes others' words. */
  readonly opens: boolean;
}

const placeholder = /\{(\w+)(?::(\w+))?\}/g;

function kindOf(name: string) {
  const kind = noteParameterKinds[name];
  if (kind) return kind;
  throw new Error(`There is no kind of parameter "${name}".`);
}

function formOf(code: string, sentence: string): Form {
  const placeholders = [...sentence.matchAll(placeholder)].map(([, name = '', kind = name]) => ({
    name,
    kind,
  }));
  const literals = sentence.split(/\{[^}]*\}/).map((text) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&'));
  const source = literals.reduce((sum, text, index) => {
    const before = placeholders[index - 1];
    return before ? `${sum}(${kindOf(before.kind).pattern})${text}` : text;
  }, '');
  const opens = sentence.startsWith('{provider}') || sentence.endsWith(':rest}');
  return { code, sentence, placeholders, pattern: new RegExp(`${source}(?= |$)`, 'y'), opens };
}

const forms = Object.entries(noteForms).flatMap(([code, sentences]) =>
  sentences.map((sentence) => formOf(code, sentence)),
);

/** The forms by the word that they begin with. */
const byWord = new Map<string, readonly Form[]>();
for (const form of forms) {
  const word = firstWord(form.sentence);
  byWord.set(word, [...(byWord.get(word) ?? []), form]);
}
/** Those that begin with a parameter, whatever the word. */
const byNone = forms.filter(({ sentence }) => sentence.startsWith('{'));

function firstWord(text: string, at = 0): string {
  const end = text.indexOf(' ', at);
  return text.slice(at, end === -1 ? undefined : end);
}

/** The sentence of a note, as it is kept in the record; {@link readNotes} reads it. */
export function noteText(note: Note): string {
  if (note.code === 'quoted') return note.text;
  const form = forms.find(
    (one) => one.code === note.code && one.placeholders.every(({ name }) => has(note, name)),
  );
  if (!form) throw new Error(`The note "${note.code}" lacks a parameter.`);
  return fill(form, note);
}

function has(note: Note, name: string): boolean {
  return Reflect.get(note, name) !== undefined;
}

function fill({ sentence }: Form, note: object): string {
  return sentence.replace(placeholder, (_, name: string, kind = name) =>
    kindOf(kind).write(Reflect.get(note, name)),
  );
}

/**
 * What a text of the record says: the notes that this library wrote there, by code, and between them word for word what others said. Of an
 * event's `detail`, a failure's `message` or an alert's `detail`, also of an earlier release's. What somebody else wrote in the very words
 * of a note is read as one.
 */
export function readNotes(text: string): readonly Note[] {
  const notes: Note[] = [];
  /** Where what is not read as a note begins. */
  let from = 0;
  const quoteUntil = (end: number) => {
    if (end > from) notes.push({ code: 'quoted', text: text.slice(from, end) });
  };
  for (let at = 0; at !== -1 && at < text.length; ) {
    const found = noteAt(text, at, at === from);
    if (found) {
      quoteUntil(at - 1);
      notes.push(found.note);
      at = found.end + 1;
      from = at;
    } else {
      const space = text.indexOf(' ', at);
      at = space === -1 ? -1 : space + 1;
    }
  }
  quoteUntil(text.length);
  return notes;
}

function noteAt(
  text: string,
  at: number,
  opens: boolean,
): { readonly note: Note; readonly end: number } | undefined {
  for (const form of [...(byWord.get(firstWord(text, at)) ?? []), ...byNone]) {
    if (form.opens && !opens) continue;
    form.pattern.lastIndex = at;
    const match = form.pattern.exec(text);
    if (!match) continue;
    const note = noteOf(form, match.slice(1));
    // What would not be written so was not written here.
    if (fill(form, note) === match[0]) return { note, end: at + match[0].length };
  }
  return undefined;
}

function noteOf({ code, placeholders }: Form, groups: readonly string[]): Note {
  const parameters = placeholders.map(({ name, kind }, index) => [
    name,
    kindOf(kind).read(groups[index] ?? ''),
  ]);
  return { code: code as NoteCode, ...Object.fromEntries(parameters) } as Note;
}
