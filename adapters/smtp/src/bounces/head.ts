/** A mail taken apart where its header ends. */
export interface Beheaded {
  /** Every header field, each on one line. */
  readonly head: string;
  /** The mail with no more of its header than says how to read its body. */
  readonly rest: Uint8Array;
}

const maxContentField = 2_000;
const contentFields = /^(content-type|content-transfer-encoding|content-disposition)[ \t]*:/i;

/**
 * Reads the header here, as text: the parser would take every list of addresses and every encoded word in it apart, at far
 * more than the cost of its bytes, and nothing of that is used. `undefined` where the header is longer than `maxBytes`.
 */
export function behead(raw: Buffer, maxBytes: number): Beheaded | undefined {
  const lines: string[] = [];
  let at = 0;
  while (at < raw.length) {
    const end = raw.indexOf('\n', at);
    const next = end === -1 ? raw.length : end + 1;
    if (next > maxBytes) return undefined;
    const line = raw.toString('utf8', at, next).replace(/\r?\n$/, '');
    at = next;
    if (line.replaceAll('\r', '') === '') break;
    lines.push(line.replaceAll('\r', ' '));
  }
  const fields = unfold(lines);
  return {
    head: fields.join('\n'),
    rest: Buffer.concat([Buffer.from(`${contentOf(fields).join('\r\n')}\r\n\r\n`), raw.subarray(at)]),
  };
}

function unfold(lines: readonly string[]): readonly string[] {
  const fields: string[][] = [];
  for (const line of lines) {
    const above = /^[ \t]/.test(line) ? fields.at(-1) : undefined;
    if (above) above.push(line);
    else fields.push([line]);
  }
  return fields.map((parts) => parts.join('').trim());
}

/** The first of each; a second one is not looked at, here as by the parser. */
function contentOf(fields: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  for (const field of fields) {
    const name = contentFields.exec(field)?.[1]?.toLowerCase();
    if (name !== undefined && !first.has(name)) first.set(name, field.slice(0, maxContentField));
  }
  return [...first.values()];
}
