import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import type { TestSite } from './support/site.ts';
import { button, eventually, field, heading, linkTo } from './support/steps.ts';

const source = { id: 'note', name: 'Note', subject: 'Your visit' };
const texts = [
  'Dear {{ name }},\n\nwe expect you on Monday.\n\nBring your card.\nThe door is at the side.\nRing twice.\nWe are on the second floor.\nThere is a lift.\nThe stairs are to the left.\nYours',
  'Dear {{ name }},\n\nwe expect you on Tuesday.\n\nBring your card.\nThe door is at the side.\nRing twice.\nWe are on the second floor.\nThere is a lift.\nThe stairs are to the left.\nYours',
] as const;

inBrowser('the versions of a template', ({ site: start, open }) => {
  it('say who changed what, word by word, and one of them is restored in four clicks', async () => {
    const { site, page, faults } = await begin();
    await linkTo(page, 'Versions').click();
    await heading(page, 'Versions of “Note”').waitFor();
    const list = page.getByRole('region', { name: 'All versions' }).getByRole('link');
    await eventually(() => list.count()).toBe(3);
    expect(await list.allInnerTexts()).toEqual([
      expect.stringMatching(/^Version 3 · In use now\s.*by bo$/s),
      expect.stringMatching(/^Version 2\s.*by ada$/s),
      expect.stringMatching(/^Version 1\s/),
    ]);
    await list.nth(1).click();
    await heading(page, 'Version 2 beside version 1').waitFor();
    // Marked by words for those who listen, and only what differs.
    expect(await page.locator('main ins').allTextContents()).toEqual([' added: Tuesday end. ']);
    expect(await page.locator('main del').allTextContents()).toEqual([' removed: Monday end. ']);
    await page.getByText('lines unchanged').waitFor();
    await button(page, 'What is in use now').click();
    await heading(page, 'Version 2 beside version 3').waitFor();
    await eventually(() => page.locator('main ins').allTextContents()).toEqual([' added: visit end. ']);
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'versions');

    await button(page, 'Restore version 2').click();
    const dialog = page.getByRole('dialog', { name: 'Restore version 2?' });
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Version 2 is in use again.').waitFor();
    await eventually(() => field(page, 'Subject').inputValue()).toBe('Your visit');
    const { templates } = site.messaging.email;
    expect(await templates.get('note')).toMatchObject({ version: 4, savedBy: 'ada', text: texts[1] });
    expect(faults).toEqual([]);
  });

  it('are all there after Cancel, and after a reload of what is looked at', async () => {
    const { site, page } = await begin();
    await page.goto(`${site.url}/email/templates/note/versions?version=1`);
    await heading(page, 'Version 1, the first that is kept').waitFor();
    await page.reload();
    await button(page, 'Restore version 1').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await eventually(() => button(page, 'Restore version 1').and(page.locator(':focus')).count()).toBe(1);
    expect((await site.messaging.email.templates.get('note')).version).toBe(3);
    await page.goto(`${site.url}/email/templates/note/versions?version=9`);
    await page.getByText('This version of the template is not kept').waitFor();
    await page.goto(`${site.url}/email/templates/receipt/versions`);
    await page.getByText('which keeps its versions itself').waitFor();
    await page.goto(`${site.url}/email/templates/none/versions`);
    await page.getByText('There is no such template').first().waitFor();
  });

  it('are not restored over what somebody saved meanwhile: that is shown first', async () => {
    const { site, page } = await begin();
    await page.goto(`${site.url}/email/templates/note/versions?version=1`);
    await button(page, 'Restore version 1').click();
    await site.messaging.email.templates.save({ ...source, text: 'Theirs', actor: 'cy' });
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await page.getByText('Somebody else changed').first().waitFor();
    expect((await site.messaging.email.templates.get('note')).text).toBe('Theirs');
    await linkTo(page, /^Version 4 · In use now/).waitFor();
    await button(page, 'Restore version 1').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await eventually(async () => (await site.messaging.email.templates.get('note')).text).toBe(texts[0]);
  });

  it('are looked at by those who may not change templates, and not restored', async () => {
    const looking = { user: { id: 'leo', name: 'Leo' }, can: { view: true }, locale: 'en-GB' } as const;
    const site = await start({ who: looking });
    await site.messaging.email.templates.save({ ...source, text: 'One' });
    await site.messaging.email.templates.save({ ...source, text: 'Two' });
    const { page } = await open(`${site.url}/email/templates/note`);
    await linkTo(page, 'Versions').click();
    await linkTo(page, /^Version 1/).click();
    await heading(page, 'Version 1, the first that is kept').waitFor();
    expect(await page.getByRole('button', { name: /^Restore/ }).count()).toBe(0);
  });

  async function begin(): Promise<{ site: TestSite; page: Page; faults: readonly string[] }> {
    const site = await start();
    const { templates } = site.messaging.email;
    await templates.save({ ...source, text: texts[0] });
    await templates.save({ ...source, text: texts[1], actor: 'ada' });
    await templates.save({ ...source, subject: 'Your appointment', text: texts[1], actor: 'bo' });
    return { site, ...(await open(`${site.url}/email/templates/note`)) };
  }
});
