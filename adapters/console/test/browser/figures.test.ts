import { expect, it, vi } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { eventually } from './support/steps.ts';

const shots = process.env.POSTERN_SHOTS;
const widths = [360, 768, 1280] as const;

inBrowser('what the overview counts', ({ site: start, open }) => {
  it('is drawn by day, hour, template and domain, with the numbers beside it', async () => {
    const site = await start();
    const { email } = site.messaging;
    for (const to of ['jo@people.example', 'sam@people.example', 'ann@other.example'])
      await email.send({ to: { address: to }, template: 'reminder', data: { name: 'Jo', day: 'Monday' } });
    await email.send({ to: { address: 'jo@people.example' }, subject: 'By hand', text: 'Text' });
    await eventually(async () => (await email.overview()).counts.sent).toBe(5);
    const { page, faults } = await open(`${site.url}/email`);
    const choose = async (name: string) =>
      page.locator('label', { hasText: new RegExp(`^${name}$`) }).click();
    const row = (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });

    await page.getByRole('img', { name: 'The last 30 days: 5 messages in all.' }).waitFor();
    await choose('Hour');
    await page.getByRole('heading', { name: 'The last 48 hours' }).waitFor();
    await page.getByRole('img', { name: 'The last 48 hours: 5 messages in all.' }).waitFor();
    await page.getByRole('button', { name: 'Show as a table' }).click();
    // They may have been written on both sides of an hour's end.
    const table = page.getByRole('table', { name: 'The last 48 hours' });
    const totals = await table.getByRole('row').locator('td:last-child').allInnerTexts();
    expect(totals.reduce((sum, text) => sum + Number(text), 0)).toBe(5);

    await choose('Domain');
    await eventually(() => row('people.example').locator('td').allInnerTexts()).toEqual([
      '3',
      '0',
      '0',
      '0',
      '3',
    ]);
    await eventually(() => row('other.example').locator('td').allInnerTexts()).toEqual([
      '1',
      '0',
      '0',
      '0',
      '1',
    ]);
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/figures-domain.png`, fullPage: true });

    await choose('Template');
    await eventually(() => row('Without a template').locator('td').allInnerTexts()).toEqual([
      '1',
      '0',
      '0',
      '0',
      '1',
    ]);
    await row('Reminder').getByRole('link').click();
    await page.waitForURL(`${site.url}/email/history?template=reminder`);
    await eventually(() => page.getByRole('row').filter({ hasText: 'See you on Monday' }).count()).toBe(3);
    expect(faults).toEqual([]);
  });

  it('says where more wait than are counted', async () => {
    const site = await start({ worker: false });
    for (let sent = 0; sent < 2; sent += 1)
      await site.messaging.email.send({ to: 'c1', subject: 'Waits', text: 'Text' });
    const { messages } = site.storage;
    const [all, days] = [messages.counts.bind(messages), messages.daily.bind(messages)];
    vi.spyOn(messages, 'counts').mockImplementation(async (...of) => ({ ...(await all(...of)), more: true }));
    vi.spyOn(messages, 'daily').mockImplementation(async (...of) => ({ ...(await days(...of)), more: true }));
    const { page } = await open(`${site.url}/email`);
    await page.getByText('2+', { exact: true }).waitFor();
    await page.getByText('More messages wait than are counted here.').waitFor();
    await pictures(page, 'more-waiting');
  });

  it('offers no domains where addresses have none, and no rates', async () => {
    const site = await start();
    await site.messaging.sms.send({ to: 'c1', text: 'Hello' });
    const { page, faults } = await open(`${site.url}/sms`);
    await page.getByRole('img', { name: /1 message in all/ }).waitFor();
    expect(await page.locator('label', { hasText: /^Domain$/ }).count()).toBe(0);
    expect(await page.getByText('What comes back').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it.each([
    [
      'en-GB',
      'light',
      /^3% *$/,
      '3,000 of 100,',
      'Above the usual limit of 2%',
      'Below the usual limit of 0.1%',
    ],
    [
      'de-DE',
      'dark',
      /^3\s%$/,
      '3.000 von 100.',
      'Über der üblichen Grenze von 2\u00a0%',
      'Unter der üblichen Grenze von 0,1\u00a0%',
    ],
  ] as const)(
    'says how much comes back, beside what is usual: %s',
    async (locale, colorScheme, rate, count, over, under) => {
      const site = await start({ who: { user: { id: 'ada', name: 'Ada' }, can: { view: true }, locale } });
      const sums = { site: 'acme', channel: 'email', sent: 100_000, bounced: 3_000, complained: 0 } as const;
      await site.storage.outcomes.add([sums], new Date());
      const { page, faults } = await open(`${site.url}/email`, { locale, colorScheme });
      await page.getByText(rate).waitFor();
      await page.getByText(count).first().waitFor();
      await page.getByText(over).waitFor();
      await page.getByText(under).waitFor();
      expect(await violations(page)).toEqual([]);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        if (shots) await page.screenshot({ path: `${shots}/figures-${locale}-${width}.png`, fullPage: true });
        await eventually(() =>
          page.evaluate<boolean>(`document.documentElement.scrollWidth <= ${width}`),
        ).toBe(true);
      }
      expect(faults).toEqual([]);
    },
  );
});
