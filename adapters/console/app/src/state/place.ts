/** Where the console is mounted, as the server wrote it into the page: without a slash at the end. */
export function mountOf(page: Document): string {
  const content = page.querySelector<HTMLMetaElement>('meta[name="postern-base"]')?.content ?? '';
  // Vite's own server writes nothing there.
  return content.startsWith('__') ? '' : content.replace(/\/+$/, '');
}

/** What style elements made at run time must carry. Browsers hide the attribute: the property has it. */
export function nonceOf(page: Document): string {
  return page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** The site chosen by the address of the page. */
export function siteOf(search: string): string | undefined {
  return new URLSearchParams(search).get('site') ?? undefined;
}
