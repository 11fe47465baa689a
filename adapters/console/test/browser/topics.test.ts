import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, eventually, field, focusedName, heading } from './support/steps.ts';

const shots = process.env.POSTERN_SHOTS;
const topics = [
  { id: 'news', name: { en: 'News', de: 'Neuigkeiten' } },
  { id: 'reminders', name: { en: 'Reminders', de: 'Erinnerungen' } },
];
const setUp = { topics, publicUrl: 'https://acme.example/messaging' };
const jo = 'jo@people.example';

inBrowser('topics', ({ site: start, open }) => {
  it('are chosen for a template and a message, which knows who opted out', async () => {
    const site = await start(setUp);
    const { email } = site.messaging;
    await email.preferences.set(jo, { topics: { news: false } });
    const { page, faults } = await open(`${site.url}/email/templates/new`);
    await field(page, 'Name').fill('Letter');
    await field(page, 'Subject').fill('In March');
    await field(page, 'Text').fill('We move.');
    const lacksWay = page.getByText('but has no way to unsubscribe');
    await page.getByText('We move.').nth(1).waitFor();
    expect(await lacksWay.count()).toBe(0);
    await page.getByLabel('Topic').selectOption({ label: 'News' });
    await lacksWay.waitFor();
    await field(page, 'Text').fill('We move. {{ unsubscribeUrl }}');
    await eventually(() => lacksWay.count()).toBe(0);
    await field(page, 'Text').fill('We move.');
    await lacksWay.waitFor();
    expect(await violations(page)).toEqual([]);
    await button(page, 'Save').click();
    await eventually(async () =>
      (await email.templates.list()).find(({ name }) => name === 'Letter'),
    ).toMatchObject({
      topic: 'news',
    });
    await heading(page, 'Letter').waitFor();
    expect(await page.getByLabel('Topic').inputValue()).toBe('news');

    const [letter] = (await email.templates.list()).filter(({ name }) => name === 'Letter');
    await page.goto(`${site.url}/email/compose?to=c1&template=${letter?.id}`);
    const topic = page.getByLabel('Topic');
    await page.getByText(`Nothing about “News” is sent to ${jo}`).waitFor();
    expect(await topic.locator('option').allInnerTexts()).toEqual([
      ...['The template’s: News', 'News', 'Reminders'],
    ]);
    if (shots) await page.screenshot({ path: `${shots}/compose-topic.png`, fullPage: true });
    await topic.selectOption({ label: 'Reminders' });
    await eventually(() => page.getByText('is sent to').count()).toBe(0);
    await topic.selectOption({ label: 'News' });
    const optOuts = page.getByLabel('Who opted out');
    await optOuts.selectOption('unsubscribe');
    await page.getByText(`Nothing about “News” is sent to ${jo}`).waitFor();
    await optOuts.selectOption('essential');
    await eventually(() => page.getByText('is sent to').count()).toBe(0);
    // What passes opt-outs shows no way to opt out.
    await field(page, 'Message').fill('We move. {{ unsubscribeUrl }}');
    await button(page, 'Send e-mail').click();
    await page.getByText('An essential message shows no link to unsubscribe').waitFor();
    await eventually(() => focusedName(page)).toBe('Who opted out');
    expect(await violations(page)).toEqual([]);
    await field(page, 'Message').fill('We move.');
    await button(page, 'Send e-mail').click();
    await eventually(() => site.email.sent.at(-1)?.to.address).toBe(jo);
    const [sent] = (await email.history({ topic: 'news' })).items;
    expect(await email.get(sent?.id ?? '')).toMatchObject({ topic: 'news', essential: true, actor: 'ada' });

    // Sent once more it is about the same, and as essential.
    await page.goto(`${site.url}/email/compose?again=${sent?.id}`);
    await eventually(() => topic.inputValue()).toBe('news');
    expect(await optOuts.inputValue()).toBe('essential');
    await page.goto(`${site.url}/email/history?message=${sent?.id}&topic=news`);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Goes out although the person opted out').waitFor();
    expect(await dialog.locator('dl').getByText('News', { exact: true }).count()).toBe(1);
    await button(page, 'Close').click();
    await page.getByRole('button', { name: 'Remove the filter “Topic: News”' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('send a newsletter again with the next recipient’s own link', async () => {
    const site = await start(setUp);
    const { email, handle } = site.messaging;
    const html = '<p>We moved. <a href="{{ unsubscribeUrl }}">No more</a></p>';
    const first = {
      subject: 'News',
      text: 'We moved. {{ unsubscribeUrl }}',
      html,
      unsubscribe: true,
    } as const;
    const { id } = await email.send({ to: 'c1', ...first });
    await eventually(() => site.email.sent.at(-1)?.to.address).toBe(jo);
    const { page, faults } = await open(`${site.url}/email/compose?again=${id}`);
    await button(page, 'Pick someone else').click();
    await page.getByRole('combobox', { name: 'To', exact: true }).fill('someone@else.example');
    await page.keyboard.press('Enter');
    await button(page, 'Send e-mail').click();
    await eventually(() => site.email.sent.at(-1)?.to.address).toBe('someone@else.example');
    const url = /https:\S+/.exec(site.email.sent.at(-1)?.text ?? '')?.[0] ?? '';
    expect(site.email.sent.at(-1)?.html).toContain(url);
    await handle.call(site.messaging, new Request(url, { method: 'POST' }));
    expect(await email.suppressions.find(jo)).toBeUndefined();
    expect(await email.suppressions.find('someone@else.example')).toMatchObject({ reason: 'opted_out' });
    expect(faults).toEqual([]);
  });

  it('are chosen by a person, shown with since when, and changed by who may manage', async () => {
    const site = await start(setUp);
    const { email, sms } = site.messaging;
    await email.preferences.set(jo, { topics: { news: false } });
    await sms.suppressions.add({ address: '+447400123456', reason: 'bounced' });
    const { page, faults } = await open(`${site.url}/consumers/c1`);
    const mail = page.getByRole('list', { name: `Choices for ${jo}` });
    await mail.getByText(/^Opted out since /).waitFor();
    await page.getByText('Nothing goes there, whatever was chosen: Bounced').waitFor();
    if (shots) await page.screenshot({ path: `${shots}/choices.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);
    await button(page, `Opt out: “Reminders”, ${jo}`).click();
    await page.getByText(`“Reminders” goes to ${jo} no more.`).waitFor();
    await eventually(() => focusedName(page)).toBe(`Opt in again: “Reminders”, ${jo}`);
    await button(page, `Opt in again: “News”, ${jo}`).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('only if they asked for it').waitFor();
    await dialog.getByRole('button', { name: 'Opt in again' }).click();
    await page.getByText(`“News” goes to ${jo} again.`).waitFor();
    expect((await email.preferences.get(jo)).topics.map(({ subscribed }) => subscribed)).toEqual([
      true,
      false,
    ]);
    expect((await site.messaging.audit.list({ subject: jo })).items[0]).toMatchObject({ actor: 'ada' });
    await button(page, `Opt out: “Everything”, ${jo}`).click();
    await mail.getByText('Not as long as everything is off').waitFor();
    expect(await mail.getByRole('button').count()).toBe(1);
    expect((await email.preferences.get(jo)).optedOut).toBe(true);
    expect(faults).toEqual([]);
  });

  it('are only looked at by others, in German and at the width of a phone', async () => {
    const who = { user: { id: 'eve', name: 'Eve' }, can: { view: true }, locale: 'de' };
    const site = await start({ ...setUp, who });
    await site.messaging.email.preferences.set(jo, { optedOut: true, topics: { news: false } });
    const { page } = await open(`${site.url}/consumers/c1`, {
      ...{ locale: 'de-DE', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
    });
    const mail = page.getByRole('list', { name: `Wahl für ${jo}` });
    await mail.getByText('Neuigkeiten').waitFor();
    await mail.getByText('Nicht, solange alles abgemeldet ist').waitFor();
    expect(await mail.getByRole('button').count()).toBe(0);
    if (shots) await page.screenshot({ path: `${shots}/choices-de.png`, fullPage: true });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });
});
