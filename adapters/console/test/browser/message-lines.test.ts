import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { eventually, linkTo } from './support/steps.ts';

const shots = process.env.POSTERN_SHOTS;
const to = 'c1';
const content = 'BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR';

/** By how many pixels a value in it is wider than it. */
async function reachesOver(dialog: Locator): Promise<number> {
  const right = (box: Awaited<ReturnType<Locator['boundingBox']>>) => (box ? box.x + box.width : 0);
  const values = await dialog.locator('dd > *, dd').all();
  const edges = await Promise.all(values.map(async (value) => right(await value.boundingBox())));
  return Math.max(0, Math.ceil(Math.max(...edges) - right(await dialog.boundingBox())));
}

inBrowser('the lines of a message', ({ site: start, open }) => {
  it.each([
    {
      ...{ locale: 'en-GB', size: { width: 1280, height: 900 }, colorScheme: 'light' as const },
      ...{
        invitation: 'With an invitation (invite.ics).',
        canceled: 'Takes an invitation back (cancel.ics).',
      },
      answered: 'An earlier message',
    },
    {
      ...{ locale: 'de-DE', size: { width: 360, height: 740 }, colorScheme: 'dark' as const },
      ...{
        invitation: 'Mit einer Einladung (invite.ics).',
        canceled: 'Nimmt eine Einladung zurück (cancel.ics).',
      },
      answered: 'Eine frühere Nachricht',
    },
  ])('tell of an invitation, and of what it answers, in $locale', async (as) => {
    const { locale, size: viewport, colorScheme } = as;
    const who = { user: { id: 'ada', name: 'Ada' }, can: { view: true }, locale };
    const { messaging, url } = await start({ who });
    const first = await messaging.email.send({ to, subject: 'Your appointment', text: 'When?' });
    const mail = { to, subject: 'Your appointment', text: 'On Monday.' };
    const { id } = await messaging.email.send({
      ...{ ...mail, inReplyTo: first.id, calendar: { method: 'REQUEST', content } },
      attachments: [{ filename: 'plan.pdf', content: new Uint8Array(120_000) }],
    });
    const strange = await messaging.email.send({
      ...{
        ...mail,
        inReplyTo: '<CAF=x9Qk7n0-2ZqVbG1h8sJd3Lw5Tt4YpRm6EoUaWcXbVnKq@mail.a-long-name.example>',
      },
      calendar: { method: 'CANCEL', content: content.replace('REQUEST', 'CANCEL'), filename: 'cancel.ics' },
    });
    await eventually(async () => (await messaging.email.get(strange.id)).status).toBe('sent');
    const { page, faults } = await open(`${url}/email/history?message=${id}`, {
      locale,
      viewport,
      colorScheme,
    });
    const dialog = page.getByRole('dialog');
    await dialog.getByText(as.invitation).waitFor();
    if (shots) await page.screenshot({ path: `${shots}/lines-${locale}-1.png` });
    const link = linkTo(page, as.answered);
    await link.scrollIntoViewIfNeeded();
    if (shots) await page.screenshot({ path: `${shots}/lines-${locale}-2.png` });
    expect(await dialog.getByText(`<${first.id}@acme.example>`, { exact: true }).count()).toBe(1);
    expect(await reachesOver(dialog)).toBe(0);
    expect(await violations(page)).toEqual([]);
    await link.click();
    await dialog.getByText('When?').waitFor();
    expect(await link.count()).toBe(0);

    await page.goto(`${url}/email/history?message=${strange.id}`);
    await dialog.getByText(as.canceled).waitFor();
    await dialog.getByText('CAF=').scrollIntoViewIfNeeded();
    if (shots) await page.screenshot({ path: `${shots}/lines-${locale}-3.png` });
    expect(await link.count()).toBe(0);
    expect(await reachesOver(dialog)).toBe(0);
    expect(faults).toEqual([]);
  });
});
