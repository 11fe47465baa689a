import { defineTemplate } from 'postern/templates';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { button, eventually, field } from './support/steps.ts';

const card = defineTemplate({
  id: 'card',
  channel: 'email',
  name: 'Greeting card',
  schema: z.object({ name: z.string() }),
  render: async ({ name }) => ({
    subject: `A card for ${name}`,
    html: `<h1>Dear ${name}</h1><p>All the best.</p>`,
  }),
});

inBrowser('a template whose text a function makes', ({ site: start, open }) => {
  it('is previewed by the values that it asks for, and shows no empty text to read', async () => {
    const site = await start({ templates: [card] });
    const { page, faults } = await open(`${site.url}/email/templates/card`);
    await page.getByText('which makes its text of the values it is given').waitFor();
    await eventually(() => field(page, 'name').count()).toBe(1);
    await field(page, 'name').fill('Jo');
    await page.getByText('A card for Jo').first().waitFor();
    for (const label of ['Subject', 'Text', 'HTML']) expect(await field(page, label).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'made');
    expect(faults).toEqual([]);
  });

  it('is sent from the form, with its values as they are typed', async () => {
    const site = await start({ templates: [card] });
    const { page, faults } = await open(`${site.url}/email/compose?to=c1&template=card`);
    await field(page, 'name').fill('Jo');
    await page.getByText('A card for Jo').first().waitFor();
    await button(page, 'Send e-mail').click();
    await eventually(() => site.email.sent.at(-1)?.subject).toBe('[Acme] A card for Jo');
    expect(site.email.sent.at(-1)?.text).toContain('All the best.');
    expect(faults).toEqual([]);
  });
});
