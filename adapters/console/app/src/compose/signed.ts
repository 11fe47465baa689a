import { mailHtml } from './rich/mail-html.ts';
import type { RichNode } from './rich/rich-doc.ts';
import { aboveSignature, withSignature } from './rich/signed-doc.ts';

/** The words of a draft. */
interface Written {
  readonly text?: string;
  readonly html?: string;
  readonly rich?: RichNode;
}

/** A sender's signature, as it is put under a mail. */
export interface Signed {
  readonly text: string;
  /** As the editor has it; `undefined` until that is needed and loaded. */
  readonly doc: RichNode | undefined;
}

/** Says that what follows is the signature: RFC 3676 §4.3, which mail programs go by when they quote. */
const separator = '-- \n';

/** Plain text with the signature below it. */
export const signedText = (text: string, signature: string): string =>
  `${text.trimEnd()}\n\n${separator}${signature}`;

/** What stands above this signature; `undefined` where the text does not end with it, as it was put there. */
export function textAbove(text: string, signature: string): string | undefined {
  const written = text.trimEnd();
  const below = separator + signature;
  if (!written.endsWith(below)) return undefined;
  const above = written.slice(0, -below.length);
  return above === '' || above.endsWith('\n') ? above.trimEnd() : undefined;
}

/**
 * The draft with the signature of another sender in place of the one it has. One that the writer changed or took away stays so, and
 * a draft without words of its own has none: it is shown below what the template says.
 */
export function exchanged<Draft extends Written>(
  draft: Draft,
  from: Signed | undefined,
  to: Signed | undefined,
): Draft {
  const { rich, html, text } = draft;
  if (rich) {
    // Nothing is known of what is not loaded.
    if ((from && !from.doc) || (to && !to.doc)) return draft;
    const above = from?.doc ? aboveSignature(rich, from.doc) : rich;
    if (!above) return draft;
    const next = to?.doc ? withSignature(above, to.doc) : above;
    return { ...draft, rich: next, html: mailHtml(next) };
  }
  if (html !== undefined || text === undefined) return draft;
  const above = from ? textAbove(text, from.text) : text;
  if (above === undefined) return draft;
  return { ...draft, text: to ? signedText(above, to.text) : above };
}
