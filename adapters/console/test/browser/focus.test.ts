import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { domain, sender } from './support/site.ts';
import { button, codeFor, eventually, field, focusedName, heading } from './support/steps.ts';

/** As somebody does who has no pointer. */
async function press(on: Locator): Promise<void> {
  await on.focus();
  await on.press('Enter');
}

/** In the question that is open. */
const answer = (page: Page, name: string) =>
  press(page.getByRole('dialog').getByRole('button', { name, exact: true }));

const isOn = (page: Page, name: string) => eventually(() => focusedName(page)).toBe(name);

/** Where the focus goes only after a moment, it must not go on from there. */
async function staysOn(page: Page, name: string): Promise<void> {
  await isOn(page, name);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await isOn(page, name);
}

inBrowser('where what had the focus is gone, it goes to what is next', ({ site: start, open }) => {
  it('from step to step of the set-up, and back', async () => {
    const site = await start({ senderReady: false });
    const { page } = await open(`${site.url}/email/sender`);
    await field(page, 'E-mail address').fill(sender.address);
    await press(button(page, 'Create sender'));
    await isOn(page, 'Code');
    await press(button(page, 'Use another address'));
    await isOn(page, 'Name');
    await press(button(page, 'Cancel'));
    await isOn(page, 'Code');
    await field(page, 'Code').fill(await codeFor(site, sender.address));
    await press(button(page, 'Confirm'));
    await isOn(page, `Add these records to ${domain}`);
    await heading(page, `Add these records to ${domain}`).waitFor();

    await press(button(page, 'Change name or address'));
    await isOn(page, 'Name');
    await press(button(page, 'Cancel'));
    await isOn(page, 'Change name or address');
    await page.keyboard.press('Enter');
    await field(page, 'Name').fill('Acme Surgery');
    await press(button(page, 'Save'));
    await page.getByText('Acme Surgery').waitFor();
    await isOn(page, 'Change name or address');
  });

  it('stays on what was pressed while it works or has to wait', async () => {
    const site = await start({ senderReady: false });
    let release = () => {};
    const { page } = await open(`${site.url}/email/sender`);
    const hold = () =>
      page.route('**/api/**', async (route) => {
        if (route.request().method() !== 'GET') {
          await new Promise<void>((resolve) => {
            release = resolve;
          });
        }
        await route.continue().catch(() => {});
      });
    await site.messaging.email.sender.create(sender);
    await page.reload();
    await hold();
    await field(page, 'Code').fill('000000');
    await press(button(page, 'Confirm'));
    await eventually(() => button(page, 'Confirm').getAttribute('aria-disabled')).toBe('true');
    expect(await focusedName(page)).toBe('Confirm');
    release();
    // What is wrong takes it.
    await isOn(page, 'Code');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await button(page, 'Send a new code').focus();
    expect(await focusedName(page)).toBe('Send a new code');
    await page.keyboard.press('Enter');
    expect(await focusedName(page)).toBe('Send a new code');
    expect(site.email.sent.length).toBe(1);
  });

  it('when the sender is deleted or its keys are replaced', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/sender`);
    await press(button(page, 'Replace the signing keys'));
    await answer(page, 'Replace the signing keys');
    await page.getByText('New keys are made').waitFor();
    await staysOn(page, 'Replace the signing keys');

    await page.goto(`${site.url}/email`);
    await press(button(page, 'Delete sender'));
    await answer(page, 'Delete sender');
    await page.getByText('There is no sender yet').waitFor();
    await staysOn(page, 'Set up the sender');
  });

  it('when the SMS sender is saved or deleted', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/sms/sender`);
    const value = field(page, 'Sender name');
    await value.fill('Acme');
    await press(button(page, 'Set sender'));
    await page.getByText('SMS come from Acme now.').waitFor();
    await button(page, 'Delete sender').waitFor();
    await isOn(page, 'Set sender');
    await press(button(page, 'Delete sender'));
    await answer(page, 'Delete sender');
    await eventually(() => button(page, 'Delete sender').count()).toBe(0);
    await staysOn(page, 'Sender name');
    expect(await value.inputValue()).toBe('');

    await site.messaging.sms.sender.set('Acme');
    await page.goto(`${site.url}/sms`);
    await press(button(page, 'Delete sender'));
    await answer(page, 'Delete sender');
    await eventually(() => button(page, 'Delete sender').count()).toBe(0);
    await staysOn(page, 'Change sender');
  });

  it('when an address is taken off the list: to the next one, and from the last to the heading', async () => {
    const site = await start();
    const { suppressions } = site.messaging.email;
    for (const name of ['c', 'b', 'a']) await suppressions.add({ address: `${name}@people.example` });
    const { page } = await open(`${site.url}/email/suppressions`);
    const buttons = page.getByRole('button', { name: /^Remove / });
    await eventually(() => buttons.count()).toBe(3);
    const [first = '', middle = '', last = ''] = await Promise.all(
      [0, 1, 2].map(async (at) => (await buttons.nth(at).getAttribute('aria-label')) ?? ''),
    );
    const remove = async (name: string) => {
      await press(button(page, name));
      await answer(page, 'Remove');
      await button(page, name).waitFor({ state: 'detached' });
    };
    await remove(middle);
    await staysOn(page, last);
    await remove(last);
    await staysOn(page, first);
    await remove(first);
    await staysOn(page, 'E-mail suppressions');
  });

  it('when more is loaded, an address is put on the list, or a search is ended', async () => {
    const site = await start();
    const { suppressions } = site.messaging.email;
    for (let count = 1; count <= 60; count += 1) {
      await suppressions.add({ address: `p${count}@people.example` });
    }
    const { page } = await open(`${site.url}/email/suppressions`);
    await press(button(page, 'Load more'));
    await isOn(page, 'That is all.');
    await field(page, 'E-mail address').fill('new@people.example');
    await press(button(page, 'Add'));
    await page.getByText('Nothing is sent to new@people.example any more.').waitFor();
    await isOn(page, 'Add');
    await field(page, 'Find an e-mail address').fill('new@people.example');
    await press(button(page, 'Find'));
    await press(button(page, 'Show the whole list'));
    await isOn(page, 'Find an e-mail address');
  });

  it('when a template is saved or deleted', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/templates/new`);
    await field(page, 'Name').fill('Hours');
    await field(page, 'Subject').fill('Hours');
    await field(page, 'Text').fill('At nine.');
    await press(button(page, 'Save'));
    await isOn(page, 'Hours');
    await field(page, 'Text').fill('At ten.');
    await press(button(page, 'Save'));
    await page.getByText('Not saved yet').waitFor({ state: 'detached' });
    await isOn(page, 'Save');
    await press(button(page, 'Delete'));
    await answer(page, 'Delete');
    await staysOn(page, 'E-mail templates');
  });

  it('when a note is dismissed: to the next note, and from the last back to the work', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/suppressions`);
    for (const name of ['a', 'b']) {
      await field(page, 'E-mail address').fill(`${name}@people.example`);
      await press(button(page, 'Add'));
      await page.getByText(`Nothing is sent to ${name}@people.example any more.`).waitFor();
    }
    const dismiss = button(page, 'Dismiss this note');
    await press(dismiss.first());
    await eventually(() => dismiss.count()).toBe(1);
    await isOn(page, 'Dismiss this note');
    await page.keyboard.press('Enter');
    await eventually(() => dismiss.count()).toBe(0);
    await isOn(page, 'Add');
  });

  it('when a draft is taken over, or a formatted mail made a plain one', async () => {
    const site = await start();
    const compose = `${site.url}/email/compose`;
    const { page } = await open(compose);
    await field(page, 'Subject').fill('Of the first');
    const second = await page.context().newPage();
    await second.goto(compose);
    await press(button(second, 'Continue this draft'));
    await isOn(second, 'To');
    await second.goto(`${compose}?to=c1&template=receipt`);
    await field(second, 'order.number').fill('4711');
    await second.frameLocator('iframe').getByText('4711').waitFor();
    await press(button(second, 'Edit as plain text'));
    await isOn(second, 'Message');
  });

  it('when what it was for goes by itself', async () => {
    const site = await start();
    site.email.fail('paused');
    const { page } = await open(`${site.url}/email`);
    await site.messaging.email.send({ to: 'c1', subject: 'Hello', text: 'Text' });
    const tryNow = button(page, 'Try now');
    await tryNow.waitFor();
    await press(tryNow);
    await tryNow.waitFor({ state: 'detached' });
    await isOn(page, 'E-mail overview');
  });
});
