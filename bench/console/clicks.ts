import type { Page } from 'playwright-core';
import { batchId } from './fill.ts';
import type { Recorder } from './recorder.ts';
import { button, choice, dayAt, firstRow, history, type Step } from './steps.ts';

/** Pages of the history that are scrolled through. */
const deepPages = 30;

/** What an office does all day in a history of a million, by clicking: every list, every tab, every filter, near and far. */
export async function clickThrough(page: Page, base: string, recorder: Recorder): Promise<void> {
  const step: Step = (name, act, call) => recorder.step(name, act, call && `GET ${call}`);
  await overview(page, base, step);
  /** Also notes what the list shows then. */
  const listed: Step = async (name, act, call) => {
    await step(name, act, call);
    recorder.shown.set(name, await shownIn(page));
  };
  await tabsAndStatuses(page, base, listed);
  await filters(page, base, step, listed);
  await searches(page, step);
  await scrolling(page, base, step);
  await selecting(page, base, step);
  await others(page, base, step);
}

/** The rows of the list, or what stands in their place. */
async function shownIn(page: Page): Promise<string> {
  const rows = await page.getByRole('table').getByRole('row').count();
  if (rows > 1) return 'rows';
  return page.getByRole('main').locator('p').last().innerText();
}

async function overview(page: Page, base: string, step: Step): Promise<void> {
  await step('the overview', () => page.goto(`${base}/email`), 'email/daily');
  for (const by of ['Hour', 'Template', 'Domain'])
    await step(
      `the overview by ${by.toLowerCase()}`,
      () => choice(page, 'Count by', by).click(),
      'email/statistics',
    );
}

async function tabsAndStatuses(page: Page, base: string, step: Step): Promise<void> {
  await step(
    'the history',
    async () => {
      await page.goto(history(base));
      await firstRow(page).waitFor();
    },
    'email/messages',
  );
  for (const tab of ['Web', 'Sys'])
    await step(`tab ${tab}`, () => button(page, tab).click(), 'email/messages');
  await button(page, 'All').click();
  const status = page.getByLabel('Status', { exact: true });
  const options = await status.locator('option').allInnerTexts();
  for (const label of options.slice(1))
    await step(`status: ${label}`, () => status.selectOption({ label }), 'email/messages');
}

/** One that has an index and one that has none, of what fits much, little and nothing. */
const narrowings = [
  ['Created from', 'date', -20],
  ['Created until', 'date', -300],
  ['Template', 'choice', 'Template t-7'],
  ['Template', 'choice', 'Rare'],
  ['Template', 'choice', 'Never used'],
  ['Sender’s address', 'text', 'hello@acme.example'],
  ['Sender’s address', 'text', 'rare@acme.example'],
  ['Sent by user', 'text', 'user-7'],
  ['Handed to', 'text', 'smtp'],
  ['Handed to', 'text', 'backup'],
  ['Why it failed', 'choice', 'Blocked'],
  ['Topic', 'text', 'none'],
  ['Batch', 'text', batchId],
  ['Reference', 'text', 'order/7919'],
] as const;

async function filters(page: Page, base: string, step: Step, listed: Step): Promise<void> {
  await step(
    'the form of filters',
    async () => {
      await page.goto(history(base));
      await button(page, 'Filters').click();
    },
    'email/templates',
  );
  const form = page.getByRole('form', { name: 'Filters' });
  for (const [label, kind, value] of narrowings) {
    const field = form.getByLabel(label);
    if (kind === 'choice') {
      const options = await field.locator('option').allInnerTexts();
      await field.selectOption({ label: options.find((one) => one.startsWith(value)) ?? value });
    } else await field.fill(kind === 'date' ? dayAt(value) : value);
    const named = kind === 'date' ? `${-value} days ago` : value;
    await listed(
      `filter ${label}: ${named}`,
      () => form.getByRole('button', { name: 'Apply' }).click(),
      'email/messages',
    );
    await step('a filter taken off', () => button(page, /^Remove the filter/).click());
  }
}

async function searches(page: Page, step: Step): Promise<void> {
  const field = page.getByRole('searchbox', { name: 'Search' });
  for (const term of [
    'invoice',
    'User 77',
    'zq77xk',
    'ref-0000007',
    'antediluvian',
    'жена',
    'nowhere at all',
    'zq',
  ])
    await step(`search for “${term}”`, () => field.fill(term), 'email/search');
  await step(
    'a search for “invoice” in Web',
    async () => {
      await field.fill('invoice');
      await button(page, 'Web').click();
    },
    'email/search?origin',
  );
}

async function scrolling(page: Page, base: string, step: Step): Promise<void> {
  await page.goto(history(base));
  await firstRow(page).waitFor();
  for (let reached = 2; reached <= deepPages; reached += 1)
    await step(
      reached === 2 ? 'page 2' : reached < deepPages ? 'pages 3 and on' : `page ${deepPages}`,
      () => page.keyboard.press('End'),
      'email/messages?cursor',
    );
  const row = page.getByRole('table').getByRole('row').last();
  await step('a message', () => row.getByRole('link').first().click(), 'email/messages/:id');
}

async function selecting(page: Page, base: string, step: Step): Promise<void> {
  await page.goto(`${history(base)}?tab=web`);
  await firstRow(page).waitFor();
  await step(
    'all shown selected, and those that match counted',
    () => page.getByRole('checkbox', { name: /^Select all/ }).click(),
    'email/count',
  );
  await button(page, /^Select all .* that match$/).click();
  await step(
    'to send all that match again, asked',
    () => button(page, 'Send again').click(),
    'email/matching',
  );
  await page.keyboard.press('Escape');
  await step('to export them, asked', () => button(page, 'Export').click());
}

async function others(page: Page, base: string, step: Step): Promise<void> {
  await step('a person’s history', () => page.goto(`${base}/consumers/c7`), 'consumers/:id/messages');
  await step('templates', () => page.goto(`${base}/email/templates`), 'email/templates');
  for (const id of ['t-7', 'rare', 'never'])
    await step(
      `template ${id}, when it was last used`,
      () => page.goto(`${base}/email/templates/${id}`),
      'email/templates/:id/use',
    );
  await step('suppressions', () => page.goto(`${base}/email/suppressions`), 'email/suppressions');
  const reason = page.getByLabel('Reason', { exact: true }).first();
  for (const label of (await reason.locator('option').allInnerTexts()).slice(1))
    await step(`suppressions: ${label}`, () => reason.selectOption({ label }), 'email/suppressions');
  await step('a batch', () => page.goto(`${base}/email/batches/${batchId}`), 'email/batches');
  await step(
    'what failed of a batch',
    () => page.goto(`${history(base)}?batch=${batchId}&status=failed,undelivered`),
    'email/messages?batch',
  );
}
