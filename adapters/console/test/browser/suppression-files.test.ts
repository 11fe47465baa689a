import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, row } from './support/steps.ts';

const { POSTERN_SHOTS: shots } = process.env;
const csvFile = (text: string, name = 'list.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

inBrowser('a suppression list in a file', ({ site: start, open }) => {
  it('is looked through first, taken over by a click, and saved again', async () => {
    const site = await start();
    const { suppressions } = site.messaging.email;
    await suppressions.add({ address: 'jo@people.example', reason: 'complained' });
    const { page, faults } = await open(`${site.url}/email/suppressions`);
    await button(page, 'Import').click();
    const dialog = page.getByRole('dialog', { name: 'Import a list' });
    const file = dialog.locator('input[type=file]');
    const csv =
      'email;reason\njo@people.example;manual\nzoe@people.example;bounced\nmo@people.example;\nnobody;spam\n';
    await file.setInputFiles(csvFile(csv));
    await dialog.getByText('4 rows looked at').waitFor();
    await dialog.getByText('2 addresses new').waitFor();
    await dialog.getByText('1 address on the list already').waitFor();
    await dialog.getByText('Row 5: the address is not valid').waitFor();
    expect((await suppressions.list()).items).toHaveLength(1);
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/import-1280.png` });
    await dialog.getByRole('combobox', { name: 'Reason, where a row says none' }).selectOption('Opted out');
    await dialog.getByRole('button', { name: 'Add 2 addresses' }).click();
    await dialog.getByText('2 addresses added.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await row(page, 'zoe@people.example', 'Bounced', 'ada').waitFor();
    await row(page, 'mo@people.example', 'Opted out').waitFor();
    // The complaint stands as it was.
    await row(page, 'jo@people.example', 'Complained').waitFor();
    if (shots) await page.screenshot({ path: `${shots}/suppressions-1280.png` });

    await page.getByRole('combobox', { name: 'Reason' }).selectOption('Bounced');
    await row(page, 'mo@people.example').waitFor({ state: 'detached' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^acme-email-suppressions-\d{4}-\d\d-\d\d\.csv$/);
    const saved = await readFile(await download.path(), 'utf8');
    expect(saved).toMatch(
      /^\uFEFFaddress,reason,topic,source,at\r\nzoe@people.example,bounced,,ada,[^,]+\r\n$/,
    );
    expect(faults).toEqual([]);
  });

  it('of one kind gets one reason, whatever sentences another service wrote into it', async () => {
    const site = await start();
    const { suppressions } = site.messaging.email;
    const { page } = await open(`${site.url}/email/suppressions`);
    await button(page, 'Import').click();
    const dialog = page.getByRole('dialog', { name: 'Import a list' });
    const csv =
      'status,reason,email,created\n5.7.1,"550 5.7.1 Blocked, sorry",jo@people.example,1700000000\n5.1.1,550 5.1.1 No such user,zoe@people.example,1700000001\n';
    await dialog.locator('input[type=file]').setInputFiles(csvFile(csv));
    await dialog.getByText('Row 2: the reason is not known').waitFor();
    await dialog.getByRole('button', { name: 'Add 1 address' }).waitFor();
    await dialog.getByRole('combobox', { name: 'Reason, where a row says none' }).selectOption('Complained');
    await dialog
      .getByRole('checkbox', { name: 'Give every row this reason, whatever the file says' })
      .check();
    await dialog.getByRole('button', { name: 'Add 2 addresses' }).click();
    await dialog.getByText('2 addresses added.').waitFor();
    if (shots) await page.screenshot({ path: `${shots}/import-one-reason.png` });
    const { items } = await suppressions.list();
    expect(items.map(({ reason }) => reason)).toEqual(['complained', 'complained']);
  });

  it('is refused where it is none, and nothing is added of what says nothing new', async () => {
    const who = {
      user: { id: 'ada', name: 'Ada' },
      can: { view: true, manage: true },
      locale: 'de',
    } as const;
    const site = await start({ who });
    const { page } = await open(`${site.url}/sms/suppressions`, { locale: 'de-DE', colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    await button(page, 'Importieren').click();
    const dialog = page.getByRole('dialog', { name: 'Liste importieren' });
    const file = dialog.locator('input[type=file]');
    await file.setInputFiles(csvFile('PK\u0003\u0004', 'liste.xlsx'));
    await dialog.getByText('Das ist eine Excel-Mappe.').waitFor();
    await file.setInputFiles([csvFile('a'), csvFile('b')]);
    await dialog.getByText('Nur eine Datei auf einmal.').waitFor();
    await file.setInputFiles(csvFile('x'.repeat(10_000_001)));
    await dialog.getByText('höchstens 10 MB').last().waitFor();
    await file.setInputFiles(csvFile('Name;Farbe\nJo;rot\n'));
    await dialog.getByText('Zeile 1: keine Spalte mit Adressen ist hier benannt').waitFor();
    await file.setInputFiles(csvFile(''));
    await dialog.getByText('In dieser Datei steht nichts Neues.').waitFor();
    expect(await dialog.getByRole('button', { name: 'hinzufügen' }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/import-360-dark.png` });
    await file.setInputFiles(csvFile('Telefonnummer\n07400 123456\n'));
    await dialog.getByRole('button', { name: '1 Adresse hinzufügen' }).waitFor();
    expect((await site.messaging.sms.suppressions.list()).items).toEqual([]);
  });

  it('is taken over as far as it was when somebody stops it, and again after the line was cut', async () => {
    const site = await start();
    const { suppressions } = site.messaging.email;
    const { page } = await open(`${site.url}/email/suppressions`);
    // Each call of some rows only: the page has to go on by itself.
    const calls: number[] = [];
    let hold: Promise<void> = Promise.resolve();
    let release = () => {};
    await page.route('**/suppressions/import*', async (route) => {
      const { from, dryRun } = route.request().postDataJSON() as { from: number; dryRun: boolean };
      if (!dryRun) {
        calls.push(from);
        if (from > 1) await hold;
      }
      // Stopped meanwhile, nobody waits for it.
      if (dryRun || from > 1) return route.continue().catch(() => undefined);
      const rows = Array.from({ length: 600 }, (_, n) => ({ address: `n${n}@people.example` }));
      await suppressions.import(rows, { actor: 'ada' });
      return route.fulfill({ json: { rows: 600, added: 600, known: 0, wrong: 0, problems: [], next: 601 } });
    });
    hold = new Promise((resolve) => {
      release = resolve;
    });
    await button(page, 'Import').click();
    const dialog = page.getByRole('dialog', { name: 'Import a list' });
    const csv = Array.from({ length: 1_200 }, (_, n) => `n${n}@people.example`).join('\n');
    await dialog.locator('input[type=file]').setInputFiles(csvFile(csv));
    await dialog.getByRole('button', { name: 'Add 1,200 addresses' }).click();
    await eventually(() => dialog.getByRole('progressbar').getAttribute('value')).toBe('600');
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await dialog.getByText('Stopped. What was added').waitFor();
    await dialog.getByText('600 addresses new').waitFor();
    expect(calls).toEqual([1, 601]);
    release();
    await page.unroute('**/suppressions/import*');

    await page.context().setOffline(true);
    await dialog.locator('input[type=file]').setInputFiles(csvFile(csv));
    await dialog.getByRole('button', { name: 'Try again' }).waitFor();
    await page.context().setOffline(false);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByText('600 addresses on the list already').waitFor();
    await dialog.getByRole('button', { name: 'Add 600 addresses' }).click();
    await dialog.getByText('600 addresses added.').waitFor();
  });
});
