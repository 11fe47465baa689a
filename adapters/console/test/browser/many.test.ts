import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { format } from './support/editor.ts';
import { drawn, giveFiles } from './support/images.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field } from './support/steps.ts';

const { POSTERN_SHOTS: shots } = process.env;

const addresses = (count: number) =>
  Array.from({ length: count }, (_, index) => `p${index}@people.example`).join('\n');

async function paste(page: Page, list: string): Promise<void> {
  await button(page, 'Paste a list').click();
  await field(page, 'A list, one person a line').fill(list);
  await button(page, 'Add to the list').click();
}

async function pick(page: Page, name: string, content: string | Buffer): Promise<void> {
  const buffer = Buffer.from(content);
  await page
    .locator('fieldset input[type=file]')
    .first()
    .setInputFiles({
      ...{ name, mimeType: 'text/csv', buffer },
    });
}

async function write(page: Page, subject: string): Promise<void> {
  await field(page, 'Subject').fill(subject);
  await field(page, 'Message').fill('We moved.');
}

inBrowser('writing to several people', ({ site: start, open }) => {
  it('writes to fifty by six clicks, and shows what became of them', async () => {
    const site = await start({ undoMs: 0 });
    const { page, faults } = await open(`${site.url}/email`);
    let clicks = 0;
    const click = async (name: string) => {
      clicks += 1;
      await page.getByRole('button', { name, exact: true }).click();
    };
    clicks += 1;
    await page.getByRole('navigation').getByRole('link', { name: 'Compose' }).click();
    await click('Write to several people');
    await click('Paste a list');
    await field(page, 'A list, one person a line').fill(addresses(50));
    await click('Add to the list');
    await page.getByText('50 people', { exact: true }).waitFor();
    await write(page, 'News');
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/many-1280.png`, fullPage: true });
    await click('Check and send …');
    await page.getByText('50 of 50 will get it.').waitFor();
    expect(await violations(page)).toEqual([]);
    await click('Send 50 messages');
    expect(clicks).toBe(6);
    await page.getByText('50 messages are on their way.').waitFor();
    await page.getByText('All are done: nothing waits any more.').waitFor();
    const id = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
    expect(id).toMatch(/^bat_[0-9a-f]{32}$/);
    expect(await site.messaging.email.batch(id)).toMatchObject({ total: 50, counts: { sent: 50 } });
    const { items } = await site.messaging.email.history({ batch: id, limit: 1 });
    expect(items[0]).toMatchObject({ subject: '[Acme] News', origin: 'web' });
    expect(faults).toEqual([]);
  });

  it('says of bad lines, doubles and files what is wrong with them', async () => {
    const site = await start();
    await site.messaging.email.suppressions.add({
      ...{ address: 'gone@people.example', reason: 'manual', source: 'ada' },
    });
    const { page, faults } = await open(`${site.url}/email/compose`);
    await button(page, 'Write to several people').click();
    await write(page, 'News');
    await button(page, 'Check and send …').click();
    await page.getByText('Add who it goes to.').waitFor();

    await paste(
      page,
      'Ada Byron; ada@people.example\nnobody here\n\nBob <bob@people.example>\nADA@people.example',
    );
    await page.getByText('2 people added.').waitFor();
    await page.getByText('1 was on the list already.').waitFor();
    await page.getByText('1 line was left out, because no address stands there: nobody here.').waitFor();
    await button(page, 'Close').click();
    await page.getByText('Ada Byron', { exact: true }).first().waitFor();
    await button(page, 'Take off Bob').click();

    await pick(page, 'empty.csv', '');
    await page.getByText('Nothing stands in empty.csv.').waitFor();
    await pick(page, 'list.xlsx', Buffer.from([0x50, 0x4b, 3, 4]));
    await page.getByText('This is an Excel workbook.').waitFor();
    await pick(page, 'large.csv', Buffer.alloc(10_000_001, 97));
    await page.getByText('at most 10 MB').waitFor();
    await pick(page, 'list.csv', 'E-mail;Name\ngone@people.example;Gone\nbroken;\na@b@c.example;Odd\n');
    await page.getByText('1 person found; 2 lines have no address.').waitFor();
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/many-csv-1280.png`, fullPage: true });
    await button(page, 'Add to the list').click();
    await page.getByText('2 people', { exact: true }).waitFor();

    await button(page, 'Check and send …').click();
    await page.getByText('1 of 2 will get it.').waitFor();
    await page.getByText('Is on the suppression list').waitFor();
    await page.getByText('Gone (gone@people.example)').waitFor();
    if (shots) {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.screenshot({ path: `${shots}/many-checked-360-dark.png` });
    }
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    const { items } = await site.messaging.email.history();
    expect(items.filter(({ subject }) => subject?.endsWith('News'))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('fills a template for each from the columns of a file', async () => {
    const site = await start({ undoMs: 0 });
    const { email } = site.messaging;
    const text = 'Dear {{ name }}, your code is {{ code }}.';
    await email.templates.save({ id: 'codes', name: 'Codes', subject: 'Code for {{ name }}', text });
    const { page } = await open(`${site.url}/email/compose?template=codes`);
    await button(page, 'Write to several people').click();
    await pick(page, 'codes.csv', 'Name,Code,Mail\nAda,A1,ada@people.example\nBob,,bob@people.example\n');
    await page.getByText('2 people found.').waitFor();
    await button(page, 'Add to the list').click();
    await button(page, 'Check and send …').click();
    await page.getByText('1 of 2 will get it.').waitFor();
    await button(page, 'Send 1 message').click();
    await page.getByText('1 message is on its way.').waitFor();
    await eventually(() => site.email.sent.at(-1)?.text).toBe('Dear Ada, your code is A1.');
  });

  it('goes on after a cut where it was, and sends nobody anything twice', async () => {
    const site = await start({ undoMs: 0 });
    const { page } = await open(`${site.url}/email/compose`);
    await button(page, 'Write to several people').click();
    await paste(page, addresses(1_050));
    await page.getByText('1,050 people', { exact: true }).waitFor();
    await write(page, 'News');
    await button(page, 'Check and send …').click();
    await page.getByText('1,050 of 1,050 will get it.').waitFor();
    // The third call is recorded, and its answer is lost.
    let calls = 0;
    await page.route(/\/batches\/bat_[^/]+\/messages/, async (route) => {
      calls += 1;
      if (calls !== 3) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await button(page, 'Send 1,050 messages').click();
    await page.getByText('200 of 1,050 are handed over for sending.').waitFor();
    await page.context().setOffline(true);
    await button(page, 'Go on').click();
    await page.getByText('200 of 1,050 are handed over for sending.').waitFor();
    await page.context().setOffline(false);
    await button(page, 'Go on').click();
    await page.getByText('1,050 messages are on their way.').waitFor();
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect((await site.messaging.email.batch(id)).total).toBe(1_050);
  });

  it('stops when told to, and takes back what waits', async () => {
    const site = await start({ undoMs: 60_000 });
    const { page } = await open(`${site.url}/email/compose`);
    await button(page, 'Write to several people').click();
    await paste(page, addresses(250));
    await write(page, 'News');
    await button(page, 'Check and send …').click();
    await page.getByText('250 of 250 will get it.').waitFor();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/batches\/bat_[^/]+\/messages/, async (route) => {
      await held;
      await route.continue();
    });
    await button(page, 'Send 250 messages').click();
    await button(page, 'Stop').click();
    release();
    await page.getByText('Stopped: 100 of 250 are handed over for sending.').waitFor();
    expect(await violations(page)).toEqual([]);
    await button(page, 'Stop what waits').click();
    await page.getByText('100 messages are canceled.').waitFor();
    await page.getByRole('link', { name: 'What became of them' }).click();
    await page.getByText('All are done: nothing waits any more.').waitFor();
    expect(site.email.sent.filter(({ subject }) => subject?.endsWith('News'))).toEqual([]);
  });

  it('gives each their copy of files and pictures, and says when that is too much for so many', async () => {
    const site = await start({ undoMs: 0 });
    const { page, faults } = await open(`${site.url}/email/compose`);
    await button(page, 'Write to several people').click();
    await paste(page, addresses(120));
    await page.getByText('120 people', { exact: true }).waitFor();
    await write(page, 'News');
    await format(page);
    await giveFiles(page, {}, [await drawn(page, { name: 'logo.png', width: 60, height: 30 })]);
    await page.keyboard.press('Escape');
    const files = page.getByRole('group', { name: 'Files' }).locator('input[type=file]');
    const film = { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(5_000_000, 7) };
    await files.setInputFiles(film);
    await button(page, 'Check and send …').click();
    await page.getByText('That goes to 99 people at a time at most').waitFor();
    expect(await violations(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/many-files-1280.png`, fullPage: true });
    await button(page, 'Remove film.mp4').click();
    await files.setInputFiles({ ...film, name: 'plan.pdf', buffer: Buffer.alloc(1_000_000, 7) });
    let calls = 0;
    page.on('request', (request) => {
      if (/\/batches\/bat_[^/]+\/messages/.test(request.url())) calls += 1;
    });
    await button(page, 'Check and send …').click();
    await page.getByText('120 of 120 will get it.').waitFor();
    await button(page, 'Send 120 messages').click();
    await page.getByText('120 messages are on their way.').waitFor();
    // Fifty megabytes a call.
    expect(calls).toBe(3);
    await eventually(() => site.email.sent.filter(({ attachments }) => attachments.length === 2).length).toBe(
      120,
    );
    expect(faults).toEqual([]);
  });
});
