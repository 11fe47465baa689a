import { docOfHtml } from './html-doc.ts';
import { mailHtml } from './mail-html.ts';
import { piecesOf } from './normal-html.ts';
import { quieted } from './pasted.ts';
import type { RichNode } from './rich-doc.ts';

// Loaded when it is used, as the editor is.

/** What of a mail the editor has no place for. */
export type Loss = 'tables' | 'styles' | 'images' | 'other';

/** A mail as the editor takes it, or what would be lost. */
export type Opened = { readonly doc: RichNode } | { readonly loss: Loss };

/** Reads a mail's HTML and writes it anew: only what comes out the same is opened. */
export function openedMail(html: string): Opened {
  const doc = docOfHtml(html, () => true);
  const [before, after] = [bodyOf(html), bodyOf(mailHtml(doc))];
  const same = piecesOf(before).join('\n') === piecesOf(after).join('\n');
  return same && !/<style[\s>]/i.test(html) ? { doc } : { loss: lossOf(html, before, after) };
}

const bodyOf = (html: string): Element => new DOMParser().parseFromString(quieted(html), 'text/html').body;

function lossOf(html: string, before: Element, after: Element): Loss {
  const counts = (tag: string) => before.querySelectorAll(tag).length > after.querySelectorAll(tag).length;
  if (counts('table')) return 'tables';
  if (counts('img')) return 'images';
  return /<style[\s>]/i.test(html) || before.querySelector('[data-css], [class], font') ? 'styles' : 'other';
}
