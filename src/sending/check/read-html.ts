import { Parser } from 'htmlparser2';
import { type Color, readBackground, readColor } from './colors.ts';

/** How a piece of text is shown, by what stands inline; what is `undefined` nobody says. */
interface Shown {
  readonly color: Color | undefined;
  readonly background: Color | undefined;
  /** 24 px or more, or a large heading. */
  readonly isLarge: boolean;
  /** Has a class or an id, itself or around it: a style sheet may say more. */
  readonly isClassed: boolean;
}

/** What there is in a mail's HTML. */
export interface HtmlFacts {
  /** Visible ones, without spaces. */
  readonly characters: number;
  readonly images: readonly { readonly src: string; readonly hasAlt: boolean }[];
  readonly links: readonly { readonly href: string; readonly text: string }[];
  /** Each way of showing text once, with the first text that is shown so. */
  readonly texts: readonly (Shown & { readonly text: string })[];
  /** A style sheet sets colours. */
  readonly hasStyles: boolean;
  /** It says itself how it looks in dark mode. */
  readonly knowsDark: boolean;
  /** Elements stood too deep; what was in there was not read. */
  readonly isTooDeep: boolean;
}

/** Elements within elements. Closing one takes time with the depth. */
export const deepest = 256;
const most = 2_000;
const longestText = 500;

interface Element extends Shown {
  readonly name: string;
  readonly isHidden: boolean;
  readonly link: { readonly href: string; text: string } | undefined;
}

const unread = new Set(['head', 'title', 'script', 'template', 'noscript']);
const root: Element = {
  name: '',
  color: undefined,
  background: undefined,
  link: undefined,
  isLarge: false,
  isClassed: false,
  isHidden: false,
};
class TooDeep extends Error {}

/** Reads HTML in one look, in time with its length. */
export function readHtml(html: string): HtmlFacts {
  const facts = { characters: 0, hasStyles: false, knowsDark: false, isTooDeep: false };
  const images: HtmlFacts['images'][number][] = [];
  const links: { readonly href: string; text: string }[] = [];
  const texts = new Map<string, Shown & { readonly text: string }>();
  const open: Element[] = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open.length > deepest) throw new TooDeep();
        const element = within(open.at(-1) ?? root, name, attributes);
        open.push(element);
        if (name === 'a' && element.link && links.length < most) links.push(element.link);
        if (name === 'img' && !element.isHidden && !isPixel(attributes) && images.length < most)
          images.push({ src: attributes.src ?? '', hasAlt: attributes.alt !== undefined });
        if (name === 'meta' && /color-schemes?$/i.test(attributes.name ?? '')) facts.knowsDark = true;
      },
      ontext(text) {
        const element = open.at(-1) ?? root;
        if (element.name === 'style') {
          facts.hasStyles ||= /color|background/i.test(text);
          facts.knowsDark ||= /prefers-color-scheme/i.test(text);
          return;
        }
        const { link, isHidden } = element;
        if (isHidden) return;
        if (link && link.text.length < longestText) link.text += text.slice(0, longestText);
        const words = text.replaceAll(/\s+/g, ' ').trim();
        if (words === '') return;
        facts.characters += words.replaceAll(' ', '').length;
        const { color, background, isLarge, isClassed } = element;
        const key = JSON.stringify([color, background, isLarge, isClassed]);
        if (!texts.has(key) && texts.size < most)
          texts.set(key, { color, background, isLarge, isClassed, text: words });
      },
      onclosetag() {
        if (open.length > 1) open.pop();
      },
    },
    { decodeEntities: true },
  );
  try {
    parser.end(html);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    facts.isTooDeep = true;
  }
  return { ...facts, images, links, texts: [...texts.values()] };
}

type Attributes = Readonly<Record<string, string>>;

function within(outer: Element, name: string, attributes: Attributes): Element {
  const style = declarations(attributes.style ?? '');
  const own = style.get('color') ?? (name === 'font' ? attributes.color : undefined);
  const color = own === undefined ? undefined : readColor(own);
  const background = backgroundOf(style, attributes);
  // A link without a colour of its own has the program's.
  const inherited = name === 'a' ? 'unknown' : outer.color;
  const size = style.get('font-size');
  return {
    name,
    color: color ?? inherited,
    background: background ?? outer.background,
    isLarge: size === undefined ? outer.isLarge || name === 'h1' || name === 'h2' : isLargeSize(size),
    isClassed: outer.isClassed || attributes.class !== undefined || attributes.id !== undefined,
    isHidden: outer.isHidden || unread.has(name) || isHiddenBy(style, attributes),
    link: name === 'a' && attributes.href !== undefined ? { href: attributes.href, text: '' } : outer.link,
  };
}

function backgroundOf(style: ReadonlyMap<string, string>, attributes: Attributes): Color | undefined {
  if (attributes.background !== undefined || style.has('background-image')) return 'unknown';
  const only = style.get('background-color');
  const all = style.get('background');
  if (all !== undefined) return readBackground(all);
  const written = only ?? attributes.bgcolor;
  return written === undefined ? undefined : readColor(written);
}

function declarations(style: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon < 0) continue;
    const value = declaration
      .slice(colon + 1)
      .replace('!important', '')
      .trim();
    found.set(declaration.slice(0, colon).trim().toLowerCase(), value);
  }
  return found;
}

function isLargeSize(size: string): boolean {
  const read = /^([\d.]{1,8})(px|pt)$/i.exec(size);
  return Number(read?.[1]) >= (read?.[2]?.toLowerCase() === 'pt' ? 18 : 24);
}

/** Lines for the list of mails, which nobody sees in the mail itself. */
function isHiddenBy(style: ReadonlyMap<string, string>, attributes: Attributes): boolean {
  return (
    attributes.hidden !== undefined ||
    style.get('display') === 'none' ||
    style.get('visibility') === 'hidden' ||
    /^0(px)?$/.test(style.get('max-height') ?? '') ||
    /^[01](px)?$/.test(style.get('font-size') ?? '')
  );
}

/** Counts who opens the mail, and shows nothing. */
function isPixel({ width, height }: Attributes): boolean {
  return Number(width) <= 1 || Number(height) <= 1;
}
