import type { Page } from 'playwright-core';
import { batchId } from './fill.ts';
import type { Recorder } from './recorder.ts';
import { button, dayAt, dialog, dialogButton, field, firstRow, history, type Step, says } from './steps.ts';
import { writeThroughout } from './writing.ts';

/** What an office changes all day beside a history of a million, by clicking: each step waits for what the page says of it. */
export async function actThroughout(page: Page, base: string, recorder: Recorder): Promise<void> {
  const step: Step = (name, act, call) => recorder.step(name, act, call);
  await writeThroughout(page, base, step);
  await onOne(page, base, step);
  await onAllShown(page, base, step);
  await onAllThatMatch(page, base, step);
}

/** All that waits of the large batch, stopped by its button. Answers how many that were, as the page says it. */
export async function stopBatch(page: Page, base: string, recorder: Recorder): Promise<string> {
  let said = '';
  await page.goto(`${base}/email/batches/${batchId}`);
  await recorder.step('all that waits of the batch stopped', async () => {
    await button(page, 'Stop what waits').click();
    await dialogButton(page, 'Stop what waits').click();
    const notice = page.getByText(/^[\d,]+ messages are canceled\.$/);
    await notice.waitFor({ timeout: 0 });
    said = await notice.innerText();
  });
  return said;
}

async function onOne(page: Page, base: string, step: Step): Promise<void> {
  await page.goto(`${history(base)}?batch=${batchId}&status=queued`);
  await firstRow(page).getByRole('link').first().click();
  await step(
    'a message put off',
    async () => {
      await button(page, 'Reschedule').click();
      await dialog(page)
        .getByLabel('Send at')
        .fill(`${dayAt(2)}T12:00`);
      await dialogButton(page, 'Reschedule').click();
      await says(page, 'Given another time');
    },
    'POST email/messages/:id/reschedule',
  );
  await step(
    'it canceled',
    async () => {
      await button(page, 'Cancel sending').click();
      const question = page.getByRole('dialog', { name: 'Cancel sending' });
      await question.getByRole('button', { name: 'Cancel sending' }).click();
      await says(page, 'Taken back before it went.');
    },
    'POST email/messages/:id/cancel',
  );
  await page.goto(`${history(base)}?status=failed`);
  await firstRow(page).getByRole('link').first().click();
  await step(
    'a failure retried',
    async () => {
      await button(page, 'Retry').click();
      await says(page, 'The message is queued once more.');
    },
    'POST email/messages/:id/retry',
  );
  await page.goto(`${history(base)}?status=sent`);
  await firstRow(page).getByRole('link').first().click();
  await step('a message to be sent again, asked', () => button(page, 'Send again').click());
  await step('sent again to no address, refused', async () => {
    await dialog(page).getByRole('radio', { name: 'Another address' }).click();
    await dialogButton(page, 'Send again').click();
    await says(page, 'Write the whole address');
  });
  await step(
    'sent again to another',
    async () => {
      await field(page, 'E-mail address').fill('jo@home.example');
      await dialogButton(page, 'Send again').click();
      await says(page, 'The copy is on its way.');
    },
    'POST email/messages/:id/again',
  );
}

const acts = [
  ['status=failed', 'Retry', /^Retry \d+ messages$/, /\d+ messages were queued once more\./],
  [
    `batch=${batchId}&status=queued`,
    'Cancel sending',
    /^Cancel \d+ messages$/,
    /\d+ messages were canceled\./,
  ],
  ['status=sent', 'Send again', /^Send \d+ messages again$/, /\d+ messages were sent again\./],
] as const;

async function onAllShown(page: Page, base: string, step: Step): Promise<void> {
  for (const [query, action, confirm, done] of acts) {
    await selectAllShown(page, `${history(base)}?${query}`);
    await step(
      `${action}: all shown`,
      async () => {
        await button(page, action).click();
        await dialogButton(page, confirm).click();
        await says(page, done);
      },
      'POST email/many',
    );
  }
  await selectAllShown(page, `${history(base)}?status=sent`);
  await step('Retry: all shown, which were sent, refused', async () => {
    await button(page, 'Retry').click();
    await says(page, 'None of these messages can be retried.');
  });
}

async function selectAllShown(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await firstRow(page).waitFor();
  await page.getByRole('checkbox', { name: /^Select all/ }).click();
}

/** Days whose failures are some 500. */
const days = 17;
/** Of the history of a million, a message a minute. */
const allDays = 600;

/** Each time other days: what was retried failed no more. */
async function onAllThatMatch(page: Page, base: string, step: Step): Promise<void> {
  const ago = days + Math.floor(Math.random() * allDays);
  const [from, to] = [dayAt(-ago - days), dayAt(-ago - 1)];
  await selectAllShown(page, `${history(base)}?status=failed&from=${from}&to=${to}`);
  await button(page, /^Select all .* that match$/).click();
  await step(
    `Retry: the failures of ${days} days`,
    async () => {
      await button(page, 'Retry').click();
      await dialogButton(page, /^Retry \d+ messages$/).click();
      await says(page, /\d+ messages were queued once more\./);
    },
    'POST email/many',
  );
}
