/** What the editor holds, as it is kept in a draft: ProseMirror's JSON. A draft may be anything, so nothing is believed. */
export interface RichNode {
  readonly type?: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly RichNode[];
  readonly content?: readonly RichNode[];
}

export function readRich(stored: unknown): RichNode | undefined {
  return typeof stored === 'object' && stored !== null && 'type' in stored && stored.type === 'doc'
    ? (stored as RichNode)
    : undefined;
}

export const childrenOf = ({ content }: RichNode): readonly RichNode[] =>
  Array.isArray(content) ? content : [];

/** Nothing to read stands in it. */
export function isBlank(node: RichNode): boolean {
  if (node.type === 'mailButton' || node.type === 'mailImage') return false;
  if (typeof node.text === 'string' && node.text.trim() !== '') return false;
  return childrenOf(node).every(isBlank);
}

const plainTypes = ['doc', 'paragraph', 'text', 'hardBreak'];

/** Whether plain text would say less. */
export function isFormattedDoc(node: RichNode): boolean {
  if (!plainTypes.includes(node.type ?? '') || (node.marks ?? []).length > 0) return true;
  return childrenOf(node).some(isFormattedDoc);
}

/** Paragraphs are parted by empty lines; other lines stay lines. */
export function docOf(text: string): RichNode {
  const blocks = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n\s*/)
    .filter((block) => block.trim() !== '');
  return {
    type: 'doc',
    content: blocks.length === 0 ? [{ type: 'paragraph' }] : blocks.map(paragraphOf),
  };
}

function paragraphOf(block: string): RichNode {
  const lines = block.replace(/^\n+|\s+$/g, '').split('\n');
  const content = lines.flatMap((line, index): RichNode[] => [
    ...(index === 0 ? [] : [{ type: 'hardBreak' }]),
    ...(line === '' ? [] : [{ type: 'text', text: line }]),
  ]);
  return { type: 'paragraph', content };
}

/** Plain text that is laid out by spaces, as columns are: letters of a formatted mail are not equally wide. */
export const isLaidOut = (text: string): boolean => /\S(?: {3,}|\t)[ \t]*\S/.test(text);

const address = /^(?:https?:\/\/|mailto:|tel:)[^\s"<>]+$/i;
const ownLink = /^\{\{\s*unsubscribeUrl\s*\}\}$/;

/** An address that a mail may link to; `undefined` for any other, such as `javascript:`. */
export function safeHref(href: unknown): string | undefined {
  if (typeof href !== 'string') return undefined;
  const bare = href.trim();
  return address.test(bare) || ownLink.test(bare) ? bare : undefined;
}

/** The same of what a person typed: `acme.example/x` and `jo@acme.example` are meant as links too. */
export function typedHref(typed: string): string | undefined {
  const bare = typed.trim();
  const known = safeHref(bare);
  if (known !== undefined || /^[a-z][a-z\d+.-]*:(?!\d)/i.test(bare)) return known;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(bare)) return safeHref(`mailto:${bare}`);
  return /^[^\s/.]+(\.[^\s/.]+)+(?:[/?#:].*)?$/.test(bare) ? safeHref(`https://${bare}`) : undefined;
}

/** The id in an image's `cid:` address; `undefined` for any other address. */
export const contentIdOf = (src: unknown): string | undefined =>
  typeof src === 'string' ? /^cid:([\w.@+-]{1,100})$/.exec(src)?.[1] : undefined;
