import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { eventually } from './support/steps.ts';

const words = {
  'en-GB': {
    title: 'Safe mode: not everybody is written to',
    email: 'E-mails go to qa@acme.example instead of their recipients, unless they are for *@acme.example.',
    sms: 'SMS are not sent.',
    held: 'Not sent: safe mode is on, and the address is not one that it allows.',
  },
  'de-DE': {
    title: 'Sicherer Modus: nicht alle werden angeschrieben',
    email: 'E-Mails gehen an qa@acme.example statt an ihre Empfänger, außer an *@acme.example.',
    sms: 'SMS werden nicht gesendet.',
    held: 'Nicht gesendet: Der sichere Modus ist an, und die Adresse gehört nicht zu den erlaubten.',
  },
} as const;

inBrowser('safe mode', ({ site: start, open }) => {
  it.each(['en-GB', 'de-DE'] as const)(
    'is told of on every page, and of each message it held: %s',
    async (locale) => {
      const { title, email, sms, held } = words[locale];
      const site = await start({
        safeMode: { redirectTo: 'qa@acme.example', allow: ['*@acme.example'] },
        who: { user: { id: 'ada', name: 'Ada' }, can: { view: true }, locale },
      });
      const { id } = await site.messaging.sms.send({ to: 'c1', text: 'Hello' });
      await site.messaging.deliverDue();
      const colorScheme = locale === 'de-DE' ? 'dark' : 'light';
      const { page, faults } = await open(`${site.url}/email`, { locale, colorScheme });
      for (const path of ['/email', '/sms/history', '/email/templates', '/embed/consumers/c1']) {
        await page.goto(`${site.url}${path}`);
        await page.getByText(title).waitFor();
        await page.getByText(email).waitFor();
        await page.getByText(sms).waitFor();
      }
      await page.goto(`${site.url}/sms/history?message=${id}`);
      // Beside its status, and in what happened to it.
      await page.getByText(held).first().waitFor();
      await page.setViewportSize({ width: 360, height: 740 });
      await page.goto(`${site.url}/email`);
      // The banner is there before the page beneath it.
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await violations(page)).toEqual([]);
      await eventually(() =>
        page.evaluate<number>('document.documentElement.scrollWidth'),
      ).toBeLessThanOrEqual(360);
      expect(faults).toEqual([]);
    },
  );
});
