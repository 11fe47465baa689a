import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, heading, linkTo, row } from './support/steps.ts';

const mark = (page: Page, words: string) => page.getByRole('status').getByText(words, { exact: true });

/** How often the browser has loaded the whole page. */
function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  return () => loads;
}

inBrowser('a server that is away', ({ site: start, open }) => {
  it('takes one page away and leaves the menu, the other pages and Back, and all of it goes on by itself', async () => {
    const site = await start();
    await site.messaging.email.send({ to: 'c1', subject: 'Hello', text: 'Text' });
    const { page } = await open(`${site.url}/email`);
    await page.getByText('Ready to send').waitFor();
    await mark(page, 'Live').waitFor();
    const loads = countLoads(page);
    const back = await site.away();
    await mark(page, 'No answer from the server').waitFor();
    await linkTo(page, 'Templates').click();
    await heading(page, 'This page could not be loaded').waitFor();
    await page.getByText('The server cannot be reached.').waitFor();
    await button(page, 'Try again').click();
    await page.getByText('The server cannot be reached.').waitFor();
    await page.goBack();
    await heading(page, 'E-mail overview').waitFor();
    await page.goForward();
    await heading(page, 'This page could not be loaded').waitFor();
    await back();
    await heading(page, 'E-mail templates').waitFor();
    await mark(page, 'Live').waitFor();
    await linkTo(page, 'History').click();
    await row(page, 'Jo Smith', 'Sent').waitFor();
    expect(loads()).toBe(0);
  });

  it('is loaded anew once where it runs another build, and no more', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email`);
    await page.getByText('Ready to send').waitFor();
    const loads = countLoads(page);
    // What a deployment that is not whole leaves for good.
    await page.route('**/assets/history-page*', (route) => route.fulfill({ status: 404 }));
    await linkTo(page, 'History').click();
    await heading(page, 'This page could not be loaded').waitFor();
    expect(loads()).toBe(1);
    await page.getByText('Part of it is missing on the server.').waitFor();
    await linkTo(page, 'Overview').click();
    await page.getByText('Ready to send').waitFor();

    // The build this page is of has gone, the one it gets by loading anew is whole.
    await page.unroute('**/assets/history-page*');
    await page.route('**/assets/history-page*', (route) => route.fulfill({ status: 404 }), { times: 1 });
    await linkTo(page, 'History').click();
    await heading(page, 'E-mail history').waitFor();
    expect(loads()).toBe(2);
  });

  it('is told from a browser without a connection, and asked again as soon as there is one', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/history`);
    await heading(page, 'E-mail history').waitFor();
    await page.context().setOffline(true);
    await mark(page, 'No connection').waitFor();
    await site.messaging.email.send({ to: 'c1', subject: 'Meanwhile', text: 'Text' });
    await page.context().setOffline(false);
    await mark(page, 'Live').waitFor();
    await row(page, 'Meanwhile', 'Sent').waitFor();
  });

  it('sends nothing later that could not be sent', async () => {
    const site = await start();
    const release = site.hold();
    const { id } = await site.messaging.email.send({
      ...{ to: 'c1', subject: 'Soon', text: 'Text' },
      scheduledAt: new Date(Date.now() + 864e5),
    });
    const { page } = await open(`${site.url}/email/history?message=${id}`);
    const drawer = page.getByRole('dialog', { name: 'Message' });
    await drawer.getByRole('button', { name: 'Cancel sending' }).click();
    const question = page.getByRole('dialog', { name: 'Cancel sending' });
    await question.waitFor();
    await page.context().setOffline(true);
    await question.getByRole('button', { name: 'Cancel sending' }).click();
    await page.getByText('The server cannot be reached. Check the connection and try again.').waitFor();
    await page.context().setOffline(false);
    await mark(page, 'Live').waitFor();
    await eventually(async () => (await site.messaging.email.get(id)).status).toBe('scheduled');
    release();
  });
});
