import type { Page } from 'playwright-core';
import { defineTemplate } from 'postern/templates';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { inBrowser } from './support/in-browser.ts';
import type { TestSite } from './support/site.ts';
import { button, eventually, field, row } from './support/steps.ts';

// Each would call home() if it ran, or ask evil.example for a picture.
const corpus = [
  '<script>home()</script>',
  '<img src=x onerror=home()>',
  '"><svg onload=home()>',
  "' autofocus onfocus=home() x='",
  '</textarea></title></style><script>home()</script>',
  '<iframe srcdoc="<script>parent.home()</script>"></iframe>',
  '<a href="javascript:home()">link</a>',
  '<math><mi xlink:href="data:x,<script>home()</script>">',
  '<img src="https://evil.example/x.png">',
  '<style>@import "https://evil.example/x.css"</style>',
  '<form action="javascript:home()"><button>press</button></form>',
  '<meta http-equiv="refresh" content="0;url=javascript:home()">',
  '<object data="javascript:home()"></object>',
  '#{home()}{{constructor.constructor("home()")()}}',
  'javascript:home()//',
  '\u202e<b onmouseover=home()>x</b>',
];
const markup = corpus.filter((payload) => !payload.includes('{'));
const html = `<html><head><base href="https://evil.example/"></head><body>${corpus.join('\n')}</body></html>`;

const hostile = defineTemplate({
  id: 'hostile',
  channel: 'email',
  name: `T ${corpus[1]}`,
  schema: z.object({ name: z.string() }),
  subject: 'S {{ name }}',
  html: `<p>{{ name }}</p>${markup.join('')}`,
});

/** Messages, templates, people, users and refusals that hold the corpus wherever a stranger or a colleague can put it. */
async function fill(site: TestSite): Promise<readonly string[]> {
  const { email, sms } = site.messaging;
  site.email.answer(({ subject }) =>
    subject?.includes('refused')
      ? {
          outcome: 'rejected',
          failure: { class: 'content', code: corpus[2] ?? '', message: corpus.join(' ') },
        }
      : undefined,
  );
  const ids: string[] = [];
  for (const [index, payload] of corpus.entries()) {
    const { id } = await email.send({
      to: `x${index}`,
      subject: payload,
      text: payload,
      html: `${payload}${html}`,
    });
    ids.push(id);
    await sms.send({ to: `x${index}`, text: payload });
    await email.templates.save({ name: payload, subject: payload.replaceAll(/[{}]/g, ''), text: 'x' });
  }
  const { id } = await email.send({ to: 'x0', subject: 'refused', text: 'Text', actor: 'x', origin: 'web' });
  await eventually(async () => (await email.get(id)).status).toBe('failed');
  await email.suppressions.add({ address: 'gone@people.example', source: corpus[1] });
  return [...ids, id];
}

inBrowser('an XSS corpus in every field', ({ site: start, open }) => {
  it('runs nothing, and is shown as what it is', async () => {
    const ran: string[] = [];
    const site = await start({
      siteName: 'A <img src=x onerror=home()>',
      people: corpus.map((name, index) => ({
        id: `x${index}`,
        name,
        email: `x${index}@people.example`,
        phone: `+4474001234${String(index).padStart(2, '0')}`,
      })),
      templates: [hostile],
      who: {
        user: { id: `u ${corpus[1]}`, name: `U ${corpus[0]}` },
        can: { view: true, send: true, manage: true },
      },
    });
    const ids = await fill(site);
    const { page, faults } = await open(site.url);
    await page.context().exposeBinding('home', ({ frame }) => {
      ran.push(frame.url());
    });
    const visit = async (path: string, ready: (on: Page) => Promise<unknown>) => {
      await page.goto(`${site.url}${path}`);
      await ready(page);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done)))');
    };

    await visit('/email', (on) => on.getByRole('heading', { name: 'The last 30 days' }).waitFor());
    // What runs is noticed.
    await page.evaluate('home()');
    expect(ran.splice(0)).toHaveLength(1);
    await page.getByText(`Signed in as U ${corpus[0]}`).waitFor();
    await visit('/email/history', (on) => row(on, '<img src=x onerror=home()>').first().waitFor());
    for (const id of ids) {
      await visit(`/email/history?message=${id}`, (on) =>
        on.getByRole('dialog').getByText('Timeline').waitFor(),
      );
    }
    await visit(`/email/history?q=${encodeURIComponent(corpus[1] ?? '')}`, (on) =>
      on.getByText(/found/).waitFor(),
    );
    await visit('/sms/history', (on) => row(on, 'javascript:home()').first().waitFor());
    await visit('/email/templates', (on) =>
      on
        .getByText(corpus[1] ?? '', { exact: true })
        .first()
        .waitFor(),
    );
    await visit('/email/templates/hostile', (on) => on.locator('iframe').waitFor());
    await visit('/email/suppressions', (on) => on.getByText('gone@people.example').waitFor());
    await visit('/consumers/x1', (on) =>
      on
        .getByRole('heading')
        .getByText(corpus[1] ?? '')
        .waitFor(),
    );
    await visit('/embed/consumers/%3Cimg%20src=x%20onerror=home()%3E', (on) =>
      on.getByText('No messages yet').waitFor(),
    );

    // Written into the forms themselves.
    await visit('/email/compose?template=hostile&to=x1', (on) => on.locator('iframe').waitFor());
    await field(page, 'name').fill(corpus[2] ?? '');
    await page
      .frameLocator('iframe')
      .first()
      .getByText(corpus[2] ?? '')
      .first()
      .waitFor();
    await visit('/email/compose', (on) => field(on, 'Subject').waitFor());
    await field(page, 'Subject').fill(corpus.slice(0, 8).join(''));
    await field(page, 'Message').fill(corpus.join('\n'));
    await page.getByText(`[A <img src=x onerror=home()>] ${corpus[0]}`).waitFor();
    await page.getByRole('combobox', { name: 'To' }).fill('onerror');
    await page
      .getByRole('option')
      .filter({ hasText: corpus[1] ?? '', visible: true })
      .first()
      .click();
    await button(page, 'Send e-mail').click();
    await row(page, 'Sent').first().waitFor();

    expect(ran).toEqual([]);
    // Mails' own policy refuses their scripts and pictures; that it does is the point.
    expect(faults.filter((fault) => !fault.startsWith('policy:'))).toEqual([]);
  });
});
