import { writtenStyles } from './mail-html.ts';
import { styleOf } from './pasted-lists.ts';

// Two ways of writing one mail come out as the same pieces: what stands where, in which letters, and every attribute that says more.

const marks: Readonly<Record<string, string>> = { strong: 'b', b: 'b', em: 'i', i: 'i', u: 'u' };
const unseen = ['meta', 'title'];

/** The pieces of a body that was read with its styles as `data-css`, in order. */
export function piecesOf(body: Element): readonly string[] {
  const pieces: string[] = [];
  let run: { readonly style: string; text: string } | undefined;
  const close = () => {
    if (run && run.text.trim() !== '') pieces.push(`${run.style} ${run.text.replace(/[ \t\r\n\f]+/g, ' ')}`);
    run = undefined;
  };
  const walk = (node: Node, within: readonly string[]): void => {
    if (node.nodeType === Node.TEXT_NODE) {
      const style = [...new Set(within)].sort().join('');
      if (run?.style !== style) {
        close();
        run = { style, text: '' };
      }
      run.text += node.nodeValue ?? '';
    } else if (node.nodeType === Node.COMMENT_NODE) {
      // Outlook reads such as elements.
      if (/^\[if/i.test(node.nodeValue ?? '')) pieces.push('conditional');
    } else if (node instanceof Element) element(node, within);
  };
  const element = (one: Element, within: readonly string[]) => {
    const name = one.localName;
    if (unseen.includes(name)) return;
    const said = attributesOf(one);
    const mark = name === 'a' ? `<a${said}>` : said === '' ? marks[name] : undefined;
    const isWrapper = said === '' && (name === 'span' || (name === 'div' && one.parentElement === body));
    if (mark === undefined && !isWrapper) {
      close();
      pieces.push(`<${name}${said}>`);
    }
    for (const inner of one.childNodes) walk(inner, mark === undefined ? within : [...within, mark]);
    if (mark === undefined && !isWrapper) {
      close();
      pieces.push(`</${name}>`);
    }
  };
  const ofBody = attributesOf(body);
  if (ofBody !== '') pieces.push(`<body${ofBody}>`);
  for (const node of body.childNodes) walk(node, []);
  close();
  return pieces.map((piece) => (piece.startsWith('<') ? piece : piece.trim()));
}

function attributesOf(element: Element): string {
  const style = styleOf(element).trim().replace(/;$/, '');
  const said = element
    .getAttributeNames()
    .filter((name) => name !== 'data-css')
    .sort()
    .map((name) => ` ${name}=${element.getAttribute(name)}`);
  return said.join('') + (style === '' || writtenStyles.has(style) ? '' : ` style=${style}`);
}
