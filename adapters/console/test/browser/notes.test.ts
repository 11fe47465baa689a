import { noteText } from 'postern/adapter';
import { expect, it } from 'vitest';
import { everyNote } from '../support/note-samples.ts';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { eventually } from './support/steps.ts';

const shots = process.env.POSTERN_SHOTS;
const said = '451 4.7.1 Greylisted';
const expected = {
  'de-DE': {
    given: 'Aufgegeben nach 5 Versuchen.',
    rate: '7 von 100 kamen zurück (7 %); die Grenze ist 5 %.',
  },
  'fr-FR': { given: 'Abandonné après 5 tentatives.', rate: '7 sur 100 sont revenus (7 %)' },
} as const;

inBrowser('what is noted', ({ site: start, open }) => {
  it.each(['de-DE', 'fr-FR'] as const)(
    'of messages and alerts is said in the language of the page: %s',
    async (locale) => {
      const site = await start({
        worker: false,
        who: { user: { id: 'ada', name: 'Ada' }, can: { view: true }, locale },
      });
      const { messaging, storage } = site;
      const { id } = await messaging.email.send({ to: 'c1', subject: 'Hello', text: 'Hello.' });
      const written = everyNote.filter(({ code }) => code !== 'quoted').map(noteText);
      const now = Date.now();
      for (const [index, sentence] of written.entries()) {
        // A time of its own: two of one kind and time would be one report, told twice.
        const at = new Date(now - index);
        await messaging.report({
          messageId: id,
          type: 'delayed',
          at,
          detail: `${sentence} ${index === 0 ? said : ''}`.trim(),
        });
      }
      const failure = {
        class: 'recipient',
        code: '550 5.1.1',
        message: 'The mail server answered: 550 5.1.1 no such user',
      } as const;
      await messaging.report({ messageId: id, type: 'failed', at: new Date(), failure });
      const alerts = everyNote.filter(({ code }) => code.endsWith('_rate') || code === 'overdue');
      for (const note of alerts)
        await storage.alerts.raise({
          key: note.code,
          kind: 'bounce_rate',
          site: 'acme',
          channel: 'email',
          detail: noteText(note),
        });

      const { page, faults } = await open(`${site.url}/email/history?message=${id}`, {
        locale,
        colorScheme: locale === 'de-DE' ? 'dark' : 'light',
      });
      await page.getByText(expected[locale].given).waitFor();
      await page.getByText(said).waitFor();
      const shown = await page.locator('body').innerText();
      expect(written.filter((sentence) => shown.includes(sentence))).toEqual([]);
      expect(shown).toContain('550 5.1.1 no such user');
      expect(shown).not.toContain('The mail server answered');
      expect(await violations(page)).toEqual([]);
      if (shots)
        for (const width of [360, 768, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          await page.screenshot({ path: `${shots}/notes-${locale}-${width}.png`, fullPage: true });
        }
      await page.setViewportSize({ width: 360, height: 740 });
      await eventually(() =>
        page.evaluate<number>('document.documentElement.scrollWidth'),
      ).toBeLessThanOrEqual(360);

      await page.goto(`${site.url}/email`);
      await page.getByText(expected[locale].rate).waitFor();
      const overview = await page.getByRole('main').innerText();
      expect(written.filter((sentence) => overview.includes(sentence))).toEqual([]);
      if (shots) await page.screenshot({ path: `${shots}/notes-overview-${locale}.png`, fullPage: true });
      expect(faults).toEqual([]);
    },
  );
});
