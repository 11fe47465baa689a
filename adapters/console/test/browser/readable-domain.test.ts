import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { enterRecords } from './support/records.ts';
import { button, codeFor, eventually, field, heading, row } from './support/steps.ts';

const inDns = 'xn--bcher-kva.example';

inBrowser('an address at a domain with other letters than A to Z', ({ site: start, open }) => {
  it('is shown as people write it as a sender, with what DNS has beside its records alone', async () => {
    const site = await start({ senderReady: false });
    site.dns.set(inDns, 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
    const { page, faults } = await open(`${site.url}/email/sender`);
    await field(page, 'Name').fill('Bücher');
    await field(page, 'E-mail address').fill('post@bücher.example');
    await button(page, 'Create sender').click();
    await page.getByRole('status').getByText('post@bücher.example').first().waitFor();
    expect(await page.locator('main').innerText()).not.toContain('xn--');
    await field(page, 'Code').fill(await codeFor(site, `post@${inDns}`));
    await button(page, 'Confirm').click();
    await heading(page, 'Add these records to bücher.example').waitFor();
    await page.getByText(`In DNS, bücher.example is written ${inDns}: enter the records`).waitFor();
    await page.getByText(`adds “bücher.example (${inDns})” by itself`).first().waitFor();
    await page.getByText(`The full name is _dmarc.${inDns}.`).waitFor();
    enterRecords(site.dns, inDns);
    await button(page, 'Check domain').click();
    await heading(page, 'bücher.example is validated').waitFor();

    await button(page, 'Change name or address').click();
    expect(await field(page, 'E-mail address').inputValue()).toBe('post@bücher.example');
    await field(page, 'Name').fill('Bücher & mehr');
    await button(page, 'Save').click();
    await page.getByText('The sender is changed.').waitFor();
    // The same address as before.
    await heading(page, 'bücher.example is validated').waitFor();
    await page.goto(`${site.url}/email`);
    await page.getByText('post@bücher.example', { exact: true }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('xn--');
    await page.goto(`${site.url}/email/compose?to=c1`);
    await field(page, 'Message').fill('Text');
    await page.getByText('Bücher & mehr <post@bücher.example>').waitFor();
    expect(faults).toEqual([]);
  });

  it('is shown as people write it in history, message, person, suppressions and form, with the stored one at hand', async () => {
    const stored = `jo@${inDns}`;
    const readable = 'jo@bücher.example';
    const site = await start({ people: [{ id: 'c1', name: 'Jo', email: stored }] });
    const { email } = site.messaging;
    await email.send({ to: { address: readable }, subject: 'Bare', text: 'Text' });
    await email.send({ to: 'c1', subject: 'Named', text: 'Text' });
    const context = { permissions: ['clipboard-read', 'clipboard-write'] };
    const { page, faults } = await open(`${site.url}/email/history`, context);
    await row(page, 'Bare', readable).waitFor();
    await row(page, 'Named', readable).getByTitle(stored, { exact: true }).waitFor();
    expect(await page.locator('main').innerText()).not.toContain('xn--');
    await row(page, 'Bare')
      .getByRole('link', { name: new RegExp(readable) })
      .click();
    const drawer = page.getByRole('dialog');
    await drawer.getByTitle(stored, { exact: true }).getByText(readable, { exact: true }).waitFor();
    await drawer.getByText(`${readable} (${stored})`, { exact: true }).waitFor({ state: 'attached' });
    await drawer.getByRole('button', { name: `Copy: ${readable}`, exact: true }).click();
    await eventually(() => page.evaluate<string>('navigator.clipboard.readText()')).toBe(stored);
    await drawer.getByRole('link', { name: 'Send again' }).click();
    await page.getByRole('group', { name: 'To' }).getByTitle(stored, { exact: true }).waitFor();

    await page.goto(`${site.url}/consumers/c1`);
    await row(page, 'Named', readable).waitFor();
    expect(await page.locator('main').innerText()).not.toContain(stored);

    await email.suppressions.add({ address: readable });
    await page.goto(`${site.url}/email/suppressions`);
    await row(page, readable).getByTitle(stored, { exact: true }).waitFor();
    await button(page, `Remove ${readable}`).click();
    await page.getByRole('dialog').getByText(readable).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText(`${readable} is off the list.`).waitFor();
    await eventually(() => email.suppressions.find(stored)).toBeUndefined();
    expect(await page.locator('main').innerText()).not.toContain('xn--');
    expect(faults).toEqual([]);
  });
});
