import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { enterRecords } from './support/records.ts';
import { button, codeFor, field, heading } from './support/steps.ts';

const inDns = 'xn--bcher-kva.example';

inBrowser('a sender at a domain with other letters than A to Z', ({ site: start, open }) => {
  it('is shown as people write it, with what DNS has beside its records alone', async () => {
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
});
