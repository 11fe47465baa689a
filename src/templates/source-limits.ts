/** What a template may be made of. Beyond it nothing is parsed: parsing itself takes time and memory. */
export const sourceLimits = {
  /** Characters of one field. */
  length: 500_000,
  /** `{{ … }}` and `{% … %}` in one field. */
  marks: 5_000,
  /** Blocks within blocks. */
  nesting: 50,
  /** Characters of one field, rendered. */
  output: 2_000_000,
} as const;

const blocks = new Set('block capture case comment for if unless raw'.split(' '));

/** By one look over the text, before anything is built from it. */
export function checkSize(source: string): void {
  if (source.length > sourceLimits.length)
    throw new RangeError(`it is longer than ${sourceLimits.length} characters`);
  let marks = 0;
  let depth = 0;
  for (const [, end, name = ''] of source.matchAll(/\{\{|\{%-?\s*(end)?([a-z#]*)/g)) {
    marks += 1;
    if (marks > sourceLimits.marks)
      throw new RangeError(`it has more than ${sourceLimits.marks} tags and outputs`);
    if (!blocks.has(name)) continue;
    depth = end ? Math.max(0, depth - 1) : depth + 1;
    if (depth > sourceLimits.nesting)
      throw new RangeError(`it is nested more than ${sourceLimits.nesting} deep`);
  }
}
