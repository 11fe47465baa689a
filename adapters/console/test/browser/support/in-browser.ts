import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { browserPath, launch } from './browser.ts';
import { type SiteOptions, startSite, type TestSite } from './site.ts';

/** For a machine that does much else besides. */
const waitMs = 20_000;

/** For a run of all suites on PGlite, which takes several times as long. */
const everywhere = process.env.POSTERN_BROWSER_STORAGE === 'pglite' ? 'pglite' : undefined;

/** What a suite does in a browser. Pages and sites are closed after each test. */
export interface InBrowser {
  site(options?: SiteOptions): Promise<TestSite>;
  open(url: string, options?: BrowserContextOptions): Promise<Watched>;
}

/** A page with what it must not do. */
interface Watched {
  readonly page: Page;
  /** Exceptions, refusals by the page's own policy, dialogs, requests to other hosts. */
  readonly faults: readonly string[];
}

/**
 * As `describe`, with a real browser. Where the machine has none, one test says so and is skipped.
 *
 * @param storage - of its sites, where they say nothing else; default: in memory
 */
export function inBrowser(
  name: string,
  define: (tools: InBrowser) => void,
  { storage = everywhere }: Pick<SiteOptions, 'storage'> = {},
): void {
  const path = browserPath();
  if (path === undefined) {
    describe(name, () => {
      it('is tested in a browser', ({ skip }) => {
        skip('NOT TESTED: no Chromium on the PATH. Install one, such as by "apt-get install chromium".');
      });
    });
    return;
  }
  describe(name, { timeout: 120_000 }, () => {
    let browser: Browser;
    const open: { close(): Promise<void> }[] = [];
    beforeAll(async () => {
      browser = await launch(path);
    });
    afterEach(async () => {
      for (const one of open.splice(0).reverse()) await one.close();
    });
    afterAll(() => browser.close());
    define({
      async site(options) {
        const site = await startSite({ storage, ...options });
        open.push(site);
        return site;
      },
      async open(url, options) {
        const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
        open.push(context);
        context.setDefaultTimeout(waitMs);
        const page = await context.newPage();
        const faults = watch(page, new URL(url).host);
        await page.goto(url);
        return { page, faults };
      },
    });
  });
}

function watch(page: Page, host: string): readonly string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy')) {
      faults.push(`policy: ${message.text()}`);
    }
  });
  const elsewhere = (request: Request) => {
    const url = new URL(request.url());
    return url.protocol.startsWith('http') && url.host !== host;
  };
  page.on('requestfinished', (request) => {
    if (elsewhere(request)) faults.push(`request: ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    // One that a policy stops is announced all the same, but never leaves.
    const refused = request.failure()?.errorText === 'csp';
    if (elsewhere(request) && !refused) faults.push(`request: ${request.url()}`);
  });
  return faults;
}
