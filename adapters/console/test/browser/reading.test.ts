import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import type { TestSite } from './support/site.ts';
import { button, eventually, linkTo, row } from './support/steps.ts';

const long = 'christopher.montgomery-featherstone@department.university.example';
const focused = 'document.activeElement?.innerText ?? ""';

async function refuse(site: TestSite, subjects: readonly string[]): Promise<void> {
  site.email.answer(({ to }) => (to.address.startsWith('nobody') ? 'rejected' : undefined));
  for (const subject of subjects) {
    const to = { address: `nobody${subjects.indexOf(subject)}@people.example` };
    const { id } = await site.messaging.email.send({ to, subject, text: 'Text' });
    await eventually(async () => (await site.messaging.email.get(id)).status).toBe('failed');
  }
}

/** How far below the window's upper edge these words stand. */
async function top(page: Page, words: string): Promise<number> {
  const box = await page.getByText(words, { exact: true }).first().boundingBox();
  return Math.round(box?.y ?? Number.NaN);
}

inBrowser('reading the history', ({ site: start, open }) => {
  it.each([1280, 1920])('shows addresses whole on a screen %i wide, and uses its width', async (width) => {
    const site = await start();
    await site.messaging.email.send({
      to: { name: 'Chris', address: long },
      subject: 'Findings',
      text: 'Text',
    });
    const { page } = await open(`${site.url}/email/history`, { viewport: { width, height: 900 } });
    await row(page, long).waitFor();
    const cut = await page.evaluate<boolean>(
      `[...document.querySelectorAll('[data-column="recipient"] *')].some(
        (part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0,
      )`,
    );
    expect(cut).toBe(false);
    const table = await page.getByRole('table').boundingBox();
    expect(table?.width).toBeGreaterThan(width - 248 - 80);
  });

  it('lets text in a row be marked, and opens the message where it is pressed', async () => {
    const site = await start();
    await site.messaging.email.send({ to: 'c1', subject: 'Findings', text: 'Text' });
    const { page } = await open(`${site.url}/email/history`);
    const address = row(page, 'Findings').getByText('jo@people.example');
    const box = await address.boundingBox();
    if (!box) throw new Error('The address is not there.');
    const middle = box.y + box.height / 2;
    await page.mouse.move(box.x + 1, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 1, middle, { steps: 4 });
    await page.mouse.up();
    expect(await page.evaluate<string>('getSelection().toString()')).toContain('people.exampl');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await row(page, 'Findings').getByText('Sent', { exact: true }).click();
    await page.getByRole('dialog').getByText('Timeline').waitFor();
  });

  it('stays where it is while messages arrive, says how many, and shows them when asked', async () => {
    const site = await start();
    const send = (subject: string) => site.messaging.email.send({ to: 'c1', subject, text: 'Text' });
    for (let count = 1; count <= 40; count += 1) await send(`Number ${count}`);
    const { page } = await open(`${site.url}/email/history`);
    await row(page, 'Number 40').waitFor();
    await page.mouse.wheel(0, 900);
    await page.getByText('[Acme] Number 24', { exact: true }).waitFor();
    await eventually(() => page.evaluate<number>('scrollY')).toBeGreaterThan(800);
    const before = await top(page, '[Acme] Number 24');
    await send('Newer 1');
    await send('Newer 2');
    await button(page, '2 new').waitFor();
    expect(await top(page, '[Acme] Number 24')).toBe(before);
    await button(page, '2 new').click();
    await row(page, 'Newer 2').waitFor();
    await eventually(() => page.evaluate<number>('scrollY')).toBe(0);
    // At the top they come in by themselves.
    await send('Newer 3');
    await row(page, 'Newer 3').waitFor();
    expect(await button(page, '1 new').count()).toBe(0);
  });

  it('lists from a tile what the tile counts', async () => {
    const site = await start();
    await refuse(site, ['One', 'Two']);
    const release = site.hold();
    await site.messaging.email.suppressions.add({ address: 'zoe@people.example' });
    await site.messaging.email.send({ to: 'c2', subject: 'Three', text: 'Text' });
    const later = new Date(Date.now() + 864e5);
    await site.messaging.email.send({ to: 'c1', subject: 'Soon', text: 'Text', scheduledAt: later });
    await site.messaging.email.send({ to: 'c1', subject: 'On its way', text: 'Text' });
    const { page } = await open(`${site.url}/email`);
    const rows = async (tile: string, count: string) => {
      await page.goto(`${site.url}/email`);
      await page
        .locator('section')
        .filter({ has: linkTo(page, tile) })
        .getByText(count, { exact: true })
        .waitFor();
      await linkTo(page, tile).click();
      await page.getByText('That is all.').waitFor();
      return (await page.getByRole('table').getByRole('row').count()) - 1;
    };
    expect(await rows('Not arrived', '3')).toBe(3);
    await page.locator('option:checked', { hasText: /^Not arrived$/ }).waitFor({ state: 'attached' });
    expect(await rows('Waiting', '2')).toBe(2);
    // The code that confirmed the sender's address.
    expect(await rows('E-mails sent', '1')).toBe(1);
    release();
  });

  it('keeps the hour of a time in another year', async () => {
    const site = await start();
    const at = new Date(Date.UTC(new Date().getUTCFullYear() + 1, 1, 3, 12, 34));
    if (at.getTime() - Date.now() > 364 * 864e5) at.setUTCMonth(0);
    await site.messaging.email.send({ to: 'c1', subject: 'Later', text: 'Text', scheduledAt: at });
    const { page } = await open(`${site.url}/email/history`, { timezoneId: 'UTC' });
    await row(page, 'Later')
      .getByText(/3 (Jan|Feb) \d{4}, 12:34/)
      .waitFor();
  });
});

inBrowser('one message', ({ site: start, open }) => {
  it('says under its subject who it goes to and when, above all else, and copies the address', async () => {
    const site = await start();
    const { id } = await site.messaging.email.send({ to: 'c1', subject: 'Findings', text: 'Text' });
    const { page } = await open(`${site.url}/email/history?message=${id}`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const drawer = page.getByRole('dialog', { name: 'Message' });
    await drawer.getByText('Taken by the other side').waitFor();
    const words = await drawer.innerText();
    const order = [
      '[Acme] Findings',
      'Jo Smith <jo@people.example>',
      'Sent',
      'Content',
      'Timeline',
      'Details',
    ];
    const places = order.map((word) => words.indexOf(word, words.indexOf('[Acme] Findings')));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    await drawer.getByRole('button', { name: 'Copy: jo@people.example' }).click();
    await eventually(() => page.evaluate<string>('navigator.clipboard.readText()')).toBe('jo@people.example');
  });

  it('goes at once where it waits, and is offered again only once it went', async () => {
    const site = await start();
    const scheduledAt = new Date(Date.now() + 864e5);
    const { id } = await site.messaging.email.send({
      to: 'c1',
      subject: 'Findings',
      text: 'Text',
      scheduledAt,
    });
    const { page } = await open(`${site.url}/email/history?message=${id}`);
    const drawer = page.getByRole('dialog', { name: 'Message' });
    await drawer.getByRole('button', { name: 'Send now' }).waitFor();
    expect(await drawer.getByRole('link', { name: 'Send again' }).count()).toBe(0);
    await drawer.getByRole('button', { name: 'Send now' }).click();
    await drawer.getByText('The other side took it.').waitFor();
    await drawer.getByRole('link', { name: 'Send again' }).waitFor();
    expect(site.email.sent.at(-1)?.subject).toBe('[Acme] Findings');
    // The button is gone; the focus is not.
    await eventually(() => page.evaluate<string>(focused)).toBe('[Acme] Findings');
  });

  it('keeps the focus where it is canceled, and Back needs one step after it was closed', async () => {
    const site = await start();
    const scheduledAt = new Date(Date.now() + 864e5);
    await site.messaging.email.send({ to: 'c1', subject: 'Findings', text: 'Text', scheduledAt });
    const { page } = await open(`${site.url}/email`);
    await linkTo(page, 'History').click();
    await row(page, 'Findings').getByRole('link').click();
    const drawer = page.getByRole('dialog', { name: 'Message' });
    await drawer.getByRole('button', { name: 'Cancel sending' }).click();
    await page
      .getByRole('dialog', { name: 'Cancel sending' })
      .getByRole('button', { name: 'Cancel sending' })
      .click();
    await drawer.getByText('Taken back before it went.').waitFor();
    await eventually(() => page.evaluate<string>(focused)).toBe('[Acme] Findings');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
    await page.goBack();
    await page.getByText('Ready to send').waitFor();
  });

  it('saves the files of a message by their names, also two of one name, and only names them to who may only look', async () => {
    const site = await start();
    const attachments = ['one', 'two'].map((content) => ({
      ...{ filename: 'Prüfung ‹1›.pdf', contentType: 'application/pdf', content: Buffer.from(content) },
    }));
    const mail = { to: 'c1', subject: 'Findings', text: 'See the files.', attachments };
    const { id } = await site.messaging.email.send(mail);
    const { page, faults } = await open(`${site.url}/email/history?message=${id}`);
    const links = page.getByRole('dialog').getByRole('link', { name: 'Prüfung ‹1›.pdf' });
    await eventually(() => links.count()).toBe(2);
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'message-files');
    for (const [place, content] of ['one', 'two'].entries()) {
      const [download] = await Promise.all([page.waitForEvent('download'), links.nth(place).click()]);
      expect(download.suggestedFilename()).toBe('Prüfung ‹1›.pdf');
      expect(await readFile(await download.path(), 'utf8')).toBe(content);
    }
    expect(faults).toEqual([]);

    const who = { user: { id: 'eve', name: 'Eve' }, can: { view: true } } as const;
    const other = await start({ who });
    const { id: looked } = await other.messaging.email.send(mail);
    const { page: looking } = await open(`${other.url}/email/history?message=${looked}`);
    await looking.getByText('Prüfung ‹1›.pdf (1 kB)').first().waitFor();
    expect(
      await looking
        .getByRole('dialog')
        .getByRole('link', { name: /Prüfung/ })
        .count(),
    ).toBe(0);
  });
});
