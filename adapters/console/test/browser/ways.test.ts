import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field, heading, linkTo, row } from './support/steps.ts';

inBrowser('ways through the console', ({ site: start, open }) => {
  it('speaks the language one chooses, at once and the next time', async () => {
    const site = await start({ who: { user: { id: 'ada', name: 'Ada' }, can: { view: true } } });
    const { page } = await open(`${site.url}/email`, { locale: 'de-CH' });
    await heading(page, 'E-Mail-Übersicht').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await button(page, 'Anzeige').click();
    await page.getByLabel('Sprache').selectOption('English');
    await heading(page, 'E-mail overview').waitFor();
    await page.reload();
    await heading(page, 'E-mail overview').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('writes times as the viewer does', async () => {
    const site = await start({ who: { user: { id: 'ada', name: 'Ada' }, can: { view: true } } });
    await site.messaging.email.send({
      to: 'c1',
      subject: 'Later',
      text: 'Text',
      scheduledAt: new Date(Date.UTC(new Date().getUTCFullYear() + 1, 1, 3, 12)),
    });
    const shown = async (locale: string) => {
      const { page } = await open(`${site.url}/email/history`, { locale, timezoneId: 'UTC' });
      const time = row(page, 'Later').locator('time').last();
      return (await time.getAttribute('title')) ?? '';
    };
    expect(await shown('en-US')).toMatch(/February 3, .*12:00:00 PM/);
    expect(await shown('en-GB')).toMatch(/3 February .*12:00:00$/);
    expect(await shown('de-DE')).toMatch(/3\. Februar .*12:00:00$/);
  });

  it('keeps the dark or light one chooses', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email`, { colorScheme: 'light' });
    await button(page, 'Display settings').click();
    await page.getByLabel('Appearance').selectOption('Dark');
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    await eventually(ground).toBe('rgb(23, 25, 29)');
    await page.reload();
    await eventually(ground).toBe('rgb(23, 25, 29)');
  });

  it('opens what a link says: a tab, a search, a message', async () => {
    const site = await start();
    const { id } = await site.messaging.email.send({
      to: 'c1',
      subject: 'The one',
      text: 'Text',
      origin: 'web',
    });
    await site.messaging.email.send({ to: 'c1', subject: 'Another', text: 'Text' });
    const { page } = await open(`${site.url}/email/history?tab=web&q=the+one&message=${id}`);
    await page.getByRole('dialog', { name: 'Message' }).getByText('The one').first().waitFor();
    await button(page, 'Close').click();
    await page.getByText('1 message found').waitFor();
    expect(await button(page, 'Web').getAttribute('aria-pressed')).toBe('true');
    // The message is gone from the address, the rest stays.
    expect(new URL(page.url()).search).toBe('?tab=web&q=the+one');
  });

  it('stays with the site one has chosen, also in links', async () => {
    const sites = [
      { id: 'acme', name: 'Acme' },
      { id: 'beta', name: 'Beta' },
    ];
    const who = { user: { id: 'ada', name: 'Ada' }, sites, can: { view: true, send: true, manage: true } };
    const site = await start({ who });
    const { page } = await open(`${site.url}/email`);
    await page.getByText('Ready to send').waitFor();
    await page.getByLabel('Site').selectOption('Beta');
    await page.getByText('There is no sender yet').waitFor();
    await linkTo(page, 'History').click();
    await page.getByText('No messages yet').waitFor();
    expect(new URL(page.url()).search).toBe('?site=beta');
    await page.reload();
    await page.getByText('No messages yet').waitFor();
  });

  it('saves a template that is tried out while it is written, and writes with it', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/templates/new`);
    await page.getByRole('textbox', { name: 'Name' }).fill('Opening hours');
    await page.getByRole('textbox', { name: 'Subject' }).fill('Hours in {{ month }}');
    await page
      .getByRole('textbox', { name: 'HTML' })
      .fill('<p>Dear {{ name }}, see you in <b>{{ month }}</b></p>');
    await page.frameLocator('iframe').getByText('Dear [name], see you in [month]').waitFor();
    await page.getByLabel('month').fill('May');
    await page.frameLocator('iframe').getByText('see you in May').waitFor();
    await button(page, 'Save').click();
    await heading(page, 'Opening hours').waitFor();
    await linkTo(page, 'Write with it').click();
    await eventually(() => page.getByLabel('Template').inputValue()).toMatch(/^tpl_/);
    await page.getByLabel('month').waitFor();
  });

  it('shows a person alone in the page to embed', async () => {
    const site = await start();
    await site.messaging.email.send({ to: 'c1', subject: 'For Jo', text: 'Text' });
    await site.messaging.sms.send({ to: 'c1', text: 'Also for Jo' });
    await site.messaging.email.send({ to: 'c2', subject: 'For Zoë', text: 'Text' });
    const { page } = await open(`${site.url}/embed/consumers/c1`);
    await row(page, '[Acme] For Jo').waitFor();
    await row(page, 'Also for Jo').getByRole('link').click();
    await page.getByRole('dialog').getByText('Acme: Also for Jo').first().waitFor();
    expect(await row(page, 'For Zoë').count()).toBe(0);
    expect(await page.getByRole('navigation').count()).toBe(0);
  });

  it('reads an address as it is copied: with a name beside it, as a link, with stray blanks', async () => {
    const site = await start({ senderReady: false });
    const { page } = await open(`${site.url}/email/suppressions`);
    const add = async (label: string, typed: string, read: string) => {
      await field(page, label).fill(typed);
      await button(page, 'Add').click();
      await page.getByText(`Nothing is sent to ${read} any more.`).waitFor();
      expect(await field(page, label).inputValue()).toBe('');
    };
    await add('E-mail address', '"Smith, Jo" <jo@people.example>', 'jo@people.example');
    await add('E-mail address', 'mailto:al@people.example', 'al@people.example');
    await add('E-mail address', '  zoe@people.example , ', 'zoe@people.example');
    await page.goto(`${site.url}/sms/suppressions`);
    await add('Phone number', 'Jo <+44 7400 123456>', '+44 7400 123456');
    await add('Phone number', 'tel:+447400123457', '+447400123457');
    const listed = async (channel: 'email' | 'sms') =>
      (await site.messaging[channel].suppressions.list()).items.map(({ address }) => address).sort();
    expect(await listed('email')).toEqual(['al@people.example', 'jo@people.example', 'zoe@people.example']);
    expect(await listed('sms')).toEqual(['+447400123456', '+447400123457']);

    await page.goto(`${site.url}/email/sender`);
    await field(page, 'Name').fill('');
    await field(page, 'E-mail address').fill('Acme Clinic <hello@acme.example>');
    await button(page, 'Create sender').click();
    await heading(page, 'Enter the code').waitFor();
    expect(await site.messaging.email.sender.find()).toMatchObject({
      name: 'Acme Clinic',
      address: 'hello@acme.example',
    });
  });
});
