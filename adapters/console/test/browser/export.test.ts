import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { button, eventually, row } from './support/steps.ts';

inBrowser('exporting', ({ site: start, open }) => {
  it('saves what the list shows, counted before, with the columns chosen and kept', async () => {
    const site = await start();
    const { email } = site.messaging;
    await email.send({ to: 'c1', subject: '=1+1', text: 'Text', reference: 'order/1' });
    await email.send({ to: 'c2', subject: 'Zoë’s file', text: 'Text', reference: 'order/1' });
    await email.send({ to: 'c2', subject: 'Another', text: 'Text' });
    const { page, faults } = await open(`${site.url}/email/history?reference=order%2F1`);
    await row(page, 'Zoë’s file').waitFor();
    await button(page, 'Export').click();
    const dialog = page.getByRole('dialog', { name: 'Export as a file for Excel' });
    await dialog.getByText('2 messages match.').waitFor();
    expect(await violations(page)).toEqual([]);
    const chosen = dialog.getByRole('checkbox', { checked: true });
    for (let left = await chosen.count(); left > 0; left -= 1) await chosen.first().press('Space');
    await dialog.getByText('Choose one column at least.').waitFor();
    expect(await dialog.getByRole('link', { name: 'Download' }).count()).toBe(0);
    await dialog.getByRole('checkbox', { name: 'Subject' }).check();
    await dialog.getByRole('checkbox', { name: 'Address', exact: true }).check();
    const { POSTERN_SHOTS: shots } = process.env;
    if (shots) await page.screenshot({ path: `${shots}/export-1280.png` });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^acme-email-\d{4}-\d\d-\d\d\.csv$/);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toBe(
      '\uFEFFAddress,Subject\r\nzoe@people.example,[Acme] Zoë’s file\r\njo@people.example,[Acme] =1+1\r\n',
    );

    await page.reload();
    await button(page, 'Export').click();
    await dialog.getByText('2 messages match.').waitFor();
    await eventually(() => chosen.count()).toBe(2);
    expect(faults).toEqual([]);
  });

  it('saves what was picked by hand, and says where that did not work', async () => {
    const site = await start();
    const { email } = site.messaging;
    for (const subject of ['First', 'Second', 'Third']) await email.send({ to: 'c1', subject, text: 'Text' });
    const { page } = await open(`${site.url}/email/history`);
    for (const subject of ['Third', 'First']) await row(page, subject).getByRole('checkbox').click();
    await button(page, 'Export selected').click();
    const dialog = page.getByRole('dialog', { name: 'Export as a file for Excel' });
    await dialog.getByText('2 selected', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'export-selected');
    await page.route('**/api/email/export*', (route) => route.abort());
    await dialog.getByRole('button', { name: 'Download' }).click();
    await dialog.getByRole('alert').waitFor();
    await page.unroute('**/api/email/export*');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^acme-email-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(lines.slice(1).map((line) => /\[Acme\] \w+/.exec(line)?.[0])).toEqual([
      '[Acme] Third',
      '[Acme] First',
    ]);
    await dialog.waitFor({ state: 'hidden' });
  });

  it('stands on a narrow window, in German, in the dark, with what Excel takes there between cells', async () => {
    const who = { user: { id: 'ada', name: 'Ada' }, can: { view: true }, locale: 'de-DE' } as const;
    const site = await start({ who });
    await site.messaging.sms.send({ to: 'c1', text: 'Bis gleich' });
    const { page } = await open(`${site.url}/sms/history`, { locale: 'de-DE', colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    await button(page, 'Exportieren').click();
    const dialog = page.getByRole('dialog', { name: 'Als Datei für Excel exportieren' });
    await dialog.getByText('1 Nachricht passt.').waitFor();
    expect(await dialog.getByRole('checkbox', { name: 'Betreff' }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    const { POSTERN_SHOTS: shots } = process.env;
    if (shots) await page.screenshot({ path: `${shots}/export-360-dark.png` });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Herunterladen' }).click(),
    ]);
    const [head, first] = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(head).toContain('Status;Adresse;Empfänger');
    expect(first).toContain(";'+447400123456;Jo Smith;");
  });
});
