import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import type { TestSite } from './support/site.ts';
import { button, eventually, field, focusedName, linkTo, row } from './support/steps.ts';

const day = 86_400_000;
const shots = process.env.POSTERN_SHOTS;

const box = (page: Page, name: string | RegExp) => page.getByRole('checkbox', { name, exact: true });
const bar = (page: Page) => page.getByRole('region', { name: 'Selected messages' });
const inBar = (page: Page, name: string | RegExp) => bar(page).getByRole('button', { name, exact: true });

/** So many mails that wait until tomorrow. */
async function waiting({ messaging }: TestSite, count: number): Promise<readonly string[]> {
  const scheduledAt = new Date(Date.now() + day);
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1)
    ids.push(
      (
        await messaging.email.send({
          to: 'c1',
          subject: `No ${index}`,
          text: 'Text',
          scheduledAt,
          reference: 'run',
        })
      ).id,
    );
  return ids;
}

const statuses = async ({ messaging }: TestSite, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await messaging.email.get(id)).status));

inBrowser(
  'acting on many messages',
  ({ site: start, open }) => {
    it('retries yesterday’s failures in five clicks, and leaves today’s alone', async () => {
      let now = Date.now() - day;
      const site = await start({ clock: () => new Date(now) });
      const failure = { class: 'content', message: 'Refused.' } as const;
      site.email.answer(() => ({ outcome: 'rejected', failure }));
      const old: string[] = [];
      for (let index = 0; index < 3; index += 1)
        old.push((await site.messaging.email.send({ to: 'c1', subject: `Old ${index}`, text: 'Text' })).id);
      await eventually(() => statuses(site, old)).toEqual(['failed', 'failed', 'failed']);
      now = Date.now();
      const { id: today } = await site.messaging.email.send({ to: 'c2', subject: 'Today', text: 'Text' });
      await eventually(() => statuses(site, [today])).toEqual(['failed']);

      site.email.answer();
      const { page, faults } = await open(`${site.url}/email`);
      let clicks = 0;
      const click = async (what: { click(): Promise<void> }) => {
        clicks += 1;
        await what.click();
      };
      await click(linkTo(page, 'Not arrived'));
      await row(page, 'Today').waitFor();
      await click(button(page, 'Filters'));
      const yesterday = new Date(now - day).toLocaleDateString('sv');
      await page.getByLabel('Created from').fill(yesterday);
      await page.getByLabel('Created until').fill(yesterday);
      await page.getByLabel('Created until').press('Enter');
      await eventually(() => row(page, 'Today').count()).toBe(0);
      await click(box(page, 'Select all 3 shown'));
      if (shots) await page.screenshot({ path: `${shots}/many-selected-1280.png` });
      expect(await violations(page)).toEqual([]);
      await click(inBar(page, 'Retry'));
      const dialog = page.getByRole('dialog', { name: 'Retry messages' });
      await dialog.getByText('3 messages will be queued once more.').waitFor();
      expect(await violations(page)).toEqual([]);
      await click(dialog.getByRole('button', { name: 'Retry 3 messages' }));
      await dialog.getByText('3 messages were queued once more.').waitFor();
      expect(clicks).toBe(5);
      await eventually(() => statuses(site, [...old, today])).toEqual(['sent', 'sent', 'sent', 'failed']);
      expect(
        (await site.messaging.email.get(old[0] ?? '')).events.find(({ type }) => type === 'requeued'),
      ).toMatchObject({ actor: 'ada' });
      expect(faults).toEqual([]);
    });

    it('goes on where it was cut off, and does nothing twice', async () => {
      const site = await start();
      for (let index = 0; index < 60; index += 1)
        await site.messaging.email.send({ to: 'c1', subject: `No ${index}`, text: 'Text', reference: 'run' });
      const sent = () => site.email.sent.filter(({ subject }) => subject?.includes('No ')).length;
      await eventually(sent).toBe(60);
      const { page, faults } = await open(`${site.url}/email/history?reference=run`);
      await box(page, 'Select all 50 shown').click();
      await inBar(page, 'Select all 60 that match').click();
      await bar(page).getByText('All 60 that match are selected').first().waitFor();
      await inBar(page, 'Send again').click();
      const dialog = page.getByRole('dialog', { name: 'Send messages again' });
      await dialog.getByText('60 messages will be sent once more.').waitFor();
      let calls = 0;
      // The second call's answer is lost on its way; then nothing is reached at all.
      await page.route('**/many', async (route) => {
        calls += 1;
        if (calls === 2) await route.fetch();
        return calls < 2 ? route.continue() : route.abort();
      });
      await dialog.getByRole('button', { name: 'Send 60 messages again' }).click();
      await dialog.getByText('Stopped; 35 not done yet.').waitFor();
      await dialog.getByText('The server cannot be reached.').waitFor();
      if (shots) await page.screenshot({ path: `${shots}/many-cut-1280.png` });
      expect(await violations(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await eventually(() => calls).toBe(3);
      await dialog.getByText('Stopped; 35 not done yet.').waitFor();
      await page.unroute('**/many');
      await dialog.getByRole('button', { name: 'Go on' }).click();
      await dialog.getByText('60 messages were sent again.').waitFor();
      await eventually(sent).toBe(120);
      expect(await site.messaging.email.count({ reference: 'run' })).toEqual({ count: 120, more: false });
      expect(faults).toEqual([]);
    });

    it('stops where it is told to, and when its dialog is closed', async () => {
      const site = await start({ worker: false });
      const ids = await waiting(site, 50);
      const { page } = await open(`${site.url}/email/history?reference=run`);
      let release = () => {};
      let calls = 0;
      await page.route('**/many', async (route) => {
        calls += 1;
        if (calls > 1)
          await new Promise<void>((resolve) => {
            release = resolve;
          });
        await route.continue().catch(() => {});
      });
      const cancel = async () => {
        await box(page, /^Select all/).click();
        await inBar(page, 'Cancel sending').click();
        await page.getByRole('button', { name: /^Cancel \d+ messages$/ }).click();
      };
      await cancel();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('25 of 50').waitFor();
      await dialog.getByRole('button', { name: 'Stop' }).click();
      await dialog.getByText('Stopped; 25 not done yet.').waitFor();
      await dialog.getByText('25 messages were canceled.').waitFor();
      release();
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await dialog.waitFor({ state: 'hidden' });
      expect(calls).toBe(2);
      const canceled = (await statuses(site, ids)).filter((status) => status === 'canceled');
      expect(canceled).toHaveLength(25);
    });

    it('says before what cannot be done, and names afterwards what moved meanwhile', async () => {
      const site = await start();
      const [first = '', second = '', third = ''] = await waiting(site, 3);
      const { id: gone } = await site.messaging.email.send({
        to: 'c2',
        subject: 'Gone',
        text: 'Text',
        reference: 'run',
      });
      await eventually(() => statuses(site, [gone])).toEqual(['sent']);
      const { page } = await open(`${site.url}/email/history?reference=run`, { colorScheme: 'dark' });
      await page.setViewportSize({ width: 360, height: 740 });
      await box(page, 'Select all 4 shown').click();
      await inBar(page, 'Cancel sending').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('3 messages will not be sent.').waitFor();
      await dialog.getByText('Sent: 1').waitFor();
      if (shots) await page.screenshot({ path: `${shots}/many-question-360-dark.png` });
      // Meanwhile one leaves, and a colleague cancels another.
      await site.messaging.email.reschedule(first, 'now', { actor: 'bob' });
      await site.messaging.email.cancel(second, { actor: 'bob' });
      await eventually(() => statuses(site, [first, second, third])).toEqual([
        'sent',
        'canceled',
        'scheduled',
      ]);
      await dialog.getByRole('button', { name: 'Cancel 3 messages' }).click();
      await dialog.getByText('2 messages were canceled.').waitFor();
      await dialog.getByText('1 could not be:').waitFor();
      const why = dialog.getByRole('region', { name: 'The status is “Sent” by now.' });
      expect(await why.getByRole('link', { name: 'Jo Smith' }).getAttribute('href')).toContain(
        `message=${first}`,
      );
      if (shots) await page.screenshot({ path: `${shots}/many-result-360-dark.png` });
      expect(await violations(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await box(page, 'Select all 4 shown').click();
      await inBar(page, 'Retry').click();
      await dialog.getByText('None of these messages can be retried.').waitFor();
      expect(await dialog.getByRole('button', { name: /^Retry/ }).count()).toBe(0);
    });

    it('selects by the keyboard and by ranges; text can be marked, which opens nothing', async () => {
      const site = await start({ worker: false });
      await waiting(site, 6);
      const { page, faults } = await open(`${site.url}/email/history?reference=run`);
      const links = page.getByRole('link', { name: 'Message to Jo Smith' });
      await links.nth(1).focus();
      await page.keyboard.press('Space');
      await bar(page).getByText('1 selected').first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Shift+Space');
      await bar(page).getByText('3 selected').first().waitFor();
      expect(await focusedName(page)).toBe('Message to Jo Smith');
      const boxes = page.getByRole('table').getByRole('checkbox');
      await boxes.nth(5).click({ modifiers: ['Shift'] });
      await bar(page).getByText('5 selected').first().waitFor();
      await boxes.nth(2).click();
      await bar(page).getByText('4 selected').first().waitFor();

      const marked = () => page.evaluate<string>('getSelection().toString()');
      for (const text of [row(page, 'No 5').getByText('No 5'), links.first()]) {
        const { x = 0, y = 0, width = 0, height = 0 } = (await text.boundingBox()) ?? {};
        await page.mouse.move(x + 2, y + height / 2);
        await page.mouse.down();
        await page.mouse.move(x + Math.min(width, 60), y + height / 2, { steps: 5 });
        await page.mouse.up();
        expect(await marked()).not.toBe('');
      }
      expect(new URL(page.url()).searchParams.get('message')).toBeNull();
      await links.first().click();
      await page.getByRole('dialog', { name: 'Message' }).waitFor();
      expect(faults).toEqual([]);
    });

    it('is not there for who may only look, and ends with another list', async () => {
      const site = await start({ worker: false });
      await waiting(site, 2);
      const { page } = await open(`${site.url}/email/history?reference=run`);
      await box(page, 'Select all 2 shown').click();
      await field(page, 'Search')
        .or(page.getByRole('searchbox', { name: 'Search' }))
        .fill('No 1');
      await page.getByText('1 message found').waitFor();
      await box(page, 'Select all 1 shown').waitFor();
      const who = { user: { id: 'eve', name: 'Eve' }, can: { view: true }, locale: 'en-GB' } as const;
      const other = await start({ worker: false, who });
      await other.messaging.email.send({ to: 'c1', subject: 'Looked at', text: 'Text' });
      const { page: looking } = await open(`${other.url}/email/history`);
      await row(looking, 'Looked at').getByRole('checkbox').click();
      await inBar(looking, 'Export selected').waitFor();
      expect(await bar(looking).getByRole('button').count()).toBe(1);
    });
  },
  { storage: 'pglite' },
);
