/** Text that is HTML already; everything else is escaped when it is put into a page. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | undefined | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template tag: what is written in the code is HTML, what is put in is text. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((literal, index) => literal + textOf(parts[index])).join(''));
}

function textOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map((one: Html) => one.text).join('');
  return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const areas = [
  { path: '/', name: 'Start' },
  { path: '/console', name: 'Console' },
  { path: '/shop', name: 'Shop' },
  { path: '/mail', name: 'Mail catcher' },
  { path: '/sms', name: 'Phones' },
  { path: '/dns', name: 'DNS zone' },
  { path: '/hooks', name: 'Webhooks' },
] as const;

interface Page {
  readonly title: string;
  /** Which of the areas is the present one. */
  readonly area?: (typeof areas)[number]['path'];
  readonly body: Html;
}

/** A whole page. No script and no inline style: the policy in `guard.ts` allows neither. */
export function page({ title, area, body }: Page): string {
  const links = areas.map(
    ({ path, name }) =>
      html`<a href="${path}"${path === area ? html` aria-current="page"` : undefined}>${name}</a>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Postern example</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header><p class="brand">Postern example</p><nav aria-label="Areas">${links}</nav></header>
<main><h1>${title}</h1>
${body}
</main>
</body>
</html>
`.text;
}

/** A moment as a person reads it, in UTC: the server does not know the reader's zone. */
export function time(at: Date): Html {
  const iso = at.toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}
