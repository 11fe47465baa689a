import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, errorOf, eventually, field, focusedName } from './support/steps.ts';

const can = { view: true, send: true, manage: true, operate: true };
const who = { user: { id: 'ada', name: 'Ada Office', email: 'ada@office.example' }, can, locale: 'en-GB' };
const { POSTERN_SHOTS: shots } = process.env;

inBrowser('a test to oneself', ({ site: start, open }) => {
  it('goes to the writer before anybody is picked, and leaves the draft as it is', async () => {
    const site = await start({ who });
    const { page, faults } = await open(`${site.url}/email/compose`);
    await button(page, 'Send me a test').click();
    expect(await errorOf(page, 'Subject')).toContain('An e-mail needs a subject.');
    await field(page, 'Subject').fill('Opening hours');
    await field(page, 'Message').fill('At nine.');
    await page.context().setOffline(true);
    await button(page, 'Send me a test').press('Enter');
    await page.getByText('No connection: not sent, the draft is kept.').waitFor();
    await page.context().setOffline(false);
    await button(page, 'Send me a test').press('Enter');
    await page.getByText('A test is on its way to ada@office.example.').waitFor();
    await eventually(() => focusedName(page)).toBe('Send me a test');
    await eventually(() => site.email.sent.at(-1)?.subject).toBe('[Acme] [Test] Opening hours');
    expect(site.email.sent.at(-1)?.to.address).toBe('ada@office.example');
    expect(await field(page, 'Subject').inputValue()).toBe('Opening hours');
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/test-mail-1280.png` });
    await page.setViewportSize({ width: 360, height: 740 });
    await button(page, 'Send me a test').scrollIntoViewIfNeeded();
    if (shots) await page.screenshot({ path: `${shots}/test-mail-360.png` });
    expect(faults).toEqual([]);
  });

  it('is not offered where the host says no address, nor for an SMS', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/compose`);
    await button(page, 'Send e-mail').waitFor();
    expect(await button(page, 'Send me a test').count()).toBe(0);
    const other = await start({ who });
    const sms = await open(`${other.url}/sms/compose`);
    await button(sms.page, 'Send SMS').waitFor();
    expect(await button(sms.page, 'Send me a test').count()).toBe(0);
  });
});
