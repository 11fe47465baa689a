import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { domain } from './support/site.ts';
import { button, codeFor, eventually, field, heading, linkTo } from './support/steps.ts';

const address = `billing@${domain}`;
const shots = process.env.POSTERN_SHOTS;

inBrowser('several senders', ({ site: start, open }) => {
  it('are added, confirmed, chosen for a message and a template, and made the default', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/email/sender`);
    await linkTo(page, 'Add a sender').click();
    await field(page, 'Short name').fill('Billing!');
    await button(page, 'Go on').click();
    await page.getByText('Use 1 to 40 small letters (a–z), digits and hyphens.').waitFor();
    await field(page, 'Short name').fill('Billing');
    await button(page, 'Go on').click();
    await field(page, 'Name').fill('Acme Billing');
    await field(page, 'E-mail address').fill(address);
    await button(page, 'Create sender').click();
    await heading(page, 'Confirm the address').or(page.getByLabel('Code')).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('input[autocomplete="one-time-code"]').fill(await codeFor(site, address));
    await button(page, 'Confirm').click();
    await eventually(async () => (await site.messaging.email.senders.named('billing').get()).ready).toBe(
      true,
    );
    const makeDefault = button(page, `Make default: Acme Billing <${address}>`);
    await makeDefault.waitFor();
    if (shots) await page.screenshot({ path: `${shots}/senders.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);

    await page.goto(`${site.url}/email/compose?to=c1`);
    await page.getByLabel('Sender').selectOption({ label: `Acme Billing <${address}>` });
    await field(page, 'Subject').fill('Your invoice');
    await field(page, 'Message').fill('It is attached.');
    await page.getByText(`Acme Billing <${address}>`).last().waitFor();
    if (shots) await page.screenshot({ path: `${shots}/compose.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);
    await button(page, 'Send e-mail').click();
    await eventually(() => site.email.sent.at(-1)?.from.address).toBe(address);

    await page.goto(`${site.url}/email/templates/new`);
    await field(page, 'Name').fill('Invoice');
    await field(page, 'Subject').fill('Your invoice');
    await field(page, 'Text').fill('It is attached.');
    await page.getByLabel('Sender').selectOption({ label: `Acme Billing <${address}>` });
    await button(page, 'Save').click();
    await eventually(async () =>
      (await site.messaging.email.templates.list()).find(({ name }) => name === 'Invoice'),
    ).toMatchObject({ sender: 'billing' });

    await page.goto(`${site.url}/email/sender?sender=billing`);
    await makeDefault.click();
    await eventually(async () => (await site.messaging.email.sender.get()).key).toBe('billing');
    await eventually(() => button(page, 'Delete sender').count()).toBe(0);
    await page.setViewportSize({ width: 360, height: 740 });
    if (shots) await page.screenshot({ path: `${shots}/narrow.png`, fullPage: true });
    await eventually(() => page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      360,
    );
    expect(faults).toEqual([]);
  });

  it('are SMS senders too, in German and dark, and go one by one', async () => {
    const who = { user: { id: 'ada', name: 'Ada' }, can: { view: true, manage: true }, locale: 'de-DE' };
    const site = await start({ who });
    await site.messaging.sms.sender.set('Acme');
    await site.messaging.sms.senders.named('alerts').set('AcmeAlerts');
    const { page, faults } = await open(`${site.url}/sms/sender`, { locale: 'de-DE', colorScheme: 'dark' });
    await linkTo(page, 'AcmeAlerts').click();
    await button(page, 'Absender löschen').waitFor();
    if (shots) await page.screenshot({ path: `${shots}/sms-dark.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);
    await button(page, 'Absender löschen').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Absender löschen' }).click();
    await eventually(async () => (await site.messaging.sms.senders.list()).map(({ key }) => key)).toEqual([
      'default',
    ]);
    await eventually(() => new URL(page.url()).searchParams.get('sender')).toBeNull();
    expect(faults).toEqual([]);
  });
});
