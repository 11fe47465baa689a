/** Fields of the form `Name: value`: names in lower case, values unfolded, the first of each name. */
export type Fields = ReadonlyMap<string, string>;

const maxBlocks = 100;
const maxValue = 2_000;

/**
 * Blocks of fields with blank lines between them, as in `message/delivery-status` (RFC 3464 §2.1), which holds one for the
 * mail and one for each recipient, or in a header. Lines that are no fields are passed over; at most 100 blocks are read.
 * A repetition of the field `first` begins a block too: some programs forget the blank line.
 */
export function readFields(text: string, first?: string): readonly Fields[] {
  const blocks: Map<string, string>[] = [];
  let block: Map<string, string> | undefined;
  let name: string | undefined;
  for (const line of text.split(/\r\n?|\n/)) {
    const content = line.trim();
    if (content === '') {
      block = name = undefined;
    } else if (/^[ \t]/.test(line)) {
      // Continues the field above, unless that was a repetition or none.
      if (block && name !== undefined) append(block, name, ` ${content}`);
    } else {
      const colon = content.indexOf(':');
      const field = content.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      if (!block || (field === first && block.has(field))) {
        if (blocks.length === maxBlocks) break;
        block = new Map();
        blocks.push(block);
      }
      name = field === '' || block.has(field) ? undefined : field;
      if (name !== undefined) append(block, name, content.slice(colon + 1).trim());
    }
  }
  return blocks;
}

function append(block: Map<string, string>, name: string, text: string): void {
  block.set(name, ((block.get(name) ?? '') + text).slice(0, maxValue));
}
