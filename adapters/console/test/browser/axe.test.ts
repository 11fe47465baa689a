import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { cramped } from './support/narrow.ts';
import { sender, type TestSite } from './support/site.ts';
import { button, eventually, field, heading } from './support/steps.ts';

const shots = process.env.POSTERN_SHOTS;

interface Stop {
  readonly path: string;
  /** Until the page shows what it is about, and what is opened in it. */
  readonly ready: (page: Page) => Promise<unknown>;
  /** On the site without a sender. */
  readonly fresh?: boolean;
}

async function fill(site: TestSite): Promise<readonly Stop[]> {
  const { email, sms } = site.messaging;
  const { id } = await email.send({
    to: 'c1',
    template: 'receipt',
    data: { name: 'Jo', order: { number: '4711' } },
  });
  await email.send({
    to: 'c2',
    subject: 'Next month',
    text: 'Text',
    scheduledAt: new Date(Date.now() + 864e5),
  });
  await sms.send({ to: 'c1', text: 'See you' });
  await email.suppressions.add({ address: 'gone@people.example' });
  const { id: template } = await email.templates.save({
    name: 'Hours',
    subject: 'Hours',
    text: 'Dear {{ name }}',
  });
  const both = { id: 'both', name: 'Of two', subject: 'Hours', text: 'Hours' };
  await email.templates.save(both);
  site.email.answer(({ to }) => (to.address.startsWith('nobody') ? 'rejected' : undefined));
  const failed = await email.send({
    to: { address: 'nobody@people.example' },
    subject: 'Hello',
    text: 'Text',
  });
  await eventually(async () => (await email.get(failed.id)).status).toBe('failed');
  const shows = (text: string | RegExp) => (page: Page) => page.getByText(text).first().waitFor();
  return [
    { path: '/email', ready: shows('The last 30 days') },
    {
      path: '/email',
      ready: async (page) => {
        await button(page, 'Show as a table').click();
        await page.getByRole('table').waitFor();
        await button(page, 'Delete sender').click();
        await page.getByRole('dialog').waitFor();
      },
    },
    {
      path: '/email/suppressions',
      ready: async (page) => {
        await field(page, 'E-mail address').fill('late@people.example');
        await button(page, 'Add').click();
        await page.getByText('Nothing is sent to late@people.example any more.').waitFor();
        await button(page, 'Remove late@people.example').click();
        await page.getByRole('dialog').waitFor();
      },
    },
    { path: '/email', fresh: true, ready: shows('There is no sender yet') },
    { path: '/email/sender', ready: shows('All records are in place.') },
    {
      path: '/email/sender',
      fresh: true,
      ready: async (page) => {
        await field(page, 'Name').fill('');
        await button(page, 'Create sender').click();
        await page.getByText('Enter a name.').waitFor();
      },
    },
    {
      path: '/email/compose',
      ready: async (page) => {
        await button(page, 'Send e-mail').click();
        await page.getByText('Write a message.').waitFor();
        await page.getByRole('combobox', { name: 'To' }).fill('e');
        await page.getByRole('option', { name: /Jo Smith/ }).waitFor();
      },
    },
    {
      path: '/email/compose?to=c1&template=receipt',
      ready: async (page) => {
        await field(page, 'order.number').fill('1');
        await page.locator('iframe').waitFor();
        await page.getByLabel('Later').check();
      },
    },
    { path: '/email/compose', fresh: true, ready: shows('You cannot send yet') },
    { path: '/email/history', ready: shows('That is all.') },
    { path: '/email/history?q=order', ready: shows('1 message found') },
    { path: '/email/history?q=nothing-like-it', ready: shows('Nothing found') },
    { path: `/email/history?message=${id}`, ready: shows('Taken by the other side') },
    { path: `/email/history?message=${failed.id}`, ready: shows('Answer of the other side') },
    { path: '/email/templates', ready: shows('Hours') },
    { path: `/email/templates/${template}`, ready: shows('Dear [name]') },
    {
      path: '/email/templates/both',
      ready: async (page) => {
        await field(page, 'Text').fill('Mine');
        await email.templates.save({ ...both, html: '<p>Theirs</p>' });
        await button(page, 'Save').click();
        await button(page, 'Go on with mine').waitFor();
      },
    },
    { path: '/email/suppressions', ready: shows('gone@people.example') },
    { path: '/sms', ready: shows('The last 30 days') },
    {
      path: '/sms/compose?to=c1',
      ready: async (page) => {
        await field(page, 'Message').fill('Grüße 😀');
        await page.getByText(/makes this SMS Unicode/).waitFor();
      },
    },
    { path: '/sms/history', ready: shows('That is all.') },
    { path: '/sms/sender', ready: shows('What can be used') },
    { path: '/consumers/c1', ready: shows('That is all.') },
    { path: '/embed/consumers/c1', ready: shows('That is all.') },
    { path: '/no/such/page', ready: shows('There is no such page') },
  ];
}

inBrowser('axe', ({ site: start, open }) => {
  it.each(['light', 'dark'] as const)(
    'finds nothing on any page, in %s',
    { timeout: 300_000 },
    async (colorScheme) => {
      const site = await start();
      const fresh = await start({ senderReady: false });
      const stops = await fill(site);
      const { page } = await open(site.url, { colorScheme });
      const found: unknown[] = [];
      for (const stop of stops) {
        await page.goto((stop.fresh ? fresh : site).url + stop.path);
        await stop.ready(page);
        found.push(...(await violations(page)).map((violation) => `${stop.path}: ${violation}`));
      }
      await button(page, 'Display settings').click();
      await page.getByLabel('Appearance').waitFor();
      found.push(...(await violations(page)));
      expect(found).toEqual([]);
    },
  );

  it('reaches over no edge where a page is read from the right', { timeout: 300_000 }, async () => {
    const site = await start();
    const stops = (await fill(site)).filter((stop) => !stop.fresh);
    const { page } = await open(site.url);
    await page.addInitScript(
      `document.addEventListener('readystatechange', () => document.documentElement.setAttribute('dir', 'rtl'))`,
    );
    const found: string[] = [];
    for (const { path, ready } of stops) {
      await page.setViewportSize({ width: 1280, height: 740 });
      await page.goto(site.url + path);
      await ready(page);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 740 });
        // Pictures are drawn anew.
        const over = 'document.documentElement.scrollWidth - window.innerWidth';
        await eventually(() => page.evaluate<number>(over))
          .toBeLessThanOrEqual(0)
          .catch(() => found.push(`${path}: reaches over the edge of ${width}`));
        // What names the page stands where reading begins.
        const title = await page.getByRole('heading', { level: 1 }).first().boundingBox();
        if (title && title.x + title.width < width * 0.75)
          found.push(`${path}: its heading stands elsewhere`);
        const shot = `${path.split('?')[0]?.replaceAll('/', '-')}-${width}`;
        if (shots) await page.screenshot({ path: `${shots}/rtl${shot}.png` });
      }
    }
    expect(found).toEqual([]);
  });

  it('finds nothing on a narrow screen; nothing reaches over its edge, is too small to hit or broken amid a word', {
    timeout: 300_000,
  }, async () => {
    const fresh = await start({ senderReady: false });
    await fresh.messaging.email.sender.create(sender);
    const full = await start();
    const stops = (await fill(full)).filter((stop) => !stop.fresh);
    const { page } = await open(full.url, { viewport: { width: 360, height: 740 } });
    await button(page, 'Menu').click();
    await page.getByRole('navigation').waitFor();
    const found: unknown[] = [...(await violations(page))];
    for (const { path, ready } of stops) {
      await page.goto(full.url + path);
      await ready(page);
      const over = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
      if (over > 0) found.push(`${path}: reaches ${over} pixels over the edge`);
      found.push(...(await cramped(page)).map((one) => `${path}: ${one}`));
      found.push(...(await violations(page)).map((violation) => `${path}: ${violation}`));
    }
    await page.goto(`${fresh.url}/email/sender`);
    await heading(page, 'Enter the code').waitFor();
    found.push(...(await violations(page)));
    expect(found).toEqual([]);
  });
});
