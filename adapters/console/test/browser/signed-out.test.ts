import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field, linkTo } from './support/steps.ts';

inBrowser('a session that has ended', ({ site: start, open }) => {
  it('is said on the page, with the way to sign in, in this tab; what was written is there afterwards', async () => {
    let isSignedOut = false;
    const site = await start({ isSignedOut: () => isSignedOut, signInUrl: '/login?next=%2Fmessaging' });
    const { page, faults } = await open(`${site.url}/email/compose?to=c1`);
    await field(page, 'Subject').fill('Long words');
    await field(page, 'Message').fill('Text');
    expect(await page.getByText('Your session has ended').count()).toBe(0);
    isSignedOut = true;
    await button(page, 'Send e-mail').click();
    await page.getByRole('alert').getByText('Your session has ended').waitFor();
    await linkTo(page, 'Sign in').click();
    await page.waitForURL('**/login?next=%2Fmessaging');
    expect(page.context().pages().length).toBe(1);
    isSignedOut = false;
    await page.goto(`${site.url}/email/compose?to=c1`);
    await eventually(() => field(page, 'Subject').inputValue()).toBe('Long words');
    expect(await page.getByText('Your session has ended').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('goes away by itself when one has signed in elsewhere, and is said without a link where the host names none', async () => {
    let isSignedOut = false;
    const site = await start({ isSignedOut: () => isSignedOut });
    const { page } = await open(`${site.url}/email/suppressions`);
    await page.getByText('The list is empty').waitFor();
    isSignedOut = true;
    await field(page, 'Find an e-mail address').fill('jo@people.example');
    await button(page, 'Find').click();
    await page.getByRole('status').getByText('Signed out', { exact: true }).waitFor();
    expect(await linkTo(page, 'Sign in').count()).toBe(0);
    isSignedOut = false;
    await page.getByRole('status').getByText('Live', { exact: true }).waitFor();
  });
});
