import { ended, mailHtml } from './mail-html.ts';
import { childrenOf, isBlank, type RichNode } from './rich-doc.ts';

// A signature is the last blocks of what is written. Nothing marks it: as long as the writer leaves it alone it is known by what the
// mail would have of it.

const emptyLine: RichNode = { type: 'paragraph' };

/** What stands above this signature; `undefined` where the document does not end with it. */
export function aboveSignature(doc: RichNode, signature: RichNode): RichNode | undefined {
  const all = childrenOf(ended(doc));
  const place = all.length - childrenOf(ended(signature)).length;
  const last = { ...doc, content: all.slice(Math.max(place, 0)) };
  if (place < 0 || isBlank(signature) || mailHtml(last) !== mailHtml(signature)) return undefined;
  return { ...doc, content: place === 0 ? [emptyLine] : all.slice(0, place) };
}

/** With this signature at its end, below an empty line. */
export function withSignature(doc: RichNode, signature: RichNode): RichNode {
  const above = childrenOf(ended(doc));
  return {
    ...doc,
    content: [...(above.length === 0 ? [emptyLine] : above), emptyLine, ...childrenOf(ended(signature))],
  };
}

/** How many of the last blocks are the signature and the line above it, for one who goes on writing. */
export function blocksBelow(doc: RichNode, signature: RichNode | undefined): number {
  const above = signature && aboveSignature(doc, signature);
  if (!above) return 0;
  const written = childrenOf(ended(above)).length;
  return childrenOf(doc).length - Math.max(written, 1);
}
