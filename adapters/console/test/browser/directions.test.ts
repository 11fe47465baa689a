import type { Page } from 'playwright-core';
import { defineTemplate } from 'postern/templates';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { inBrowser } from './support/in-browser.ts';
import type { TestSite } from './support/site.ts';
import { button, eventually, field, row } from './support/steps.ts';

// Shown as they came they read "admin@bank.com live", and turn what stands beside them.
const turned = '\u202emoc.knab@nimda\u202c live \u2067\u202b\u2068';
const straight = 'moc.knab@nimda live';

const template = defineTemplate({
  id: 'turned',
  channel: 'email',
  name: `T ${turned}`,
  schema: z.object({ name: z.string() }),
  subject: `S ${turned} {{ name }}`,
  text: `B ${turned} {{ name }}`,
});

/** Text and attributes that people see, hear or point at, as far as they hold a mark of direction. */
const marked = `(() => {
  const marks = /[\\u202a-\\u202e\\u2066-\\u2069]/;
  const found = [];
  if (marks.test(document.title)) found.push('title: ' + document.title);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    // What is typed or written on is left as it is.
    const typed = texts.currentNode.parentElement.closest('textarea, script');
    if (!typed && marks.test(texts.currentNode.data)) found.push(texts.currentNode.data);
  }
  for (const element of document.querySelectorAll('*')) {
    for (const name of ['title', 'aria-label', 'aria-description', 'alt', 'placeholder', 'label']) {
      if (marks.test(element.getAttribute(name) ?? '')) found.push(name + ': ' + element.getAttribute(name));
    }
  }
  return found.map((text) => JSON.stringify(text));
})()`;

async function fill(site: TestSite): Promise<string> {
  const { email, sms } = site.messaging;
  site.email.answer(() => ({
    outcome: 'rejected',
    failure: { class: 'content', code: turned, message: turned },
  }));
  const { id } = await email.send({
    ...{ to: 'x', subject: turned, text: turned, origin: 'web', actor: turned },
    attachments: [{ filename: `invoice${turned}.txt`, contentType: 'text/plain', content: 'x' }],
  });
  await eventually(async () => (await email.get(id)).status).toBe('failed');
  await email.send({
    to: { address: 'b@people.example', name: turned },
    template: 'turned',
    data: { name: turned },
  });
  await sms.send({ to: 'x', text: turned });
  await email.templates.save({ name: turned, subject: turned, text: turned });
  await email.templates.save({ name: `${turned} 2`, html: `<p>${turned}</p>`, subject: 'x' });
  await email.suppressions.add({ address: 'gone@people.example', source: turned });
  return id;
}

inBrowser('marks of direction in what people wrote', ({ site: start, open }) => {
  it('turn nothing round on any page, in no title and no label', async () => {
    const site = await start({
      siteName: `A ${turned}`,
      people: [{ id: 'x', name: turned, email: 'x@people.example', phone: '+447400123456' }],
      templates: [template],
      who: {
        user: { id: `u ${turned}`, name: `U ${turned}` },
        can: { view: true, send: true, manage: true },
      },
    });
    const id = await fill(site);
    const { page } = await open(site.url);
    const found: string[] = [];
    const visit = async (path: string, ready: (on: Page) => Promise<unknown>) => {
      await page.goto(`${site.url}${path}`);
      await ready(page);
      found.push(...(await page.evaluate<string[]>(marked)).map((text) => `${path}: ${text}`));
    };
    await visit('/email', (on) => on.getByText(`Signed in as U ${straight}`).waitFor());
    await visit('/email/history', (on) => row(on, straight).first().waitFor());
    await visit(`/email/history?message=${id}`, (on) =>
      on.getByRole('dialog').getByText('Timeline').waitFor(),
    );
    await page.getByRole('dialog').getByText(`invoice${straight}`).waitFor();
    await visit('/email/history?q=live', (on) => on.getByText(/found/).waitFor());
    await visit('/sms/history', (on) => row(on, straight).first().waitFor());
    await visit('/email/templates', (on) => on.getByText(`T ${straight}`).first().waitFor());
    await visit('/email/templates/turned', (on) => on.getByText(`B ${straight}`).first().waitFor());
    await visit('/email/suppressions', (on) => on.getByText('gone@people.example').waitFor());
    await visit('/consumers/x', (on) => on.getByRole('heading').getByText(straight).waitFor());
    await visit('/embed/consumers/x', (on) => row(on, straight).first().waitFor());
    await visit('/consumers/%E2%80%AEgone', (on) => on.getByRole('heading', { name: 'gone' }).waitFor());
    await visit('/email/compose?to=x&template=turned', (on) =>
      on.getByText(`B ${straight}`).first().waitFor(),
    );
    await visit('/email/compose', async (on) => {
      await on.getByRole('combobox', { name: 'To' }).fill('live');
      await on.getByRole('option').first().waitFor();
    });
    await page.getByRole('option').first().click();
    await field(page, 'Subject').fill('Hello');
    await field(page, 'Message').fill(turned);
    await button(page, 'Send e-mail').click();
    await row(page, 'Hello').first().waitFor();
    found.push(...(await page.evaluate<string[]>(marked)));
    expect(found).toEqual([]);
    // What is written on and sent is as it was written.
    expect((await site.messaging.email.history({ origin: 'web', limit: 1 })).items[0]?.preview).toContain(
      turned.trim(),
    );
  });
});
