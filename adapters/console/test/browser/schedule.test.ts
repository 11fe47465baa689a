import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, row } from './support/steps.ts';

/** The last Sunday of a month, when clocks change in Europe; the next one that comes. */
function nextChange(month: number): Date {
  const year = new Date().getUTCFullYear();
  const [next] = [year, year + 1]
    .map((each) => new Date(Date.UTC(each, month, 31, 1)))
    .map((last) => new Date(last.getTime() - last.getUTCDay() * day))
    .filter((sunday) => sunday.getTime() > Date.now() + day);
  return next ?? new Date(Number.NaN);
}

const day = 86_400_000;
const at0230 = (change: Date) => `${change.toISOString().slice(0, 10)}T02:30`;
const [forward, back] = [nextChange(2), nextChange(9)];
const [skipped, twice] = [at0230(forward), at0230(back)];
const past = `${new Date(Date.now() - 2 * day).toISOString().slice(0, 10)}T12:00`;
const far = `${new Date(Date.now() + 368 * day).toISOString().slice(0, 10)}T12:00`;
const berlin = { timezoneId: 'Europe/Berlin' };

const sentences = {
  'en-GB': {
    at: 'Send at',
    later: 'Later',
    send: 'Schedule e-mail',
    skipped: 'There is no 02:30 on this day: the clocks are put forward. The message leaves at 03:30 CEST.',
    twice:
      '02:30 comes twice on this day: the clocks are put back. The message leaves the first time, at 02:30 CEST, not at 02:30 CET.',
    past: / has passed already. Choose a later time.$/,
    far: /^That is too far ahead: a message can wait until .* \d{4}, \d\d:\d\d at the latest\. Choose an earlier time\.$/,
    scheduled: /is scheduled for Sunday.? \d\d March .*03:30:00/,
    history: 'Scheduled',
    reschedule: 'Reschedule',
    moved: 'Given another time',
  },
  'de-DE': {
    at: 'Senden am',
    later: 'Später',
    send: 'E-Mail planen',
    skipped:
      '02:30 gibt es an diesem Tag nicht: Die Uhren werden vorgestellt. Die Nachricht geht um 03:30 MESZ hinaus.',
    twice:
      '02:30 gibt es an diesem Tag zweimal: Die Uhren werden zurückgestellt. Die Nachricht geht beim ersten Mal hinaus, um 02:30 MESZ, nicht um 02:30 MEZ.',
    past: / ist schon vorbei. Wählen Sie eine spätere Zeit.$/,
    far: /^Das liegt zu weit voraus: Eine Nachricht kann höchstens bis .* \d{4}, \d\d:\d\d warten\. Wählen Sie eine frühere Zeit\.$/,
    scheduled: /ist geplant für Sonntag, \d\d\. März .*03:30:00/,
    history: 'Geplant',
    reschedule: 'Verschieben',
    moved: 'Auf eine andere Zeit verschoben',
  },
} as const;

const said = (page: Page, sentence: string | RegExp) => page.getByText(sentence).waitFor();

inBrowser('a time to send at', ({ site: start, open }) => {
  it.each(['en-GB', 'de-DE'] as const)(
    'is explained before it is sent where no clock shows it, where it comes twice, where it is past and where it is too far ahead: %s',
    async (locale) => {
      const words = sentences[locale];
      const site = await start({
        who: { user: { id: 'ada', name: 'Ada' }, can: { view: true, send: true }, locale },
      });
      const { page } = await open(`${site.url}/email/compose?to=c1`, { ...berlin, locale });
      await page.getByRole('textbox').nth(0).fill('Spring');
      await page.getByRole('textbox').nth(1).fill('Text');
      await page.getByLabel(words.later).check();
      await page.getByLabel(words.at).fill(twice);
      await said(page, words.twice);
      await page.getByLabel(words.at).fill(past);
      await said(page, words.past);
      expect(await page.getByText(words.twice).count()).toBe(0);
      await page.getByLabel(words.at).fill(far);
      await said(page, words.far);
      expect(await page.getByText(words.past).count()).toBe(0);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
      await button(page, words.send).click();
      await eventually(() => page.evaluate<string>('document.activeElement.value')).toBe(far);
      expect(asked).not.toContain('POST /messaging/api/email/messages');
      await page.getByLabel(words.at).fill(skipped);
      await said(page, words.skipped);
      expect(await page.getByText(words.past).count()).toBe(0);
      await button(page, words.send).click();
      await said(page, words.scheduled);

      await row(page, 'Spring', words.history).getByRole('link').click();
      await button(page, words.reschedule).click();
      const at = page.getByRole('dialog').getByLabel(words.at);
      await eventually(() => at.inputValue()).toBe(skipped.replace('T02', 'T03'));
      await at.fill(past);
      await said(page, words.past);
      await at.fill(far);
      await said(page, words.far);
      await at.fill(skipped);
      await said(page, words.skipped);
      await at.fill(twice);
      await said(page, words.twice);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: words.reschedule, exact: true })
        .last()
        .click();
      await said(page, words.moved);
      const { items } = await site.messaging.email.history({ origin: 'web' });
      expect(items.map(({ scheduledAt }) => scheduledAt?.toISOString())).toEqual([
        `${twice.slice(0, 10)}T00:30:00.000Z`,
      ]);
    },
  );

  it('is not called past while its year is typed', async () => {
    const site = await start();
    const { page } = await open(`${site.url}/email/compose?to=c1`, berlin);
    await page.getByLabel('Later').check();
    await page.getByLabel('Send at').fill('0202-03-28T12:00');
    await said(page, /^In your time zone/);
    expect(await page.getByText(/has passed already/).count()).toBe(0);
    await page.getByLabel('Send at').fill(past);
    await said(page, /has passed already/);
  });
});
