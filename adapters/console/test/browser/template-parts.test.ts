import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { button, eventually, field, heading } from './support/steps.ts';

const { POSTERN_SHOTS: shots } = process.env;

inBrowser('layouts and partials', ({ site: start, open }) => {
  it('are written, named by a template, shown with what uses them, and kept while it does', async () => {
    const site = await start();
    const { templates } = site.messaging.email;
    const { page, faults } = await open(`${site.url}/email/templates`);
    await page.getByRole('link', { name: 'New layout' }).click();
    await heading(page, 'New layout').waitFor();
    // It has no subject and no sender, and is missed without a name.
    for (const label of ['Subject', 'Priority']) expect(await field(page, label).count()).toBe(0);
    await button(page, 'Save').click();
    await eventually(() => field(page, 'Name').getAttribute('aria-invalid')).toBe('true');
    await field(page, 'Name').fill('Brief Köpfe');
    await page.getByText('{% layout "brief-kopfe" %}').waitFor();
    await field(page, 'HTML').fill('<header>Acme</header>{% block content %}Words{% endblock %}');
    await button(page, 'Save').click();
    await heading(page, 'Brief Köpfe').waitFor();
    await page.getByText('No template uses it yet.').waitFor();
    expect(await templates.get('brief-kopfe')).toMatchObject({ kind: 'layout', name: 'Brief Köpfe' });

    await templates.save({
      ...{ id: 'note', name: 'Note', subject: 'S' },
      html: '{% layout "brief-kopfe" %}{% block content %}Hello{% endblock %}',
    });
    await page.reload();
    await page.getByRole('list', { name: 'Used by:' }).getByRole('link', { name: 'Note' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'part');

    // A change that would break the note is refused with its name, and nothing is changed; one that does not is kept.
    await field(page, 'HTML').fill('');
    await field(page, 'Text').fill('Acme');
    await button(page, 'Save').click();
    await page.getByText('"Brief Köpfe" is used by "Note"').first().waitFor();
    expect((await templates.get('brief-kopfe')).html).toContain('Acme');
    await field(page, 'HTML').fill('<header>Acme Ltd</header>{% block content %}{% endblock %}');
    await field(page, 'Text').fill('');
    await button(page, 'Save').click();
    await eventually(async () => (await templates.get('brief-kopfe')).html).toContain('Acme Ltd');
    expect((await templates.get('brief-kopfe')).kind).toBe('layout');

    await button(page, 'Delete').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('"Brief Köpfe" is used by "Note": change that first.').waitFor();
    expect(await templates.get('brief-kopfe')).toMatchObject({ kind: 'layout' });

    await page.goto(`${site.url}/email/templates`);
    await page.getByText('Used by: Note').waitFor();
    if (shots) await page.screenshot({ path: `${shots}/part-list.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('are not offered where a message is written', async () => {
    const site = await start();
    const { templates } = site.messaging.email;
    await templates.save({ id: 'foot', kind: 'partial', name: 'Foot', text: 'Acme' });
    await templates.save({ id: 'note', name: 'Note', subject: 'S', text: 'Hi {% render "foot" %}' });
    const { page } = await open(`${site.url}/email/compose`);
    const choice = page.getByLabel('Template');
    await choice.waitFor();
    const offered = await choice.getByRole('option').allTextContents();
    expect(offered).toContain('Note');
    expect(offered).not.toContain('Foot');
  });

  it('are told from one that is called so already', async () => {
    const site = await start();
    const { templates } = site.messaging.email;
    await templates.save({ id: 'foot', kind: 'partial', name: 'Foot', text: 'Acme' });
    const { page } = await open(`${site.url}/email/templates/new?kind=partial`);
    await field(page, 'Name').fill('Foot');
    await field(page, 'Text').fill('Other');
    await button(page, 'Save').click();
    await page.getByText('There is a template with this id').first().waitFor();
    expect((await templates.get('foot')).text).toBe('Acme');
    expect(await field(page, 'Text').inputValue()).toBe('Other');
  });
});
