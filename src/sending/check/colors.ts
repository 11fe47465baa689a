/** A colour, or one that cannot be told: an image, a gradient, something half transparent, a name that few know. */
export type Color = readonly [red: number, green: number, blue: number] | 'unknown';

const names: Readonly<Record<string, string>> = {
  black: '#000000',
  white: '#ffffff',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  red: '#ff0000',
  maroon: '#800000',
  yellow: '#ffff00',
  olive: '#808000',
  lime: '#00ff00',
  green: '#008000',
  aqua: '#00ffff',
  cyan: '#00ffff',
  teal: '#008080',
  blue: '#0000ff',
  navy: '#000080',
  fuchsia: '#ff00ff',
  purple: '#800080',
  magenta: '#ff00ff',
  orange: '#ffa500',
  lightgray: '#d3d3d3',
  lightgrey: '#d3d3d3',
  whitesmoke: '#f5f5f5',
  darkgray: '#a9a9a9',
  darkgrey: '#a9a9a9',
  dimgray: '#696969',
  darkblue: '#00008b',
  pink: '#ffc0cb',
};
const none = new Set(['transparent', 'none', 'inherit', 'initial', 'unset', 'currentcolor', 'auto', '']);

/** A colour as CSS or an attribute writes it; `undefined` where it says none. */
export function readColor(written: string): Color | undefined {
  const text = written.trim().toLowerCase();
  if (none.has(text)) return undefined;
  const hex = Object.hasOwn(names, text) ? names[text] : text;
  const short = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(hex ?? '');
  const long = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(hex ?? '');
  const digits = short ? short.slice(1).map((digit) => digit + digit) : long?.slice(1);
  const [red, green, blue] = digits?.map((digit) => Number.parseInt(digit, 16)) ?? readRgb(text);
  return red === undefined || green === undefined || blue === undefined ? 'unknown' : [red, green, blue];
}

function readRgb(text: string): readonly number[] {
  const inner = /^rgba?\(([\d\s,./%]{1,60})\)$/.exec(text)?.[1];
  const [red, green, blue, alpha = '1'] = inner?.split(/[\s,/]+/).filter(Boolean) ?? [];
  if (Number(alpha) !== 1 && alpha !== '100%') return [];
  const parts = [red, green, blue].map((part) => Number(part));
  return parts.every((part) => part >= 0 && part <= 255) ? parts.map(Math.round) : [];
}

/** The colour of CSS's `background`, beside which stand pictures and places. */
export function readBackground(written: string): Color | undefined {
  if (/url\(|gradient\(/i.test(written)) return 'unknown';
  const [first] = written.match(/rgba?\([^()]*\)|[^\s()]+/gi) ?? [];
  return first === undefined ? undefined : readColor(first);
}

export function hexOf([red, green, blue]: Exclude<Color, 'unknown'>): string {
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** How far two colours are apart, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: Exclude<Color, 'unknown'>, other: Exclude<Color, 'unknown'>): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: Exclude<Color, 'unknown'>): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
