import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field, focusedName, heading, row } from './support/steps.ts';

inBrowser('the filters of the history', ({ site: start, open }) => {
  it('narrow the list down, stand in the address, and come off one by one', async () => {
    const site = await start();
    const { email } = site.messaging;
    const of = (reference: string, subject: string) =>
      email.send({
        ...{ to: 'c1', subject, text: 'Text', reference, metadata: { plan: 'pro', cart: '17' } },
      });
    await of('order/1', 'The first');
    await of('order/2', 'The second');
    await email.send({ to: 'c2', template: 'receipt', data: { name: 'Zoë', order: { number: '3' } } });
    const { page, faults } = await open(`${site.url}/email/history`);
    await row(page, 'The first').waitFor();

    await button(page, 'Filters').click();
    expect(await button(page, 'Filters').getAttribute('aria-expanded')).toBe('true');
    await eventually(() => focusedName(page)).toBe('Created from');
    await field(page, 'Reference').fill(' order/2 ');
    await field(page, 'Reference').press('Enter');
    await eventually(() => row(page, 'The first').count()).toBe(0);
    await row(page, 'The second').waitFor();
    expect(new URL(page.url()).searchParams.get('reference')).toBe('order/2');
    await page.getByLabel('Template', { exact: true }).selectOption({ label: 'Receipt' });
    await button(page, 'Apply').click();
    await page.getByText('No message here fits all of the filters.').waitFor();
    expect(await violations(page)).toEqual([]);

    await button(page, 'Remove the filter “Reference: order/2”').click();
    await row(page, 'Your order 3').waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).fill('second');
    await page.getByText('0 messages found').waitFor();
    await button(page, 'Remove the filter “Template: Receipt”').click();
    await page.getByText('1 message found').waitFor();
    expect(faults).toEqual([]);
  });

  it('are followed from a message, which tells what the service knows it by, on a narrow window too', async () => {
    const site = await start({
      who: { user: { id: 'ada', name: 'Ada' }, can: { view: true }, locale: 'de-DE' },
    });
    const { email } = site.messaging;
    const { id } = await email.send({
      ...{
        to: 'c1',
        subject: 'Dein Auftrag',
        text: 'Text',
        reference: 'auftrag/1',
        metadata: { cart: '17' },
      },
    });
    await email.send({ to: 'c1', subject: 'Anderes', text: 'Text' });
    const { page, faults } = await open(`${site.url}/email/history?message=${id}`, {
      locale: 'de-DE',
      colorScheme: 'dark',
    });
    await page.setViewportSize({ width: 360, height: 740 });
    const drawer = page.getByRole('dialog');
    await drawer.getByText('cart', { exact: true }).waitFor();
    await drawer.getByText('17', { exact: true }).waitFor();
    await drawer.getByRole('link', { name: 'auftrag/1' }).click();
    await drawer.waitFor({ state: 'hidden' });
    await row(page, 'Dein Auftrag').waitFor();
    expect(await row(page, 'Anderes').count()).toBe(0);
    await button(page, 'Filter').click();
    await heading(page, 'E-Mail-Verlauf').waitFor();
    expect(await violations(page)).toEqual([]);
    await eventually(() => page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      360,
    );
    expect(faults).toEqual([]);
  });

  it('look further back by themselves while nothing fits, for a while, and then when they are told to', async () => {
    const site = await start();
    await site.messaging.email.send({ to: 'c1', subject: 'Found', text: 'Text' });
    await eventually(async () => (await site.messaging.email.history()).items[0]?.status).toBe('sent');
    const { page, faults } = await open(`${site.url}/email`);
    let looks = 0;
    let most = 3;
    await page.route(/email\/messages\?/, async (route) => {
      const url = new URL(route.request().url());
      looks += 1;
      url.searchParams.delete('cursor');
      if (looks > most) return route.continue({ url: url.href });
      const back = new Date(Date.UTC(2026, 0, 28 - looks)).toISOString();
      return route.fulfill({ json: { items: [], next: `place-${looks}`, searchedBackTo: back } });
    });
    await page.goto(`${site.url}/email/history?status=sent`);
    await row(page, 'Found').waitFor();
    expect(looks).toBeGreaterThan(most);

    [looks, most] = [0, 1_000];
    await page.goto(`${site.url}/email/history?status=sent&from=2020-01-01`);
    await page.getByText(/^No message fits back to [78] Jan, .*not looked at yet/).waitFor();
    const further = button(page, 'Look further back');
    await eventually(() => further.getAttribute('aria-disabled')).toBe(null);
    // The newest are asked for again now and then.
    expect(looks).toBeLessThan(24);
    expect(await violations(page)).toEqual([]);
    most = 0;
    await further.click();
    await row(page, 'Found').waitFor();
    expect(faults).toEqual([]);
  });

  it('ask no further once a look failed, say so, and go on when they are told to', async () => {
    const site = await start();
    await site.messaging.email.send({ to: 'c1', subject: 'Found', text: 'Text' });
    await eventually(async () => (await site.messaging.email.history()).items[0]?.status).toBe('sent');
    const { page } = await open(`${site.url}/email`);
    let isBroken = true;
    let refused = 0;
    await page.route(/email\/messages\?/, (route) => {
      const url = new URL(route.request().url());
      if (url.searchParams.has('cursor')) {
        if (!isBroken) return route.continue({ url: url.href.replace(/cursor=[^&]*&?/, '') });
        refused += 1;
        return route.abort();
      }
      const back = new Date(Date.UTC(2026, 0, 28)).toISOString();
      return route.fulfill({ json: { items: [], next: 'place', searchedBackTo: back } });
    });
    await page.goto(`${site.url}/email/history?status=sent`);
    await page.getByText('The server cannot be reached.').waitFor();
    const refusedOnce = refused;
    // Longer than many looks would take.
    await page.waitForTimeout(2_000);
    expect(refused).toBe(refusedOnce);
    expect(refusedOnce).toBeLessThan(5);
    isBroken = false;
    await button(page, 'Try again').click();
    await row(page, 'Found').waitFor();
  });
});
