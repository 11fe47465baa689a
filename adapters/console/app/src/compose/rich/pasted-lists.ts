// Word puts lists on the clipboard as paragraphs that only look like items: `mso-list` says of which list and level each is, and
// its number or bullet stands before the words, marked `mso-list:Ignore`.

const listStyle = /mso-list\s*:\s*l\d+\s+level(\d+)/i;
const markerStyle = /mso-list\s*:\s*ignore/i;

/** Makes lists of paragraphs that Word shows as such. */
export function gatherLists(body: Element): void {
  const items = [...body.querySelectorAll('[data-css]')].filter((one) => levelOf(one) > 0);
  const done = new Set<Element>();
  for (const item of items) {
    if (done.has(item)) continue;
    const open: Element[] = [];
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
}

export const styleOf = (element: Element): string => element.getAttribute('data-css') ?? '';

function levelOf(element: Element): number {
  return Math.min(Number(listStyle.exec(styleOf(element))?.[1] ?? 0), 9);
}

/** `open`: the lists that stand open, the outermost first. */
function addItem(place: Element, open: Element[], paragraph: Element): void {
  const level = levelOf(paragraph);
  const tag = takeMarker(paragraph);
  open.length = Math.min(open.length, level);
  if (open.length === level && open.at(-1)?.localName !== tag) open.pop();
  while (open.length < level) {
    const list = paragraph.ownerDocument.createElement(open.length === level - 1 ? tag : 'ul');
    const outer = open.at(-1);
    if (outer) (outer.lastElementChild ?? outer.appendChild(newItem(outer))).append(list);
    else place.append(list);
    open.push(list);
  }
  const item = newItem(paragraph);
  item.append(...paragraph.childNodes);
  open.at(-1)?.append(item);
  paragraph.remove();
}

const newItem = (near: Element): Element => near.ownerDocument.createElement('li');

/** Takes the number or bullet away, and says which it was. */
function takeMarker(paragraph: Element): 'ol' | 'ul' {
  const marker = [...paragraph.querySelectorAll('[data-css]')].find((one) => markerStyle.test(styleOf(one)));
  const words = (marker?.textContent ?? '').replace(/\u00a0/g, ' ').trim();
  marker?.remove();
  return /^\(?[\da-z]{1,5}[.)]/i.test(words) ? 'ol' : 'ul';
}
