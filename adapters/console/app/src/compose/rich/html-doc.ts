import { createDocument, getSchema } from '@tiptap/core';
import { noImages } from './editor-images.ts';
import { extensionsWith } from './extensions.ts';
import { cleanPasted, type IsKnown } from './pasted.ts';
import { childrenOf, type RichNode, safeHref } from './rich-doc.ts';

// Loaded when it is used, as the editor is: it reads by the editor's own rules.

/** A button as `mail-html.ts` writes it. */
const written =
  /<table role="presentation"[^>]*><tr><td[^>]*><a href="([^"]*)" style="display:inline-block;[^>]*>([^<]*)<\/a><\/td><\/tr><\/table>/g;
/** Stands in its place while the rest is read: a private character that no mail has. */
const mark = '\uE000';

/**
 * HTML as the editor takes it: what it writes comes back as it was, of any other what a mail keeps when it is pasted. `isKnown`: which
 * images are kept, by their `cid:`; default: none.
 */
export function docOfHtml(html: string, isKnown: IsKnown = () => false): RichNode {
  const buttons: RichNode[] = [];
  // An empty paragraph has a space in mails, so that it has a height there.
  const bare = html.replaceAll(mark, '').replace(/(<p[^>]*>)&nbsp;(?=<\/p>)/g, '$1');
  const rest = bare.replace(written, (_all, href: string, words: string) => {
    buttons.push({ type: 'mailButton', attrs: { text: plain(words), href: safeHref(plain(href)) ?? '' } });
    return `<p>${mark}${buttons.length - 1}</p>`;
  });
  const doc: RichNode = createDocument(
    cleanPasted(rest, isKnown),
    getSchema(extensionsWith(noImages)),
  ).toJSON();
  return { ...doc, content: childrenOf(doc).map((node) => buttons[placeOf(node)] ?? node) };
}

function placeOf(node: RichNode): number {
  const [only] = childrenOf(node);
  return only?.text?.startsWith(mark) ? Number(only.text.slice(1)) : -1;
}

function plain(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
}
