import { knownIdOf } from './editor-images.ts';
import { gatherLists, styleOf } from './pasted-lists.ts';
import { flattenTables } from './pasted-tables.ts';
import { safeHref } from './rich-doc.ts';

const dropped =
  'style, script, meta, link, title, svg, object, iframe, noscript, template, br.Apple-interchange-newline, br.gmail-Apple-interchange-newline';
const blockTags =
  'address, article, blockquote, div, dl, h1, h2, h3, h4, h5, h6, hr, li, ol, p, pre, section, table, ul';
/** Of an image. */
const kept = ['data-content-id', 'data-name', 'alt', 'width'];
const hidden = /mso-hide\s*:\s*all|display\s*:\s*none|mso-element\s*:\s*comment-list/i;

/** Whether an image is kept, by its content id. */
export type IsKnown = (contentId: string) => boolean;

/**
 * What Word, Gmail and others put on the clipboard, with what a mail keeps of it: words, headings, lists, links, bold, italic,
 * underlined, images of this draft. Lists of Word are made lists again; lines of Gmail stay lines of one paragraph.
 */
export function cleanPasted(html: string, isKnown: IsKnown): string {
  const { body } = new DOMParser().parseFromString(quieted(html), 'text/html');
  const isOffice = /urn:schemas-microsoft-com|class="?Mso|mso-/i.test(html);
  for (const element of body.querySelectorAll(dropped)) element.remove();
  for (const image of body.querySelectorAll('img')) {
    const contentId = knownIdOf(image);
    if (contentId === undefined || !isKnown(contentId)) image.remove();
    else standAlone(image, contentId);
  }
  for (const element of body.querySelectorAll('[data-css]'))
    if (hidden.test(styleOf(element))) element.remove();
  dropComments(body);
  gatherLists(body);
  for (const element of [...body.querySelectorAll('*')]) {
    if (element.localName.includes(':')) element.replaceWith(...element.childNodes);
    else restyle(element);
  }
  // A mail has two levels of headings here.
  for (const deep of body.querySelectorAll('h3, h4, h5, h6')) {
    const heading = body.ownerDocument.createElement('h2');
    heading.append(...deep.childNodes);
    deep.replaceWith(heading);
  }
  if (isOffice) for (const p of body.querySelectorAll('p')) if (isBlankElement(p)) p.remove();
  flattenTables(body);
  gatherLines(body);
  return body.innerHTML;
}

/** An image is no part of a paragraph here. */
function standAlone(image: Element, contentId: string): void {
  image.setAttribute('data-content-id', contentId);
  const around = image.parentElement;
  if (around?.localName === 'p' && around.childElementCount === 1 && around.textContent?.trim() === '')
    around.replaceWith(image);
}

/** The page's policy counts styles and handlers of what is only read as tried: they are read by other names. */
export function quieted(html: string): string {
  return html
    .replace(/<style[^>]*>[\s\S]*?<\/style>/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'/])(?:style|(on\w+))(\s*=)/gi, named));
}

const named = (_all: string, before: string, handler: string | undefined, after: string): string =>
  `${before}data-${handler ?? 'css'}${after}`;

function dropComments(body: Element): void {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

/** What its style says becomes elements; of its attributes the address of a link is left. */
function restyle(element: Element): void {
  const style = styleOf(element);
  const weight = /(?:^|[;\s])font-weight\s*:\s*(\w+)/i.exec(style)?.[1]?.toLowerCase() ?? '';
  const href = element.localName === 'a' ? safeHref(element.getAttribute('href')) : undefined;
  const start = element.localName === 'ol' ? element.getAttribute('start') : null;
  for (const name of element.getAttributeNames())
    if (element.localName !== 'img' || !kept.includes(name)) element.removeAttribute(name);
  if (href !== undefined) element.setAttribute('href', href);
  if (start !== null) element.setAttribute('start', start);
  const isBoldTag = element.localName === 'b' || element.localName === 'strong';
  // Google Docs wraps everything in such a one.
  const isMeantBold = weight === 'bold' || weight === 'bolder' || Number(weight) >= 600;
  if ((isBoldTag && weight !== '' && !isMeantBold) || (element.localName === 'a' && href === undefined)) {
    element.replaceWith(...element.childNodes);
  } else if (element.localName === 'span') {
    if (isMeantBold) wrapInside(element, 'strong');
    if (/(?:^|[;\s])font-style\s*:\s*italic/i.test(style)) wrapInside(element, 'em');
    if (/(?:^|[;\s])text-decoration[a-z-]*\s*:[^;]*underline/i.test(style)) wrapInside(element, 'u');
  }
}

function wrapInside(element: Element, tag: string): void {
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

const isBlankElement = (element: Element): boolean =>
  element.querySelector('img') === null && (element.textContent ?? '').replace(/\u00a0/g, ' ').trim() === '';

/** Lines that each stand in a `div` of their own become one paragraph, as far as no empty line parts them. */
function gatherLines(body: Element): void {
  const isLine = (node: Node | null): node is Element =>
    node instanceof Element && node.localName === 'div' && node.querySelector(blockTags) === null;
  for (const line of [...body.querySelectorAll('div')]) {
    if (!line.parentNode || !isLine(line)) continue;
    const paragraph = body.ownerDocument.createElement('p');
    line.before(paragraph);
    let next: Element | null = line;
    while (isLine(next)) {
      const present: Element = next;
      next = present.nextElementSibling;
      const isEmpty = isBlankElement(present);
      if (!isEmpty) {
        if (paragraph.hasChildNodes()) paragraph.append(body.ownerDocument.createElement('br'));
        paragraph.append(...present.childNodes);
      }
      present.remove();
      if (isEmpty) break;
    }
    if (!paragraph.hasChildNodes()) paragraph.remove();
  }
}
