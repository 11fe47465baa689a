import type { Page } from 'playwright-core';
import type { Failure } from 'postern';
import { type Note, noteText } from 'postern/adapter';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import type { TestSite } from './support/site.ts';
import { eventually } from './support/steps.ts';

const shots = process.env.POSTERN_SHOTS;

/** Words without which English has hardly a sentence, and which are in none of the German ones. */
const english =
  /\b(the|is|are|not|were|and|of|for|this|that|it|its|has|have|with|been|could|which|from|by|there|your|you)\b/i;

/** What is written as a template is as whoever wrote it meant it. */
const isTemplate = (text: string) => text.includes('{{');

/** The texts that a page shows, and those that are read out or stand in empty fields. */
const texts = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: parent, textContent: text } = walker.currentNode;
    if (text.trim() !== '' && !parent.closest('script, style, noscript, template')) found.push(text.trim());
  }
  for (const one of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (one.getAttribute(name)) found.push(one.getAttribute(name));
  return found;
})()`;

const refused: Failure = {
  class: 'recipient',
  code: '550 5.1.1',
  message: 'The mail server answered: 550 5.1.1 Unbekannt',
};
/** As a provider's adapter says it: what it is, and what to do about it. */
const hinted: readonly Note[] = [
  { code: 'sender_unfit' },
  { code: 'sender_not_set_up', provider: 'Amazon SES' },
  { code: 'recipient_not_set_up', provider: 'Amazon SES' },
  { code: 'check_options', options: ['credentials', 'region'] },
];
const notSetUp: Failure = {
  class: 'sender',
  code: 'MessageRejected',
  message: hinted.map(noteText).join(' '),
};
const cameBack: Failure = {
  class: 'recipient',
  code: '550 5.1.1',
  message: noteText({ code: 'came_back', answer: '550 5.1.1 Unbekannt verzogen' }),
};
const busy: Failure = { class: 'throttled', code: '429', message: 'Twilio asks to send more slowly.' };

/** A site on which everything went wrong once. What people wrote there is German. */
async function fill({ messaging, email: transport }: TestSite): Promise<readonly string[]> {
  const { email, sms } = messaging;
  const text = 'Guten Tag';
  const mail = { subject: 'Guten Tag', text };
  transport.answer(({ to }) => {
    if (to.address.startsWith('niemand')) return { outcome: 'rejected', failure: refused };
    if (to.address.startsWith('fremd')) return { outcome: 'rejected', failure: notSetUp };
    if (to.address.startsWith('fort')) return { outcome: 'rejected', failure: cameBack };
    return to.address.startsWith('langsam') ? { outcome: 'retry', failure: busy } : undefined;
  });
  await email.suppressions.add({ address: 'gesperrt@leute.example' });
  const sent = [];
  for (const address of [
    'niemand@leute.example',
    'fremd@leute.example',
    'fort@leute.example',
    'langsam@leute.example',
    'gesperrt@leute.example',
    'gut@leute.example',
  ])
    sent.push(await email.send({ ...mail, to: { address }, batch: 'bat-1', actor: 'ada' }));
  sent.push(await email.send({ ...mail, to: 'c1', scheduledAt: new Date(Date.now() + 864e5) }));
  const [failed, foreign, gone, slow] = sent;
  for (const one of [failed, foreign, gone])
    if (one) await eventually(async () => (await email.get(one.id)).status).toBe('failed');
  if (slow) await eventually(async () => (await email.get(slow.id)).attempts).toBeGreaterThan(0);
  await sms.send({ to: 'c1', text: 'Grüße 😀' });
  const { id } = await email.templates.save({ name: 'Zeiten', subject: 'Zeiten', text: 'Hallo {{ name }}' });
  await email.templates.save({ id, name: 'Zeiten', subject: 'Neue Zeiten', text: 'Hallo {{ name }}' });
  const { webhook } = await messaging.webhooks.create({ url: 'https://hooks.acme.example/post' });
  await messaging.webhooks.disable(webhook.id, { actor: 'ada' });
  return [
    '/email',
    '/email/compose?to=c1',
    '/email/history',
    '/email/batches/bat-1',
    ...sent.map((one) => `/email/history?message=${one.id}`),
    '/email/templates',
    `/email/templates/${id}`,
    `/email/templates/${id}/versions`,
    '/email/suppressions',
    '/email/sender',
    '/sms',
    '/sms/compose?to=c1',
    '/sms/history',
    '/sms/sender',
    '/webhooks',
    '/audit',
    '/consumers/c1',
    '/email/history?message=msg_none',
    '/email/templates/none',
    '/no/such/page',
  ];
}

inBrowser('a console in German', ({ site: start, open }) => {
  it('has no English sentence on any page', { timeout: 300_000 }, async () => {
    const who = {
      user: { id: 'ada', name: 'Ada' },
      can: { view: true, send: true, manage: true, operate: true },
      locale: 'de-DE',
    };
    const site = await start({ who, siteName: 'Praxis' });
    const paths = await fill(site);
    const { page, faults } = await open(site.url, { locale: 'de-DE' });
    const left: string[] = [];
    const all: string[] = [];
    for (const [index, path] of paths.entries()) {
      await page.goto(`${site.url}${path}`, { waitUntil: 'commit' });
      await settled(page);
      const shown = await page.evaluate<readonly string[]>(texts);
      all.push(...shown);
      left.push(
        ...shown.filter((one) => english.test(one) && !isTemplate(one)).map((one) => `${path}: ${one}`),
      );
      if (shots) await page.screenshot({ path: `${shots}/german-${index}.png`, fullPage: true });
    }
    expect(left).toEqual([]);
    const hint = 'Wer den Dienst betreibt, muss in den Einstellungen „credentials“ und „region“ prüfen.';
    expect(all.filter((one) => one.startsWith('MessageRejected · ') && one.endsWith(hint))).not.toEqual([]);
    expect(all).toContain('Antwort der Gegenseite: 550 5.1.1 Unbekannt');
    expect(all).toContain('Die E-Mail kam zurück: 550 5.1.1 Unbekannt verzogen');
    expect(faults).toEqual([]);
  });
});

/** Its heading is there, and nothing is being loaded any more. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  await eventually(() => page.locator('.mantine-Skeleton-root').count()).toBe(0);
}
