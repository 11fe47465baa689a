import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, focusedName, row } from './support/steps.ts';

const shots = process.env.POSTERN_SHOTS;
const usual = ['Recipient', 'Message', 'Status', 'Created', 'Schedule', 'Template', 'Sender'];

/** What stands above the columns, from the left. */
const headers = (page: Page) =>
  page.getByRole('table').locator('[role="columnheader"][data-column]').allInnerTexts();
const box = (page: Page, name: string) => page.getByRole('dialog').getByRole('checkbox', { name });

inBrowser('the columns of the history', ({ site: start, open }) => {
  it('are chosen and put in order, stay on the device for their channel, and go back to the usual ones', async () => {
    const who = { user: { id: 'ada', name: 'Ada' }, can: { view: true } } as const;
    const site = await start({ who, topics: [{ id: 'news', name: 'News' }] });
    const failure = { class: 'content', message: 'Refused.' } as const;
    site.email.answer(() => ({ outcome: 'rejected', failure }));
    const facts = { actor: 'bob', reference: 'order/7', topic: 'news', batch: 'spring' } as const;
    await site.messaging.email.send({ to: 'c1', subject: 'Mine', text: 'Text', origin: 'web', ...facts });
    await site.messaging.sms.send({ to: 'c1', text: 'Soon there' });
    const { page, faults } = await open(`${site.url}/email/history`);
    await row(page, 'Mine', 'Failed').waitFor();
    expect(await headers(page)).toEqual(usual);
    expect(await row(page, 'Mine').getByRole('link', { name: 'order/7' }).count()).toBe(1);

    await button(page, 'Columns').click();
    for (const name of ['Sent by user', 'Why it failed', 'Reference', 'Batch', 'Tries', 'Topic', 'Origin'])
      await box(page, name).check();
    await box(page, 'Schedule').uncheck();
    expect(await box(page, 'Recipient').isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/columns-dialog-1280.png` });
    await page.keyboard.press('Escape');
    const chosen = [
      ...['Recipient', 'Message', 'Status', 'Created', 'Template', 'Sender'],
      ...['Why it failed', 'Reference', 'Batch', 'Origin', 'Sent by user', 'Topic', 'Tries'],
    ];
    expect(await headers(page)).toEqual(chosen);
    const cell = (name: string) => row(page, 'Mine').locator(`[data-column="${name}"] > div`).innerText();
    expect(
      await Promise.all(['failure', 'reference', 'origin', 'actor', 'topic', 'attempts'].map(cell)),
    ).toEqual([...['Content refused', 'order/7', 'By hand', 'bob', 'News', '1']]);
    // It stands in its own column alone.
    expect(await row(page, 'Mine').getByRole('link', { name: 'order/7' }).count()).toBe(1);
    if (shots) await page.screenshot({ path: `${shots}/columns-1280.png` });
    expect(await violations(page)).toEqual([]);
    await row(page, 'Mine').getByRole('link', { name: 'spring' }).click();
    await page.getByText('1 message').first().waitFor();
    await page.goBack();

    await page.reload();
    await row(page, 'Mine').waitFor();
    expect(await headers(page)).toEqual(chosen);
    await page.goto(`${site.url}/sms/history`);
    await row(page, 'Soon there').waitFor();
    expect(await headers(page)).toEqual(usual);
    await page.goto(`${site.url}/email/history?q=mine`);
    await row(page, 'Mine').waitFor();
    expect(await headers(page)).toEqual(chosen);

    await button(page, 'Columns').click();
    await button(page, 'Back to the usual columns').click();
    await page.keyboard.press('Escape');
    expect(await headers(page)).toEqual(usual);
    expect(faults).toEqual([]);
  });

  it('are chosen by the keyboard, which keeps its place', async () => {
    const site = await start();
    await site.messaging.email.send({ to: 'c1', subject: 'Mine', text: 'Text' });
    const { page } = await open(`${site.url}/email/history`);
    await row(page, 'Mine').waitFor();
    await button(page, 'Columns').focus();
    await page.keyboard.press('Enter');
    await button(page, 'Move “Sender” up').focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('Enter');
    // It is as far up as it goes: what leads back has the focus.
    await eventually(() => focusedName(page)).toBe('Move “Sender” down');
    await page.getByRole('dialog').getByText('Sender: now 2 of 16').waitFor();
    await page.keyboard.press('Enter');
    await eventually(() => focusedName(page)).toBe('Move “Sender” down');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await focusedName(page)).toBe('Sender');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await eventually(() => focusedName(page)).toBe('Columns');
    expect(await headers(page)).toEqual(usual.filter((name) => name !== 'Sender'));
    await button(page, 'Columns').click();
    await box(page, 'Sender').check();
    await page.keyboard.press('Escape');
    expect(await headers(page)).toEqual(['Recipient', 'Message', 'Sender', ...usual.slice(2, -1)]);
  });

  it('are lines of cards on a narrow window, and one reads on to the side where all of them are shown', async () => {
    const who = { user: { id: 'ada', name: 'Ada' }, can: { view: true, send: true }, locale: 'es' } as const;
    const site = await start({ who });
    await site.messaging.email.send({ to: 'c1', subject: 'Mine', text: 'Text', reference: 'order/7' });
    const { page } = await open(`${site.url}/email/history`, { locale: 'es', colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    await button(page, 'Columnas').click();
    const boxes = page.getByRole('dialog').getByRole('checkbox');
    // They are listed as they are by then.
    await boxes.first().waitFor();
    for (const one of await boxes.all()) if (!(await one.isChecked())) await one.check();
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/columns-dialog-360-dark.png` });
    await page.keyboard.press('Escape');
    const wider = () =>
      page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(await wider()).toBe(0);
    await row(page, 'Mine').getByText('Intentos').filter({ visible: true }).waitFor();
    if (shots) await page.screenshot({ path: `${shots}/columns-360-dark.png`, fullPage: true });
    for (const width of [768, 1280, 1700]) {
      await page.setViewportSize({ width, height: 800 });
      await eventually(wider).toBe(0);
      if (shots) await page.screenshot({ path: `${shots}/columns-all-${width}-dark.png` });
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await row(page, 'Mine').locator('[data-column="attempts"]').scrollIntoViewIfNeeded();
    expect(await page.evaluate<number>('document.querySelector("[role=table]").scrollLeft')).toBeGreaterThan(
      100,
    );
    if (shots) await page.screenshot({ path: `${shots}/columns-end-1280-dark.png` });
    expect(await violations(page)).toEqual([]);
    await row(page, 'Mine').locator('[data-column="attempts"]').click();
    await page.getByRole('dialog').waitFor();
  });
});
