import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { button, eventually, field, heading, linkTo } from './support/steps.ts';

const who = {
  user: { id: 'ada', name: 'Ada Office', email: 'ada@office.example' },
  can: { view: true, send: true, manage: true, operate: true },
  locale: 'en-GB',
} as const;
const source = { id: 'note', name: 'Note', subject: 'Hello {{ name }}', html: '<p>Dear {{ name }}</p>' };

inBrowser('what a template makes', ({ site: start, open }) => {
  it('is looked at as on a desk and on a phone, and tried out before it is saved', async () => {
    const site = await start({ who });
    await site.messaging.email.templates.save(source);
    const { page, faults } = await open(`${site.url}/email/templates/note`);
    const frame = page.locator('iframe');
    await eventually(() => widthOf(frame)).toBe(700);
    await button(page, 'Phone').click();
    await eventually(() => widthOf(frame)).toBe(375);
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'preview');
    await field(page, 'name').fill('Jo');
    await field(page, 'HTML').fill('<p>Good day {{ name }}</p>');
    await eventually(() => page.frameLocator('iframe').getByText('Good day Jo').count()).toBe(1);
    await button(page, 'Send me a test').click();
    await page.getByText('A test is on its way to ada@office.example.').waitFor();
    await eventually(() => site.email.sent.at(-1)?.subject).toBe('[Acme] [Test] Hello Jo');
    const mail = site.email.sent.at(-1);
    expect([mail?.to.address, mail?.html]).toEqual(['ada@office.example', '<p>Good day Jo</p>']);
    expect((await site.messaging.email.templates.get('note')).html).toBe(source.html);
    expect(faults).toEqual([]);
  });

  it('keeps the values it was tried with, where one says so, and shows them as a change of the version', async () => {
    const site = await start();
    const { templates } = site.messaging.email;
    const text = 'Order {{ order.number }} for {{ name }}';
    const sample = { order: { number: '4711', lines: [{ price: 3 }] } };
    await templates.save({ id: 'order', name: 'Order', subject: 'Order', text, sample });
    const { page, faults } = await open(`${site.url}/email/templates/order`);
    await page.getByText('Order 4711 for [name]').waitFor();
    expect(await button(page, 'Keep with the template').count()).toBe(0);
    await field(page, 'name').fill('Ada');
    await page.getByText('Order 4711 for Ada').waitFor();
    await pictures(page, 'example-values');
    await button(page, 'Keep with the template').click();
    await button(page, 'Keep with the template').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Order 4711 for Ada').waitFor();
    expect((await templates.get('order')).version).toBe(1);
    await button(page, 'Save').click();
    await eventually(async () => (await templates.get('order')).sample).toEqual({ ...sample, name: 'Ada' });
    await page.goto(`${site.url}/email/templates/order/versions?version=2`);
    await heading(page, 'Example values').waitFor();
    expect(faults).toEqual([]);
  });

  it('says in a sentence why a test does not go, and has no button where there is nobody to send it to', async () => {
    const site = await start({ who, senderReady: false });
    await site.messaging.email.templates.save(source);
    const { page } = await open(`${site.url}/email/templates/note`);
    await button(page, 'Send me a test').click();
    await page.getByText('That did not work').waitFor();
    expect(site.email.sent).toEqual([]);
    const other = await start();
    await other.messaging.email.templates.save(source);
    const { page: second } = await open(`${other.url}/email/templates/note`);
    await second.locator('iframe').waitFor();
    expect(await button(second, 'Send me a test').count()).toBe(0);
  });

  it('is counted: when it was used last and how often of late, with the way to those messages', async () => {
    const site = await start({ who });
    const { email } = site.messaging;
    await email.templates.save(source);
    const { page } = await open(`${site.url}/email/templates/note`);
    await page.getByText('Not used yet.').waitFor();
    for (const name of ['Jo', 'Zoë']) await email.send({ to: 'c1', template: 'note', data: { name } });
    await page.reload();
    await page.getByText('Last used').waitFor();
    await linkTo(page, '2 messages in 30 days').click();
    await page.getByRole('table').getByText('Hello Jo').first().waitFor();
    expect(new URL(page.url()).searchParams.get('template')).toBe('note');
  });
});

const widthOf = async (frame: Locator) => (await frame.boundingBox())?.width;
