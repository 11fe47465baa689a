import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { button, eventually } from './support/steps.ts';

const { POSTERN_SHOTS: shots } = process.env;

inBrowser('the page of a batch', ({ site: start, open }) => {
  it('shows what became of it, leads to its messages and stops what waits', async () => {
    const site = await start();
    const { email } = site.messaging;
    const later = new Date(Date.now() + 3_600_000);
    const mail = (index: number) => ({
      to: { address: `p${index}@people.example` },
      ...{ subject: `News ${index}`, text: 'Hello', origin: 'web' as const, actor: 'ada' },
    });
    await email.suppressions.add({ address: 'p0@people.example', reason: 'manual', source: 'ada' });
    site.email.answer(({ to }) =>
      to.address === 'p1@people.example'
        ? { outcome: 'rejected', failure: { class: 'content', message: 'Spam.' } }
        : undefined,
    );
    await email.sendMany([mail(0), mail(1), mail(2), mail(3)], { batch: 'news/5' });
    await eventually(async () => (await email.batch('news/5')).counts.sent).toBe(2);
    await email.sendMany(
      [4, 5, 6].map((index) => ({ ...mail(index), scheduledAt: later })),
      {
        batch: 'news/5',
      },
    );

    const { page, faults } = await open(`${site.url}/email/batches/news%2F5`);
    await page.getByText('4 of 7 are done').waitFor();
    await page.getByRole('cell', { name: 'Content refused', exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    if (shots) {
      await page.screenshot({ path: `${shots}/batch-1280.png`, fullPage: true });
      await page.setViewportSize({ width: 360, height: 740 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.screenshot({ path: `${shots}/batch-360-dark.png`, fullPage: true });
      await page.setViewportSize({ width: 768, height: 900 });
      await page.screenshot({ path: `${shots}/batch-768-dark.png`, fullPage: true });
    }

    await page.getByRole('link', { name: '1 Content refused, Failed' }).click();
    await page.getByText('News 1').waitFor();
    expect(await page.getByText('News 2').count()).toBe(0);
    const given = new URL(page.url()).searchParams;
    expect([given.get('batch'), given.get('failure'), given.get('status')]).toEqual([
      ...['news/5', 'content', 'failed'],
    ]);
    await page.goBack();

    await button(page, 'Stop what waits').click();
    await page.getByText('3 messages wait still.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop what waits' }).click();
    await page.getByText('3 messages are canceled.').waitFor();
    await page.getByText('All are done: nothing waits any more.').waitFor();
    expect((await email.batch('news/5')).counts).toMatchObject({ canceled: 3, sent: 2 });
    expect(faults).toEqual([]);
  });

  it('stops more than one call takes back, also where the server wants time between calls', async () => {
    const site = await start();
    const { email } = site.messaging;
    const scheduledAt = new Date(Date.now() + 3_600_000);
    const mails = Array.from({ length: 2_001 }, (_, index) => ({
      ...{ to: { address: `p${index}@people.example` }, subject: 'News', text: 'Hello', scheduledAt },
    }));
    await email.sendMany(mails, { batch: 'large' });
    const { page } = await open(`${site.url}/email/batches/large`);
    await page.getByText('0 of 2,001 are done').waitFor();
    const error = { code: 'too_many_requests', message: '', details: { retryAt: new Date() } };
    const calls: number[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/cancel')) calls.push(response.status());
    });
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    let asked = 0;
    await page.route('**/batches/*/cancel*', async (route) => {
      asked += 1;
      if (asked === 1) return route.fulfill({ status: 429, json: { error } });
      if (asked === 3) await held;
      return route.continue();
    });
    await button(page, 'Stop what waits').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop what waits' }).click();
    // How far it is, also for who closed it and looks again.
    const dialog = page.getByRole('dialog', { name: 'Stopping this batch' });
    await dialog.getByText('2,000 messages are canceled so far.').waitFor();
    await eventually(() => dialog.getByRole('progressbar').getAttribute('max')).toBe('2001');
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'batch-stopping');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
    await button(page, 'Stop what waits').click();
    await dialog.getByText('2,000 messages are canceled so far.').waitFor();
    go();
    await page.getByText('2,001 messages are canceled.').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    expect((await email.batch('large')).counts).toMatchObject({ canceled: 2_001, scheduled: 0 });
    expect(calls).toEqual([429, 200, 200]);
  });

  it('goes on while messages leave, and says where there is none', async () => {
    const site = await start();
    const { email } = site.messaging;
    const mail = { to: { address: 'jo@people.example' }, subject: 'Hi', text: 'Hello', batch: 'b-1' };
    const { id } = await email.send({ ...mail, scheduledAt: new Date(Date.now() + 3_600_000) });
    const { page } = await open(`${site.url}/email/batches/b-1`);
    await page.getByText('0 of 1 are done').waitFor();
    await email.reschedule(id, 'now');
    await page.getByText('All are done: nothing waits any more.').waitFor();
    await page.getByRole('link', { name: 'Show all messages' }).click();
    await page.getByText('Hello').first().waitFor();
    await page.goto(`${site.url}/email/batches/none`);
    await page.getByText('There is no such batch here').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
