import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { sender } from './support/site.ts';
import { button, codeFor, errorOf, eventually, field, heading } from './support/steps.ts';

const minute = 60_000;

inBrowser('the page says of the code what is so', ({ site: start, open }) => {
  it('sends none within the cool-down, says when it goes, and sends it then by itself', async () => {
    let ahead = 0;
    const site = await start({ senderReady: false, clock: () => new Date(Date.now() + ahead) });
    const { page } = await open('about:blank');
    await page.clock.install();
    await page.goto(`${site.url}/email/sender`);
    await field(page, 'E-mail address').fill(sender.address);
    await button(page, 'Create sender').click();
    await page.getByText(`We sent a code of six digits to ${sender.address}. It is valid until`).waitFor();
    const first = await codeFor(site, sender.address);

    await changeAddress(page, 'news@acme.example');
    await page.getByText('We sent a code of six digits to news@acme.example.').waitFor();
    await changeAddress(page, sender.address);
    await page.getByText(`No code that is valid has gone to ${sender.address} yet.`).waitFor();
    await page.getByText(/The next one goes at \d+:\d+; if this page is open then/).waitFor();
    expect(await button(page, 'Send a new code').isDisabled()).toBe(true);

    ahead = minute;
    await page.clock.fastForward(minute);
    await page.getByText(`A new code is on its way to ${sender.address}.`).waitFor();
    await page.getByText(`We sent a code of six digits to ${sender.address}.`).waitFor();
    await eventually(() => site.codeSentTo(sender.address)).not.toBe(first);
    await field(page, 'Code').fill(await codeFor(site, sender.address));
    await button(page, 'Confirm').click();
    await heading(page, /Add these records/).waitFor();
    expect(site.email.sent.length).toBe(3);
  });

  it('calls a code used up after five wrong ones, also after a reload, and an old one no longer valid', async () => {
    let ahead = 0;
    const site = await start({ senderReady: false, clock: () => new Date(Date.now() + ahead) });
    await site.messaging.email.sender.create(sender);
    const right = await codeFor(site, sender.address);
    const { page } = await open(`${site.url}/email/sender`);
    for (const left of ['4 tries left', '3 tries left', '2 tries left', '1 try left', 'the last try']) {
      await field(page, 'Code').fill(right === '000000' ? '000001' : '000000');
      await button(page, 'Confirm').click();
      await eventually(() => errorOf(page, 'Code')).toContain(left);
    }
    const usedUp = page.getByText(`The code we sent to ${sender.address} is used up`);
    await usedUp.waitFor();
    await page.reload();
    await usedUp.waitFor();

    ahead = minute;
    await page.reload();
    await button(page, 'Send a new code').click();
    await page.getByText(`We sent a code of six digits to ${sender.address}.`).waitFor();
    ahead = 20 * minute;
    await page.reload();
    await page.getByText(`No code for ${sender.address} is valid at the moment.`).waitFor();
    expect(site.email.sent.length).toBe(2);
  });
});

async function changeAddress(page: Page, to: string): Promise<void> {
  await button(page, 'Use another address').click();
  await field(page, 'E-mail address').fill(to);
  await button(page, 'Save').click();
}
