import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field, linkTo, row } from './support/steps.ts';

/** Clicks, counted. */
function counter() {
  let clicks = 0;
  return {
    click: async (what: Locator) => {
      clicks += 1;
      await what.click();
    },
    count: () => clicks,
  };
}

const people = Array.from({ length: 300 }, (_, index) => ({
  id: `p${index}`,
  name: `Person ${index} Müller`,
  email: `person${index}@people.example`,
}));

// To write to fifty is counted in `many.test.ts`, to retry what failed yesterday in `history-many.test.ts`.
inBrowser(
  'from the overview it takes',
  ({ site: start, open }) => {
    it('three clicks to write to one', async () => {
      const site = await start({ people, undoMs: 0 });
      const { page, faults } = await open(`${site.url}/email`);
      const { click, count } = counter();
      await click(linkTo(page, 'Compose'));
      await page.getByRole('combobox', { name: 'To' }).fill('217 mül');
      await click(page.getByRole('option', { name: /Person 217 Müller/ }));
      await field(page, 'Subject').fill('Hours');
      await field(page, 'Message').fill('We open at nine.');
      await click(button(page, 'Send e-mail'));
      await eventually(() => site.email.sent.map(({ to, subject }) => [to.address, subject])).toContainEqual([
        'person217@people.example',
        '[Acme] Hours',
      ]);
      expect(count()).toBe(3);
      expect(faults).toEqual([]);
    });

    it('two clicks to find a message by a word in it', async () => {
      const site = await start({ people });
      const { email } = site.messaging;
      for (let index = 0; index < 60; index += 1)
        await email.send({ to: `p${index}`, subject: 'Your appointment', text: `Room ${100 + index}.` });
      const { page, faults } = await open(`${site.url}/email`);
      const { click, count } = counter();
      await click(linkTo(page, 'History'));
      await page.getByRole('searchbox', { name: 'Search' }).fill('room 117');
      await row(page, 'Person 17 Müller').waitFor();
      await eventually(() => row(page, 'Your appointment').count()).toBe(1);
      await click(row(page, 'Person 17 Müller').getByRole('link'));
      await contentOf(page).getByText('Room 117.').waitFor();
      expect(count()).toBe(2);
      expect(faults).toEqual([]);
    });

    it('three clicks to change a template', async () => {
      const site = await start();
      const { templates } = site.messaging.email;
      await templates.save({ id: 'note', name: 'Note', subject: 'Note', text: 'As it was' });
      const { page, faults } = await open(`${site.url}/email`);
      const { click, count } = counter();
      await click(linkTo(page, 'Templates'));
      await click(linkTo(page, 'Note'));
      await field(page, 'Text').fill('Changed');
      await click(button(page, 'Save'));
      await page.getByText('The template is saved.').waitFor();
      expect((await templates.get('note')).text).toBe('Changed');
      expect(count()).toBe(3);
      expect(faults).toEqual([]);
    });
  },
  { storage: 'pglite' },
);

const contentOf = (page: Page) => page.getByRole('dialog');
