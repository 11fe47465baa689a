import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { enterRecords } from './support/records.ts';
import { domain, sender } from './support/site.ts';
import { button, codeFor, eventually, field, heading, linkTo, row } from './support/steps.ts';

inBrowser('the mission, by clicking', ({ site: start, open }) => {
  it('goes from no sender to a sent e-mail that one finds again, and back to no sender', async () => {
    const site = await start({ senderReady: false });
    const { page, faults } = await open(site.url);

    // The sender, from nothing to ready.
    await page.getByText('There is no sender yet').waitFor();
    await linkTo(page, 'Set up the sender').click();
    await field(page, 'Name').fill(sender.name);
    await field(page, 'E-mail address').fill(sender.address);
    await button(page, 'Create sender').click();
    await heading(page, 'Enter the code').waitFor();
    const code = await codeFor(site, sender.address);
    // As it comes when it is pasted.
    await field(page, 'Code').fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await button(page, 'Confirm').click();
    await heading(page, `Add these records to ${domain}`).waitFor();
    await button(page, 'Check domain').click();
    await page.getByText('4 of 4 records still need something.').waitFor();
    enterRecords(site.dns, domain);
    await button(page, 'Check domain').click();
    await heading(page, `${domain} is validated`).waitFor();

    // An e-mail to a consumer, by a template.
    await linkTo(page, 'Compose').first().click();
    await page.getByRole('combobox', { name: 'To' }).fill('jo sm');
    await page.getByRole('option', { name: /Jo Smith/ }).click();
    await page.getByLabel('Template').selectOption('Reminder');
    await field(page, 'day').fill('Friday');
    await eventually(() => field(page, 'Subject').inputValue()).toBe('See you on Friday');
    await page.getByText('[Acme] See you on Friday').waitFor();
    await page.getByText('Dear Jo Smith,').first().waitFor();
    const release = site.hold();
    await button(page, 'Send e-mail').click();

    // It becomes sent before one's eyes.
    await heading(page, 'E-mail history').waitFor();
    await row(page, 'Jo Smith', 'See you on Friday', 'Sending').waitFor();
    release();
    await row(page, 'Jo Smith', 'See you on Friday', 'Sent').waitFor();
    expect(site.email.sent.at(-1)).toMatchObject({
      to: { address: 'jo@people.example' },
      subject: '[Acme] See you on Friday',
    });

    await findsIt(page, 'friday', 'See you on Friday');
    await readsItAtTheConsumer(page, 'See you on Friday');

    // The sender goes again, and its name is said before.
    await linkTo(page, 'Overview').click();
    await button(page, 'Delete sender').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`“${sender.name}” is removed`).waitFor();
    await dialog.getByRole('button', { name: 'Delete sender' }).click();
    await page.getByText('There is no sender yet').waitFor();
    expect(await site.messaging.email.sender.find()).toBeUndefined();
    expect(faults).toEqual([]);
  });

  it('goes the same way with an SMS, whose sender can be set and taken back', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/sms`);
    await page.getByText('This is the default of your service until you set your own.').waitFor();
    await linkTo(page, 'Change sender').click();
    await field(page, 'Sender name').fill('AcmeClinic');
    await button(page, 'Set sender').click();
    await page.getByText('Set by you.').waitFor();

    await linkTo(page, 'Compose').click();
    await page.getByRole('combobox', { name: 'To' }).fill('7400 123456');
    await page.getByRole('option', { name: /Jo Smith/ }).click();
    await field(page, 'Message').fill('See you on Friday at 9:00');
    await page.getByText('Acme: See you on Friday at 9:00').waitFor();
    await page.getByText('1 segment · 31 characters').waitFor();
    const release = site.hold();
    await button(page, 'Send SMS').click();
    await row(page, 'Jo Smith', 'See you on Friday', 'Sending').waitFor();
    release();
    await row(page, 'Jo Smith', 'See you on Friday', 'Sent').waitFor();
    expect(site.sms.sent.at(-1)).toMatchObject({
      text: 'Acme: See you on Friday at 9:00',
      from: { address: 'AcmeClinic' },
    });

    await findsIt(page, '9:00', 'See you on Friday');
    await readsItAtTheConsumer(page, 'See you on Friday');
    await linkTo(page, 'SMS').click();
    await button(page, 'Delete sender').click();
    await page.getByRole('dialog').getByText('“AcmeClinic”').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete sender' }).click();
    await page.getByText('This is the default of your service until you set your own.').waitFor();
    expect(faults).toEqual([]);
  });

  it('sends at a chosen time, gives it another, takes it back, and sends it again', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/compose?to=c1`);
    await field(page, 'Subject').fill('Next month');
    await field(page, 'Message').fill('See you then.');
    await page.getByLabel('Later').check();
    await page.getByLabel('Send at').fill(inDays(20));
    await button(page, 'Schedule e-mail').click();
    await row(page, 'Next month', 'Scheduled').getByRole('link').click();
    const drawer = page.getByRole('dialog', { name: 'Message' });
    await drawer.getByText('By hand, ada').waitFor();

    await drawer.getByRole('button', { name: 'Reschedule' }).click();
    const asked = page.getByRole('dialog', { name: 'Send at another time' });
    await asked.waitFor();
    // Escape leaves the question, not the message.
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });
    await drawer.getByRole('button', { name: 'Reschedule' }).click();
    await asked.getByLabel('Send at').fill(inDays(30));
    await asked.getByRole('button', { name: 'Reschedule' }).click();
    await drawer.getByText('Given another time').waitFor();

    await drawer.getByRole('button', { name: 'Cancel sending' }).click();
    await page
      .getByRole('dialog', { name: 'Cancel sending' })
      .getByRole('button', { name: 'Cancel sending' })
      .click();
    await drawer.getByText('Taken back before it went.').waitFor();

    await drawer.getByRole('link', { name: 'Send again' }).click();
    await eventually(() => field(page, 'Message').inputValue()).toBe('See you then.');
    await button(page, 'Send e-mail').click();
    await row(page, 'Next month', 'Sent').waitFor();
    expect(site.email.sent.at(-1)).toMatchObject({ subject: '[Acme] Next month', text: 'See you then.' });
  });

  it('keeps a draft over a reload, for its channel alone', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/compose?to=c1`);
    await field(page, 'Subject').fill('Half a thought');
    await page.reload();
    await eventually(() => field(page, 'Subject').inputValue()).toBe('Half a thought');
    await page.getByText('Jo Smith').first().waitFor();
    await button(page, 'Discard draft').click();
    await eventually(() => field(page, 'Subject').inputValue()).toBe('');
    await page.goto(`${site.url}/sms/compose`);
    await field(page, 'Message').waitFor();
    expect(await button(page, 'Discard draft').count()).toBe(0);
  });
});

/** By a search as one types, and by the tab of what was written by hand. */
async function findsIt(page: Page, term: string, subject: string): Promise<void> {
  await page.getByLabel('Search').pressSequentially(term);
  await page.getByText('1 message found').waitFor();
  await row(page, subject).waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe(term);
  await button(page, 'Clear the search').click();
  await button(page, 'Sys').click();
  await row(page, subject).waitFor({ state: 'detached' });
  await button(page, 'Web').click();
  await row(page, subject).waitFor();
}

/** From the message to everything its recipient got. */
async function readsItAtTheConsumer(page: Page, subject: string): Promise<void> {
  await row(page, subject).getByRole('link').click();
  const drawer = page.getByRole('dialog', { name: 'Message' });
  await drawer.getByText('Taken by the other side').waitFor();
  await drawer.getByRole('link', { name: 'All messages of this person' }).click();
  await heading(page, 'Messages to Jo Smith').waitFor();
  await row(page, subject, 'Sent').waitFor();
}

/** As a `datetime-local` field takes it. */
function inDays(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
