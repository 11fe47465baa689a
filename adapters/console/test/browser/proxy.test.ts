import { expect, it } from 'vitest';
import { strippingProxy } from '../support/stripping-proxy.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field, heading, linkTo, row } from './support/steps.ts';

inBrowser('behind a proxy that strips a prefix', ({ site: start, open }) => {
  it('the console is gone through, sent from and reloaded like any other', async () => {
    const site = await start({ publicPath: '/office/messaging' });
    const proxy = await strippingProxy(new URL(site.url), '/office');
    try {
      const { page, faults } = await open(`${proxy.url}/messaging`);
      await heading(page, 'E-mail overview').waitFor();
      expect(new URL(page.url()).pathname).toBe('/office/messaging/email');
      await linkTo(page, 'Compose').first().click();
      await page.getByRole('combobox', { name: 'To' }).fill('Jo Smith');
      await page.getByRole('option', { name: 'Jo Smith' }).click();
      await field(page, 'Subject').fill('Through the proxy');
      await field(page, 'Message').fill('Hello');
      await button(page, 'Send e-mail').click();
      await row(page, 'Through the proxy', 'Sent').waitFor();
      await page.reload();
      await row(page, 'Through the proxy', 'Sent').waitFor();
      // Changes come by the stream, which the proxy passes on as well.
      await site.messaging.email.send({ to: 'c2', subject: 'By the service', text: 'x' });
      await eventually(() => row(page, 'By the service').count()).toBe(1);
      expect(faults).toEqual([]);
    } finally {
      await proxy.close();
    }
  });
});
