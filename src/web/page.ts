import type { Site } from '../model/site.ts';
import type { Wording } from './words.ts';

/** A page for a recipient. */
export interface Page extends Pick<Wording, 'language'> {
  readonly status: number;
  readonly title: string;
  /** HTML; what comes from outside is escaped in it. */
  readonly body: string;
  readonly site: Site | undefined;
  /** Origins whose pages may show it within theirs. Default: none. */
  readonly embeddedBy?: readonly string[];
}

const style = `:root{color-scheme:light dark;--line:#767676}
body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:12vh auto 2rem;padding:0 1rem;overflow-wrap:anywhere}
img{max-height:4rem;max-width:100%}
h1{font-size:1.5rem;line-height:1.25}
button{font:inherit;padding:.5rem 1.25rem;cursor:pointer;border:1px solid var(--line);border-radius:.375rem;background:none;color:inherit}
fieldset{border:0;margin:1.5rem 0;padding:0}
legend{padding:0;margin-bottom:.75rem}
label{display:grid;grid-template-columns:1.5rem 1fr;gap:0 .75rem;padding:.5rem 0;cursor:pointer}
input{width:1.25rem;height:1.25rem;margin:.2rem 0 0}
small{grid-column:2;opacity:.8}
hr{border:0;border-top:1px solid var(--line);margin:2rem 0;opacity:.5}
:focus-visible{outline:3px solid;outline-offset:2px}`;

/** The page, which runs and loads nothing but the site's logo. */
export function pageOf({ status, title, body, site, language, embeddedBy = [] }: Page): Response {
  const { color, logo } = site?.brand ?? {};
  const own = color === undefined ? '' : brandStyle(color);
  const picture =
    logo === undefined ? '' : `<img src="${escapeHtml(logo)}" alt="${escapeHtml(site?.name ?? '')}">`;
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}${own}</style><main>${picture}<h1>${escapeHtml(title)}</h1>${body}</main></html>`;
  const ancestors = embeddedBy.length === 0 ? "'none'" : embeddedBy.join(' ');
  const pictures = logo === undefined ? '' : ` img-src ${new URL(logo).origin};`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline';${pictures} form-action 'self'; frame-ancestors ${ancestors}; base-uri 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
      vary: 'accept-language',
    },
  });
}

/** A button in the site's colour, its words in black or white: whichever has more contrast (WCAG 2.2, relative luminance). */
function brandStyle(color: string): string {
  const [r = 0, g = 0, b = 0] = channelsOf(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const words = luminance > 0.179 ? '#000' : '#fff';
  return `button.main{background:${color};color:${words}}input{accent-color:${color}}`;
}

/** Of `#rgb` or `#rrggbb`. */
function channelsOf(color: string): readonly number[] {
  const digits = color.slice(1);
  const each = digits.length === 3 ? [...digits].map((digit) => digit + digit) : (digits.match(/../g) ?? []);
  return each.map((digit) => Number.parseInt(digit, 16));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
