import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field, focusedName } from './support/steps.ts';

const { POSTERN_SHOTS: shots } = process.env;
const topics = [{ id: 'news', name: { en: 'News', de: 'Neuigkeiten' } }];

inBrowser('what would hurt a draft', ({ site: start, open }) => {
  it('stands under the preview while one writes, and goes as it is mended', async () => {
    const site = await start({ topics, publicUrl: 'https://acme.example/messaging' });
    const { page, faults } = await open(`${site.url}/email/compose`);
    const message = field(page, 'Message');
    await field(page, 'Subject').fill('ONLY TODAY, BUY NOW');
    await message.fill('See http://shop.acme.com/sale and https://bit.ly/3abc');
    await page.getByText('3 things to look at').waitFor();
    await page.getByText('A link is not encrypted: write https:// in http://shop.acme.com/sale').waitFor();
    await page.getByText('A link goes by bit.ly, which spam filters distrust').waitFor();
    await page.getByText('The subject is in capitals').waitFor();
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/findings-1280.png`, fullPage: true });
    await page.getByLabel('Topic').selectOption({ label: 'News' });
    await page.getByText('It is about “News”, but has no way to unsubscribe.').waitFor();
    await page.getByLabel('Who opted out').selectOption({ index: 1 });
    await page.getByText('has no way to unsubscribe').waitFor({ state: 'detached' });
    await message.fill('See https://shop.acme.com/sale');
    await field(page, 'Subject').fill('Only today');
    await page.getByText('Nothing was found that would keep it from arriving').waitFor();
    expect(faults).toEqual([]);
  });

  it('is said of a template as well, in German, on a narrow window in the dark', async () => {
    const who = {
      user: { id: 'ada', name: 'Ada' },
      can: { view: true, manage: true },
      locale: 'de',
    } as const;
    const site = await start({ who });
    const { page } = await open(`${site.url}/email/templates/new`, { locale: 'de-DE', colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    await field(page, 'Betreff').fill('Hallo');
    const html =
      '<p style="color:#aaaaaa;background:#ffffff">Kaum zu lesen</p><img src="https://acme.example/a.png"><a href="https://evil.example/">https://bank.com/</a>';
    await field(page, 'HTML').fill(html);
    await page.getByText('„Kaum zu lesen“ ist #aaaaaa auf #ffffff, 2,32 zu 1.').waitFor();
    await page.getByText('1 Bild und kaum Text').waitFor();
    await page.getByText('1 Bild hat keine Beschreibung (alt)').waitFor();
    await page.getByText('Ein Link zeigt https://bank.com/, führt aber zu https://evil.example/').waitFor();
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/findings-360-dark.png`, fullPage: true });
  });

  it('of an SMS is mended by one click where its characters double the cost', async () => {
    const site = await start();
    const { page, faults } = await open(`${site.url}/sms/compose`);
    const message = field(page, 'Message');
    await message.fill(`It’s here – “soon”… ${'a'.repeat(60)}`);
    await page.getByText('2 segments').waitFor();
    await page.getByText('Then it has 1 segment.').waitFor();
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/sms-findings-1280.png`, fullPage: true });
    await page.getByRole('button', { name: /^Replace: ’ → '/ }).click();
    await eventually(() => message.inputValue()).toBe(`It's here - "soon"... ${'a'.repeat(60)}`);
    await page.getByText('1 segment ·').waitFor();
    expect(await page.getByRole('button', { name: /^Replace/ }).count()).toBe(0);
    await eventually(() => focusedName(page)).toMatch(/^1 segment/);
    // What has no like in the standard alphabet stays.
    await message.fill('See you 😀');
    await page.getByText('😀 makes this SMS Unicode').waitFor();
    expect(await page.getByRole('button', { name: /^Replace/ }).count()).toBe(0);
    expect(await button(page, 'Send SMS').count()).toBe(1);
    expect(faults).toEqual([]);
  });
});
