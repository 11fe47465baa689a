import { childrenOf, contentIdOf, isBlank, type RichNode, safeHref } from './rich-doc.ts';

// Mail programs take away style sheets and classes; what they keep is written into each element. A button is a table, since
// Outlook knows no padding elsewhere.

const gap = 'margin:0 0 16px';
const styles = {
  body: 'font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5',
  h1: 'margin:0 0 16px;font-size:26px;line-height:1.25;font-weight:bold',
  h2: 'margin:0 0 12px;font-size:20px;line-height:1.3;font-weight:bold',
  list: 'margin:0 0 16px;padding:0 0 0 24px',
  inner: 'margin:0;padding:0 0 0 24px',
  item: 'margin:0 0 4px',
  quote: 'margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #c9ced6',
  rule: 'margin:24px 0;border:0;border-top:1px solid #c9ced6',
  link: 'color:#1d4ed8;text-decoration:underline',
  image: 'display:block;max-width:100%;height:auto;border:0',
  cell: 'border-radius:6px;background-color:#1d4ed8',
  button:
    'display:inline-block;padding:12px 24px;font-weight:bold;color:#ffffff;text-decoration:none;border-radius:6px',
} as const;

/** What the editor writes into elements: it says nothing of the mail. */
export const writtenStyles: ReadonlySet<string> = new Set([gap, ...Object.values(styles)]);

/** The mail's HTML: nothing but what is listed here; what is not known gives its words. Empty where nothing is written. */
export function mailHtml(doc: RichNode): string {
  return isBlank(doc) ? '' : `<div style="${styles.body}">${blocks(ended(doc))}</div>`;
}

/** Without the empty lines at its end, where one would write on. */
export function ended(doc: RichNode): RichNode {
  const all = childrenOf(doc);
  const last = all.findLastIndex((node) => node.type !== 'paragraph' || !isBlank(node));
  return { ...doc, content: all.slice(0, last + 1) };
}

const blocks = (node: RichNode): string => childrenOf(node).map(block).join('');
const inline = (node: RichNode): string => childrenOf(node).map(piece).join('');

function block(node: RichNode): string {
  switch (node.type) {
    case 'paragraph':
      return `<p style="${gap}">${inline(node) || '&nbsp;'}</p>`;
    case 'heading': {
      const tag = node.attrs?.level === 1 ? 'h1' : 'h2';
      return `<${tag} style="${styles[tag]}">${inline(node)}</${tag}>`;
    }
    case 'bulletList':
    case 'orderedList':
      return list(node, styles.list);
    case 'blockquote':
      return `<blockquote style="${styles.quote}">${blocks(node)}</blockquote>`;
    case 'horizontalRule':
      return `<hr style="${styles.rule}">`;
    case 'mailButton':
      return button(node);
    case 'mailImage':
      return image(node);
    default:
      return piece(node);
  }
}

function list(node: RichNode, style: string): string {
  const isOrdered = node.type === 'orderedList';
  const tag = isOrdered ? 'ol' : 'ul';
  const first = Number(node.attrs?.start ?? 1);
  const start = isOrdered && Number.isSafeInteger(first) && first !== 1 ? ` start="${first}"` : '';
  const items = childrenOf(node).map((item) => `<li style="${styles.item}">${insideItem(item)}</li>`);
  return `<${tag}${start} style="${style}">${items.join('')}</${tag}>`;
}

/** Without paragraphs, whose margins would part the items. */
function insideItem(item: RichNode): string {
  return childrenOf(item)
    .map((node, index) => {
      if (node.type === 'paragraph') return (index === 0 ? '' : '<br>') + inline(node);
      return node.type === 'bulletList' || node.type === 'orderedList'
        ? list(node, styles.inner)
        : block(node);
    })
    .join('');
}

function button({ attrs = {} }: RichNode): string {
  const href = safeHref(attrs.href);
  const words = escaped(String(attrs.text ?? ''));
  if (href === undefined) return `<p style="${gap}">${words}</p>`;
  const link = `<a href="${escaped(href)}" style="${styles.button}">${words}</a>`;
  const cell = `<td bgcolor="#1d4ed8" style="${styles.cell}">${link}</td>`;
  return `<table role="presentation" border="0" cellpadding="0" cellspacing="0" style="${gap}"><tr>${cell}</tr></table>`;
}

/** Outlook goes by `width` alone. Where nobody said what it shows there is no `alt`, which the preview reminds of. */
function image({ attrs = {} }: RichNode): string {
  if (contentIdOf(`cid:${attrs.contentId}`) === undefined) return '';
  const alt = typeof attrs.alt === 'string' ? ` alt="${escaped(attrs.alt)}"` : '';
  const width = Number.isSafeInteger(attrs.width) ? ` width="${attrs.width}"` : '';
  return `<p style="${gap}"><img src="cid:${attrs.contentId}"${alt}${width} style="${styles.image}"></p>`;
}

function piece(node: RichNode): string {
  if (node.type === 'hardBreak') return '<br>';
  if (typeof node.text !== 'string') return inline(node);
  return (node.marks ?? []).reduce(marked, escaped(node.text));
}

const markTags = new Map([
  ['bold', 'strong'],
  ['italic', 'em'],
  ['underline', 'u'],
]);

function marked(html: string, { type = '', attrs }: RichNode): string {
  const tag = markTags.get(type);
  if (tag !== undefined) return `<${tag}>${html}</${tag}>`;
  const href = type === 'link' ? safeHref(attrs?.href) : undefined;
  return href === undefined ? html : `<a href="${escaped(href)}" style="${styles.link}">${html}</a>`;
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/ {2,}/g, (run) => `${'&nbsp;'.repeat(run.length - 1)} `);
}
