import { type ChangeObject, diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of a text beside another: in both, only in the new one, or only in the old one. */
export interface Stretch {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
  /** Where it begins among all that is shown, in characters. */
  readonly at: number;
}

type Part = Pick<Stretch, 'kind' | 'text'>;

/** What would take longer, in ms, is told apart less finely. */
const timeout = 300;

/** By lines, and within lines that were changed by words. */
export function compare(old: string, now: string): readonly Stretch[] {
  const lines = diffLines(old, now, { timeout })?.map(partOf) ?? whole(old, now);
  let at = 0;
  return lines.flatMap(byWords).map((part) => {
    const stretch = { ...part, at };
    at += part.text.length;
    return stretch;
  });
}

/** Lines that took the place of others are compared with them, once for both. */
function byWords(line: Part, index: number, lines: readonly Part[]): readonly Part[] {
  const [before, next] = [lines[index - 1], lines[index + 1]];
  if (line.kind === 'added' && before?.kind === 'removed') return [];
  if (line.kind !== 'removed' || next?.kind !== 'added') return [line];
  return diffWordsWithSpace(line.text, next.text, { timeout })?.map(partOf) ?? [line, next];
}

function partOf({ added, removed, value }: ChangeObject<string>): Part {
  return { kind: added ? 'added' : removed ? 'removed' : 'same', text: value };
}

/** Nothing in common could be found in time. */
function whole(old: string, now: string): readonly Part[] {
  return [
    { kind: 'removed', text: old },
    { kind: 'added', text: now },
  ];
}

/** So many unchanged lines are shown on each side of a change. */
const around = 3;

/** What is the same for long: its beginning and its end, and how many lines between them are left out. */
export function shortened(
  text: string,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): { readonly head: string; readonly left: number; readonly tail: string } {
  const lines = text.split(/(?<=\n)/);
  const head = isFirst ? 0 : around;
  const tail = isLast ? 0 : around;
  // Two lines more than that are as quickly read as skipped.
  if (lines.length <= head + tail + 2) return { head: text, left: 0, tail: '' };
  return {
    head: lines.slice(0, head).join(''),
    left: lines.length - head - tail,
    tail: tail === 0 ? '' : lines.slice(-tail).join(''),
  };
}
