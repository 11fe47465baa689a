import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import type { TestSite } from './support/site.ts';
import { button, eventually, field, heading } from './support/steps.ts';

const source = { id: 'note', name: 'Note', subject: 'S', text: 'As it was' };

inBrowser('a template that two people write', ({ site: start, open }) => {
  it('keeps both versions when the other saves first, shows them, and goes on with the one that is chosen', async () => {
    const { site, page } = await begin();
    await field(page, 'Text').fill('Mine');
    await saveElsewhere(site, 'Theirs');
    await button(page, 'Save').click();
    // Nothing was written over, and nothing of the form is gone, also over a reload.
    const choice = page.getByRole('region', { name: 'Somebody saved this template while you wrote' });
    await choice.getByText('Theirs', { exact: true }).waitFor();
    await eventually(() => choice.and(page.locator(':focus')).count()).toBe(1);
    expect(await textOf(site)).toBe('Theirs');
    await page.reload();
    await choice.getByText('Theirs', { exact: true }).waitFor();
    expect(await field(page, 'Text').inputValue()).toBe('Mine');
    expect(await choice.getByText('Mine', { exact: true }).count()).toBe(1);

    await button(page, 'Go on with mine').click();
    await eventually(() => isFocused(page, 'Name')).toBe(true);
    await button(page, 'Save').click();
    await eventually(() => textOf(site)).toBe('Mine');
    await page.getByText('The template is saved.').waitFor();
    expect(await choice.count()).toBe(0);

    await field(page, 'Text').fill('Mine again');
    await saveElsewhere(site, 'Theirs again');
    await page.reload();
    await button(page, 'Take theirs, drop mine').click();
    await eventually(() => field(page, 'Text').inputValue()).toBe('Theirs again');
    expect(await page.getByText('Not saved yet').count()).toBe(0);
  });

  it('keeps the priority that code gave it, and takes another', async () => {
    const { site, page } = await begin();
    const { templates } = site.messaging.email;
    await templates.save({ ...source, priority: 'low' });
    await page.reload();
    const priority = page.getByLabel('Priority');
    await eventually(() => priority.inputValue()).toBe('low');
    await field(page, 'Text').fill('Other words');
    await button(page, 'Save').click();
    await eventually(() => textOf(site)).toBe('Other words');
    expect((await templates.get(source.id)).priority).toBe('low');

    await priority.selectOption('High');
    await button(page, 'Save').click();
    await eventually(async () => (await templates.get(source.id)).priority).toBe('high');
    await priority.selectOption('As usual');
    await templates.save({ ...source, text: 'Other words', priority: 'normal' });
    await button(page, 'Save').click();
    const choice = page.getByRole('region', { name: 'Somebody saved this template while you wrote' });
    await choice.getByText('As usual', { exact: true }).waitFor();
    await choice.getByText('Normal', { exact: true }).waitFor();
    await button(page, 'Go on with mine').click();
    await button(page, 'Save').click();
    await eventually(async () => (await templates.get(source.id)).priority).toBe(undefined);
  });

  it('is there again, with what was written, where the other deleted it', async () => {
    const { site, page } = await begin();
    await field(page, 'Text').fill('Mine');
    await site.messaging.email.templates.delete(source.id);
    await button(page, 'Save').click();
    await page.getByText('Somebody deleted this template while you wrote').waitFor();
    expect(await field(page, 'Text').inputValue()).toBe('Mine');
    await button(page, 'Save').click();
    await eventually(() => textOf(site)).toBe('Mine');
    await heading(page, 'Note').waitFor();
  });

  it('is not deleted where the other changed it meanwhile; what they did is shown, and then it can be', async () => {
    const { site, page } = await begin();
    await saveElsewhere(site, 'Theirs');
    await button(page, 'Delete').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Somebody else changed').first().waitFor();
    expect(await textOf(site)).toBe('Theirs');
    await eventually(() => field(page, 'Text').inputValue()).toBe('Theirs');
    await button(page, 'Delete').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    const ids = async () => (await site.messaging.email.templates.list()).map(({ id }) => id);
    await eventually(ids).not.toContain(source.id);
  });

  it('belongs, unsaved, to the tab it is written in, and is offered to the others', async () => {
    const { page } = await begin();
    const second = await page.context().newPage();
    await second.goto(page.url());
    await field(page, 'Text').fill('Of the first');
    await second.getByText('Changes of another tab, not saved yet').waitFor();
    expect(await field(second, 'Text').inputValue()).toBe('As it was');
    await field(second, 'Text').fill('Of the second');
    expect(await field(page, 'Text').inputValue()).toBe('Of the first');
    await button(second, 'Discard changes').click();
    await eventually(() => isFocused(second, 'Name')).toBe(true);
    expect(await field(page, 'Text').inputValue()).toBe('Of the first');
    await button(second, 'Continue these changes').click();
    await eventually(() => field(second, 'Text').inputValue()).toBe('Of the first');
  });

  async function begin(): Promise<{ site: TestSite; page: Page }> {
    const site = await start();
    await site.messaging.email.templates.save(source);
    const { page } = await open(`${site.url}/email/templates/${source.id}`);
    await field(page, 'Text').waitFor();
    return { site, page };
  }
});

async function saveElsewhere({ messaging }: TestSite, text: string): Promise<void> {
  await messaging.email.templates.save({ ...source, text });
}

async function textOf({ messaging }: TestSite): Promise<string | undefined> {
  const found = await messaging.email.templates.list();
  return found.find(({ id }) => id === source.id)?.text;
}

async function isFocused(page: Page, label: string): Promise<boolean> {
  return (await field(page, label).and(page.locator(':focus')).count()) === 1;
}
