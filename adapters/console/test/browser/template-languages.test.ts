import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { button, eventually, field, heading } from './support/steps.ts';

inBrowser('a template in several languages', ({ site: start, open }) => {
  it('is written language by language, refused where one is wrong, and shown with what differs', async () => {
    const site = await start();
    const { templates } = site.messaging.email;
    await templates.save({ id: 'note', name: 'Note', subject: 'Hello {{ name }}', text: 'Dear {{ name }}' });
    const { page, faults } = await open(`${site.url}/email/templates/note`);
    await heading(page, 'Note').waitFor();
    // Most templates have one language: folded away until it is asked for.
    expect(await field(page, 'Another language').count()).toBe(0);
    await button(page, 'Languages').click();
    await pictures(page, 'languages-asked');
    const add = async (code: string) => {
      await field(page, 'Another language').fill(code);
      await button(page, 'Add language').click();
    };
    await add('de');
    await page.getByText('First say what language the main text is in.').waitFor();
    await field(page, 'Language of this text').fill('en');
    await add('German');
    await page.getByText('This is no code of a language.').waitFor();
    await add('EN');
    await page.getByText('This is no code of a language.').waitFor();
    await add('en');
    await page.getByText('This language is there already.').waitFor();
    await add('de');
    await button(page, 'German (de)').waitFor();
    expect(await button(page, 'German (de)').getAttribute('aria-pressed')).toBe('true');
    expect(await field(page, 'Subject').inputValue()).toBe('');

    // What is unfinished in one language is shown where it is, whichever is looked at.
    await button(page, 'English (en)').click();
    await button(page, 'Save').click();
    await eventually(() => field(page, 'Subject').getAttribute('aria-invalid')).toBe('true');
    expect(await button(page, 'German (de)').getAttribute('aria-pressed')).toBe('true');
    await button(page, 'Copy main text').click();
    await eventually(() => field(page, 'Text').inputValue()).toBe('Dear {{ name }}');
    await field(page, 'Subject').fill('Hallo');
    await field(page, 'Text').fill('Guten Tag {{ anrede');
    await button(page, 'English (en)').click();
    await button(page, 'Save').click();
    await eventually(() => field(page, 'Text').getAttribute('aria-invalid')).toBe('true');
    expect(await field(page, 'Text').inputValue()).toBe('Guten Tag {{ anrede');
    expect((await templates.get('note')).version).toBe(1);
    await field(page, 'Text').fill('Guten Tag {{ anrede }}');
    await button(page, 'Save').click();
    await eventually(async () => (await templates.get('note')).translations).toEqual({
      de: { subject: 'Hallo', text: 'Guten Tag {{ anrede }}' },
    });
    await page.getByText('The main text also uses: name').waitFor();
    await page.getByText('Only this language uses: anrede').waitFor();
    await page.getByText('Guten Tag [anrede]').waitFor();
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'languages');

    await page.goto(`${site.url}/email/templates/note/versions?version=2`);
    await page.getByRole('heading', { name: 'Text · German (de)' }).waitFor();
    await page.goto(`${site.url}/email/templates`);
    await page.getByText('Languages: English (en), German (de)').waitFor();
    await pictures(page, 'languages-list');

    await page.getByRole('link', { name: 'Note' }).click();
    await button(page, 'German (de)').click();
    await button(page, 'Remove German (de)').click();
    await eventually(() => button(page, 'German (de)').count()).toBe(0);
    await button(page, 'Save').click();
    await eventually(async () => (await templates.get('note')).translations).toBe(undefined);
    expect(faults).toEqual([]);
  });

  it('keeps what it has beside the words when the main text is changed, and is tried with its sample values', async () => {
    const site = await start();
    const { templates } = site.messaging.email;
    const translations = { de: { subject: 'Hallo', text: 'Guten Tag' } };
    const sample = { name: 'Ada', order: { number: 'A-1' } };
    await templates.save({
      ...{ id: 'note', name: 'Note', language: 'en', translations, sample },
      ...{ subject: 'Hello', text: 'Dear {{ name }}, {{ order.number }}' },
    });
    const { page, faults } = await open(`${site.url}/email/templates/note`);
    await page.getByText('Dear Ada, A-1').waitFor();
    await field(page, 'Name').fill('Other');
    await button(page, 'Save').click();
    await eventually(async () => (await templates.get('note')).name).toBe('Other');
    expect(await templates.get('note')).toMatchObject({ translations, sample, language: 'en' });
    expect(faults).toEqual([]);
  });
});

inBrowser('composing with a template in several languages', ({ site: start, open }) => {
  const people = [
    { id: 'ute', name: 'Ute', email: 'ute@people.example', locale: 'de-AT' },
    { id: 'jo', name: 'Jo', email: 'jo@people.example' },
  ];
  const note = {
    ...{ id: 'note', name: 'Note', language: 'en', subject: 'Hello', text: 'Dear {{ name }}' },
    translations: { de: { subject: 'Hallo', text: 'Guten Tag {{ name }}' } },
  };

  it('fills in what the person reads, another language where that is chosen, and sends what is seen', async () => {
    const site = await start({ people });
    await site.messaging.email.templates.save(note);
    const { page, faults } = await open(`${site.url}/email/compose?to=ute&template=note`);
    await eventually(() => field(page, 'Subject').inputValue()).toBe('Hallo');
    const choice = page.getByLabel('Language', { exact: true });
    await page.getByText('Shown: German (de)').waitFor();
    await page.getByText('Guten Tag Ute').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'compose-language');
    await choice.selectOption('en');
    await eventually(() => field(page, 'Subject').inputValue()).toBe('Hello');
    await page.getByText('Dear Ute').first().waitFor();
    await button(page, 'Send e-mail').click();
    await eventually(() => site.email.sent.at(-1)?.text).toBe('Dear Ute');
    await page.goto(`${site.url}/email/compose?to=ute&template=note`);
    await page.getByText('Guten Tag Ute').first().waitFor();
    await button(page, 'Send e-mail').click();
    await eventually(() => site.email.sent.at(-1)?.text).toBe('Guten Tag Ute');
    expect(faults).toEqual([]);
  });

  it('says of several people how many get which language, and gives each their own', async () => {
    const zoe = { id: 'zoe', name: 'Zoé', email: 'zoe@people.example', locale: 'fr-CA' };
    const site = await start({ people: [...people, zoe] });
    await site.messaging.email.templates.save(note);
    const { page, faults } = await open(`${site.url}/email/compose?to=ute&template=note`);
    await page.getByText('Guten Tag Ute').first().waitFor();
    await button(page, 'Write to several people').click();
    await page.getByText('Each of them gets it in their own language').waitFor();
    await button(page, 'Paste a list').click();
    await field(page, 'A list, one person a line').fill('Jo <jo@people.example>');
    await button(page, 'Add to the list').click();
    await page.getByRole('combobox', { name: 'To' }).fill('Zo');
    await page.getByRole('option', { name: /Zoé/ }).click();
    await page.getByText('3 people', { exact: true }).waitFor();
    await button(page, 'Check and send …').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('3 of 3 will get it.').waitFor();
    expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual(['English (en): 2', 'German (de): 1']);
    await dialog.getByText('The template has no French (fr): 1 gets English (en).').waitFor();
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'many-languages');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    // In one language for all nobody misses theirs.
    await page.getByLabel('Language', { exact: true }).selectOption('de');
    await button(page, 'Check and send …').click();
    await dialog.getByText('German (de): 3').waitFor();
    expect(await dialog.getByText('The template has no').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByLabel('Language', { exact: true }).selectOption('');
    await button(page, 'Check and send …').click();
    await button(page, 'Send 3 messages').click();
    await page.getByText('All are done: nothing waits any more.').waitFor();
    const texts = site.email.sent.slice(-3).map(({ text }) => text);
    expect(new Set(texts)).toEqual(new Set(['Guten Tag Ute', 'Dear Jo', 'Dear Zoé']));
    expect(faults).toEqual([]);
  });

  it('says nothing of languages to several people where a template has one', async () => {
    const site = await start({ people });
    const plain = { id: 'plain', name: 'Plain', subject: 'Hours', language: 'en' } as const;
    await site.messaging.email.templates.save({ ...plain, text: 'We moved.' });
    const { page } = await open(`${site.url}/email/compose?to=ute&template=plain`);
    await page.getByText('We moved.').first().waitFor();
    await button(page, 'Write to several people').click();
    await button(page, 'Check and send …').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 of 1 will get it.').waitFor();
    expect(await dialog.getByRole('listitem').count()).toBe(0);
    expect(await dialog.getByText('The template has no').count()).toBe(0);
    expect(await page.getByText('in their own language').count()).toBe(0);
  });
});
