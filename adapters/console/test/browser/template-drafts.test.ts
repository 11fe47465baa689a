import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import type { TestSite } from './support/site.ts';
import { button, errorOf, eventually, field, heading, linkTo } from './support/steps.ts';

const source = { id: 'note', name: 'Note', subject: 'Your visit', text: 'As it was' };

inBrowser('the draft of a template', ({ site: start, open }) => {
  it('is kept beside what is in use, shown as such, and published', async () => {
    const { site, page, faults } = await begin();
    const { templates } = site.messaging.email;
    await field(page, 'Text').fill('As it will be');
    await button(page, 'Save as draft').click();
    await page.getByText('A draft, not in use yet').waitFor();
    expect((await templates.get('note')).text).toBe('As it was');
    expect(await templates.draft('note')).toMatchObject({ text: 'As it will be', savedBy: 'ada' });
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'draft');

    await page.goto(`${site.url}/email/templates`);
    const card = page.getByRole('listitem').filter({ hasText: 'Note' });
    await card.getByText('Draft', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'drafts');
    await linkTo(page, 'Note').click();
    await eventually(() => field(page, 'Text').inputValue()).toBe('As it will be');
    await field(page, 'Text').fill('As it is');
    await button(page, 'Publish').click();
    await page.getByText('The draft is published').waitFor();
    expect(await templates.get('note')).toMatchObject({ text: 'As it is', version: 2, savedBy: 'ada' });
    expect(await templates.draft('note')).toBe(undefined);
    await button(page, 'Save').waitFor();
    expect(await page.getByText('A draft, not in use yet').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('of a new template may be unfinished, is in the list, and goes when it is discarded', async () => {
    const { site, page } = await begin();
    await page.goto(`${site.url}/email/templates/new`);
    await button(page, 'Save as draft').click();
    expect(await errorOf(page, 'Name')).toContain('Give the template a name.');
    await field(page, 'Name').fill('Later');
    await button(page, 'Save as draft').click();
    await page.getByText('A draft of a new template, not in use yet').waitFor();
    await heading(page, 'Later').waitFor();
    // What is in use has to be whole.
    await button(page, 'Publish').click();
    expect(await errorOf(page, 'Subject')).not.toBe('');
    await page.goto(`${site.url}/email/templates`);
    await linkTo(page, 'Later').click();
    await button(page, 'Discard draft').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByText('The draft is discarded.').waitFor();
    await heading(page, 'E-mail templates').waitFor();
    await eventually(() => linkTo(page, 'Later').count()).toBe(0);
    expect(await site.messaging.email.templates.drafts()).toEqual([]);
  });

  it('is not written over, published or discarded where somebody else saved it meanwhile', async () => {
    const { site, page } = await begin();
    const { templates } = site.messaging.email;
    await templates.saveDraft({ ...source, text: 'Begun' });
    await page.reload();
    await page.getByText('A draft, not in use yet').waitFor();
    await templates.saveDraft({ ...source, text: 'Theirs', actor: 'bo' });
    await button(page, 'Discard draft').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Somebody else changed').first().waitFor();
    await eventually(() => field(page, 'Text').inputValue()).toBe('Theirs');

    await field(page, 'Text').fill('Mine');
    await templates.saveDraft({ ...source, text: 'Theirs again', actor: 'bo' });
    await button(page, 'Publish').click();
    const choice = page.getByRole('region', { name: 'Somebody saved this template while you wrote' });
    await choice.getByText('Theirs again', { exact: true }).waitFor();
    expect((await templates.get('note')).text).toBe('As it was');
    await button(page, 'Go on with mine').click();
    await button(page, 'Publish').click();
    await eventually(async () => (await templates.get('note')).text).toBe('Mine');
  });

  it('says so where the template was restored since it was begun, and stays until it is published over that', async () => {
    const { site, page } = await begin();
    const { templates } = site.messaging.email;
    await templates.save({ ...source, text: 'Second' });
    await templates.saveDraft({ ...source, text: 'Draft' });
    await page.goto(`${site.url}/email/templates/note/versions?version=1`);
    await button(page, 'Restore version 1').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The draft stays as it is.').waitFor();
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('The template changed since this draft was begun').waitFor();
    expect(await field(page, 'Text').inputValue()).toBe('Draft');
    expect((await templates.get('note')).text).toBe('As it was');
    await linkTo(page, 'Version 3').waitFor();
    expect(await violations(page)).toEqual([]);
    // Somebody saves once more, unseen: that is not written over.
    await templates.save({ ...source, text: 'Unseen' });
    await button(page, 'Publish').click();
    await page.getByText('Somebody else changed').first().waitFor();
    await linkTo(page, 'Version 4').waitFor();
    expect((await templates.get('note')).text).toBe('Unseen');
    await button(page, 'Publish').click();
    await eventually(async () => (await templates.get('note')).text).toBe('Draft');
  });

  it('is not shown in place of what is in use to those who may only look', async () => {
    const looking = { user: { id: 'leo', name: 'Leo' }, can: { view: true }, locale: 'en-GB' } as const;
    const site = await start({ who: looking });
    await site.messaging.email.templates.save(source);
    await site.messaging.email.templates.saveDraft({ ...source, text: 'Draft' });
    const { page } = await open(`${site.url}/email/templates/note`);
    await eventually(() => field(page, 'Text').inputValue()).toBe('As it was');
    for (const name of ['Publish', 'Save as draft', 'Discard draft'])
      expect(await button(page, name).count()).toBe(0);
  });

  async function begin(): Promise<{ site: TestSite; page: Page; faults: readonly string[] }> {
    const site = await start();
    await site.messaging.email.templates.save(source);
    return { site, ...(await open(`${site.url}/email/templates/note`)) };
  }
});
