import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { enterRecords, recordsOf } from './support/records.ts';
import { domain, sender } from './support/site.ts';
import { button, codeFor, errorOf, eventually, field, heading, linkTo, row } from './support/steps.ts';

inBrowser('what goes wrong is said where it can be mended', ({ site: start, open }) => {
  it('says under the fields what is wrong with a sender', async () => {
    const site = await start({ senderReady: false });
    const { page } = await open(`${site.url}/email/sender`);
    await field(page, 'Name').fill('');
    await button(page, 'Create sender').click();
    expect(await errorOf(page, 'Name')).toContain('Enter a name.');
    expect(await errorOf(page, 'E-mail address')).toContain('Enter an e-mail address.');
    await field(page, 'Name').fill('me@home');
    await field(page, 'E-mail address').fill('somebody@gmail.com');
    await button(page, 'Create sender').click();
    expect(await errorOf(page, 'Name')).toContain('must not hold an @');
    await field(page, 'Name').fill('Acme');
    await button(page, 'Create sender').click();
    expect(await errorOf(page, 'E-mail address')).toContain('use an address at a domain of your own');
    // The field that is wrong has the focus.
    await field(page, 'E-mail address').and(page.locator(':focus')).waitFor();
  });

  it('counts wrong codes, ends after five, and says when a new one can be sent', async () => {
    const site = await start({ senderReady: false });
    const { page } = await open(`${site.url}/email/sender`);
    await field(page, 'E-mail address').fill(sender.address);
    await button(page, 'Create sender').click();
    const code = await codeFor(site, sender.address);
    const wrong = code === '000000' ? '000001' : '000000';
    for (const left of ['4 tries left', '3 tries left', '2 tries left', '1 try left', 'the last try']) {
      await field(page, 'Code').fill(wrong);
      await button(page, 'Confirm').click();
      await eventually(() => errorOf(page, 'Code')).toContain(left);
    }
    // The right one comes too late.
    await field(page, 'Code').fill(code);
    await button(page, 'Confirm').click();
    await eventually(() => errorOf(page, 'Code')).toContain('it expired or was used up');
    expect(await button(page, 'Send a new code').isDisabled()).toBe(true);
    await page.getByText(/A new code can be sent in \d+ seconds?\./).waitFor();
    // The server knows it after a reload.
    await page.reload();
    await page.getByText(/A new code can be sent in \d+ seconds?\./).waitFor();
    expect(await button(page, 'Send a new code').isDisabled()).toBe(true);
    expect((await site.messaging.email.sender.find())?.addressValidated).toBe(false);
  });

  it('names the record that is missing and the one that was entered in quotes, until they are right', async () => {
    const site = await start({ senderReady: false });
    await site.messaging.email.sender.create(sender);
    await site.messaging.email.sender.confirm(await codeFor(site, sender.address));
    const [ownership, , second] = recordsOf(domain);
    if (!ownership || !second) throw new Error('The domain needs other records than this test thinks.');
    enterRecords(site.dns, domain);
    site.dns.remove(second.name);
    site.dns.set(ownership.name, 'TXT', [`"${ownership.value}"`]);

    const { page } = await open(`${site.url}/email/sender`);
    await button(page, 'Check domain').click();
    await page.getByText('2 of 4 records still need something.').waitFor();
    const records = page.getByRole('listitem');
    const card = (value: string) => records.filter({ hasText: value }).filter({ hasText: 'Host (name)' });
    await card(ownership.value).getByText('enter it without them').waitFor();
    await card(second.value).getByText(`There is no matching TXT record at ${second.name}`).waitFor();
    await card('v=DMARC1').getByText('In place').waitFor();

    site.dns.set(ownership.name, 'TXT', [ownership.value]);
    site.dns.set(second.name, 'TXT', [second.value]);
    await button(page, 'Check domain').click();
    await heading(page, `${domain} is validated`).waitFor();
  });

  it('says before anything is written that it cannot be sent, and leads to where that is mended', async () => {
    const site = await start({ senderReady: false });
    const { page } = await open(`${site.url}/email/compose`);
    await page.getByText('You cannot send yet').waitFor();
    expect(await button(page, 'Send e-mail').isDisabled()).toBe(true);
    await linkTo(page, 'To the sender set-up').click();
    await heading(page, 'Who are your messages from?').waitFor();
  });

  it('shows who has no phone number, and does not let them be picked', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/sms/compose`);
    const to = page.getByRole('combobox', { name: 'To' });
    await to.fill('quiet');
    const option = page.getByRole('option', { name: /Zoë Quiet/ });
    await option.getByText('no phone number').waitFor();
    expect(await option.getAttribute('aria-disabled')).toBe('true');
    await to.press('ArrowDown');
    await to.press('Enter');
    await field(page, 'Message').fill('Hello');
    await button(page, 'Send SMS').click();
    await page.getByText('“quiet” is no phone number, and nobody was picked from the list.').waitFor();
    expect(site.sms.sent).toEqual([]);
  });

  it('asks for the template variable that was left out, and sends nothing', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/compose?to=c1&template=receipt`);
    await page.getByText('The template needs a value for “order.number”.').waitFor();
    await button(page, 'Send e-mail').click();
    expect(await errorOf(page, 'order.number')).toContain('needs a value');
    expect((await site.messaging.email.history({ origin: 'web' })).items).toEqual([]);
    await field(page, 'order.number').fill('4711');
    await page.frameLocator('iframe').getByText('Thank you, Jo Smith').waitFor();
    await button(page, 'Send e-mail').click();
    await row(page, 'Your order 4711', 'Sent').waitFor();
    expect(site.email.sent.at(-1)?.html).toContain('<b>4711</b>');
  });

  it('says in words why a message failed, and tries it once more', async () => {
    const site = await start();
    site.email.fail('rejected');
    const { id } = await site.messaging.email.send({ to: 'c1', subject: 'Hello', text: 'Text' });
    const { page } = await open(`${site.url}/email/history?message=${id}`);
    const drawer = page.getByRole('dialog', { name: 'Message' });
    await drawer.getByText(/does not exist or takes no messages/).waitFor();
    await drawer.getByText('550 5.1.1 · There is no such recipient.').waitFor();
    // The bounce put the address on the list: it has to come off first.
    await site.messaging.email.suppressions.delete('jo@people.example');
    await drawer.getByRole('button', { name: 'Retry' }).click();
    await drawer.getByText('The other side took it.').waitFor();
    expect(site.email.sent.map(({ subject }) => subject)).toContain('[Acme] Hello');
  });

  it('goes on by asking now and then when the live connection fails', async () => {
    const site = await start();
    const { page } = await open('about:blank');
    await page.route('**/api/events**', (route) => route.abort());
    await page.goto(`${site.url}/email/history`);
    await page.getByText('Every few seconds').waitFor();
    await site.messaging.email.send({ to: 'c1', subject: 'Found by asking', text: 'Text' });
    await row(page, 'Found by asking', 'Sent').waitFor();
  });

  it('shows what may not be done as such to those who may only look', async () => {
    const site = await start({ who: { user: { id: 'eve', name: 'Eve' }, can: { view: true } } });
    await site.messaging.email.send({ to: 'c1', subject: 'Hello', text: 'Text' });
    const { page } = await open(`${site.url}/email`);
    await page.getByText('Ready to send').waitFor();
    expect(await button(page, 'Delete sender').count()).toBe(0);
    expect(await linkTo(page, 'Compose').count()).toBe(0);
    await page.goto(`${site.url}/email/sender`);
    await page.getByText(/not change anything/).waitFor();
    expect(await button(page, 'Check domain').count()).toBe(0);
  });
});
