// Word puts lists on the clipboard as paragraphs that only look like items: `mso-list` says of which list and level each is, and
// its number or bullet stands before the words, marked `mso-list:Ignore`.

const listStyle = /mso-list\s*:\s*l\d+\s+level(\d+)/i;
const markerStyle = /mso-list\s*:\s*ignore/i;

/** Makes lists of paragraphs that Word shows as such, and lists as a mail has them of those that are written otherwise. */
export function gatherLists(body: Element): void {
  const items = [...body.querySelectorAll('[data-css]')].filter((one) => levelOf(one) > 0);
  const done = new Set<Element>();
  for (const item of items) {
    if (done.has(item)) continue;
    const open: OpenList[] = [];
    const place = body.ownerDocument.createElement('div');
    item.before(place);
    for (let next: Element | null = item; next && levelOf(next) > 0; ) {
      const present: Element = next;
      next = present.nextElementSibling;
      done.add(present);
      addItem(place, open, present);
    }
    place.replaceWith(...place.childNodes);
  }
  nestLists(body);
}

export const styleOf = (element: Element): string => element.getAttribute('data-css') ?? '';

/** 0: no item, or one that is an element of a list already. */
function levelOf(element: Element): number {
  if (element.localName === 'li') return 0;
  return Math.min(Number(listStyle.exec(styleOf(element))?.[1] ?? 0), 9);
}

interface OpenList {
  readonly level: number;
  readonly list: Element;
}

/** `open`: the lists that stand open, the outermost first. A level that has no item is none: it would be a bullet without words. */
function addItem(place: Element, open: OpenList[], paragraph: Element): void {
  const level = levelOf(paragraph);
  const { tag, number } = takeMarker(paragraph);
  while ((open.at(-1)?.level ?? 0) > level) open.pop();
  const same = open.at(-1);
  if (same?.level === level && same.list.localName !== tag) open.pop();
  if (open.at(-1)?.level !== level) {
    const list = paragraph.ownerDocument.createElement(tag);
    if (number > 1) list.setAttribute('start', String(number));
    (open.at(-1)?.list.lastElementChild ?? place).append(list);
    open.push({ level, list });
  }
  const item = paragraph.ownerDocument.createElement('li');
  item.append(...paragraph.childNodes);
  open.at(-1)?.list.append(item);
  paragraph.remove();
}

/** Takes the number or bullet away, and says which it was. */
function takeMarker(paragraph: Element): { readonly tag: 'ol' | 'ul'; readonly number: number } {
  const marker = [...paragraph.querySelectorAll('[data-css]')].find((one) => markerStyle.test(styleOf(one)));
  const words = (marker?.textContent ?? '').replace(/\u00a0/g, ' ').trim();
  marker?.remove();
  const tag = /^\(?[\da-z]{1,5}[.)]/i.test(words) ? 'ol' : 'ul';
  return { tag, number: Number(/^\(?(\d{1,5})[.)]/.exec(words)?.[1] ?? 1) };
}

/** A list that stands in a list, and in no item of it, belongs to the item before, as Google Docs means it; without one it is the list. */
function nestLists(body: Element): void {
  for (const list of body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) {
    const before = list.previousElementSibling;
    if (before?.localName === 'li') before.append(list);
    else list.replaceWith(...list.childNodes);
  }
}
