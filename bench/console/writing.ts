import type { Page } from 'playwright-core';
import { button, dialog, dialogButton, field, firstRow, type Step, says } from './steps.ts';

/** People of a list that is pasted. */
const recipients = 50;
/** Rows of a file for the suppression list, of each kind: new, on the list by `fillSite` for the same reason, and no addresses. */
const rows = { added: 8_000, known: 1_900, wrong: 100 };

/** Mails, templates and the suppression list, written beside a history of a million by clicking, wrong ways included. */
export async function writeThroughout(page: Page, base: string, step: Step): Promise<void> {
  await toOne(page, base, step);
  await toSeveral(page, base, step);
  await templates(page, base, step);
  await suppressions(page, base, step);
}

async function toOne(page: Page, base: string, step: Step): Promise<void> {
  await step('the form to write', () => page.goto(`${base}/email/compose`), 'GET session');
  await field(page, 'Subject').fill('Hours');
  await step('a mail to nobody, refused', async () => {
    await button(page, 'Send e-mail').click();
    await says(page, 'Pick who it goes to.');
  });
  await step(
    'a person looked for',
    async () => {
      await page.getByRole('combobox', { name: 'To' }).fill('user 7');
      await page.getByRole('option', { name: /User 7/ }).click();
    },
    'GET consumers',
  );
  await step(
    'a template picked',
    async () => {
      const select = page.getByLabel('Template');
      await select.selectOption('Template t-7');
      await field(page, 'number').fill('4711');
    },
    'POST email/preview',
  );
  await step(
    'a mail sent',
    async () => {
      await button(page, 'Send e-mail').click();
      await says(page, /leaves in/);
    },
    'POST email/messages',
  );
  await step(
    'and taken back',
    async () => {
      await button(page, 'Undo').click();
      await says(page, 'Taken back: nothing was sent.');
    },
    'POST email/messages/:id/cancel',
  );
  await button(page, 'Discard draft').click();
}

async function toSeveral(page: Page, base: string, step: Step): Promise<void> {
  await page.goto(`${base}/email/compose`);
  await button(page, 'Write to several people').click();
  await button(page, 'Paste a list').click();
  const list = Array.from({ length: recipients }, (_, index) => `p${index}@people.example`).join('\n');
  await field(page, 'A list, one person a line').fill(`${list}\nnobody here`);
  await button(page, 'Add to the list').click();
  await says(page, '1 line was left out');
  await button(page, 'Close').click();
  await field(page, 'Subject').fill('News');
  await field(page, 'Message').fill('We moved.');
  await step(
    `${recipients} mails checked`,
    async () => {
      await button(page, 'Check and send …').click();
      await says(page, `${recipients} of ${recipients} will get it.`);
    },
    'POST email/check',
  );
  await step(
    `${recipients} mails sent`,
    async () => {
      await button(page, `Send ${recipients} messages`).click();
      await says(page, `${recipients} messages are on their way.`);
    },
    'GET email/batches',
  );
  await step(
    'what waits of them stopped',
    async () => {
      await button(page, 'Stop what waits').click();
      await dialogButton(page, 'Stop what waits').click();
      await says(page, `${recipients} messages are canceled.`);
    },
    'POST email/batches/:id/cancel',
  );
}

async function templates(page: Page, base: string, step: Step): Promise<void> {
  await step(
    'a template of many messages',
    () => page.goto(`${base}/email/templates/t-7`),
    'GET email/templates/:id/use',
  );
  const text = field(page, 'Text');
  const before = await text.inputValue();
  await step('a mistake in it saved, refused', async () => {
    await text.fill('Your order {{ number');
    await button(page, 'Save').click();
    await says(page, 'not closed');
  });
  await step(
    'the template changed',
    async () => {
      await text.fill(`${before} Thank you.`);
      await button(page, 'Save').click();
      await says(page, 'The template is saved.');
    },
    'PUT email/templates/:id',
  );
  await step('a draft of it kept', async () => {
    await text.fill(`${before} Thanks.`);
    await button(page, 'Save as draft').click();
    await says(page, 'A draft, not in use yet');
  });
  await step('the draft published', async () => {
    await button(page, 'Publish').click();
    await says(page, 'The draft is published');
  });
  await step('its versions', async () => {
    await page.getByRole('link', { name: 'Versions', exact: true }).click();
    await page.getByRole('heading', { name: /^Versions of/ }).waitFor();
  });
  await step('an older version restored', async () => {
    await page.getByRole('region', { name: 'All versions' }).getByRole('link').nth(1).click();
    await button(page, /^Restore/).click();
    await dialogButton(page, /^Restore/).click();
    await says(page, /^Version \d+ is in use again.$/);
  });
}

async function suppressions(page: Page, base: string, step: Step): Promise<void> {
  const address = `put.${Date.now()}@people.example`;
  await page.goto(`${base}/email/suppressions`);
  await firstRow(page).waitFor();
  await step('what is no address put on the list, refused', async () => {
    await field(page, 'E-mail address').fill('put');
    await button(page, 'Add').click();
    await says(page, 'it needs a part before and after an @');
  });
  await step(
    'an address put on the list of a million',
    async () => {
      await field(page, 'E-mail address').fill(address);
      await button(page, 'Add').click();
      await says(page, address);
    },
    'POST email/suppressions',
  );
  await step('looked for', async () => {
    await field(page, 'Find an e-mail address').fill(address);
    await button(page, 'Find').click();
    await says(page, 'Address suppressed (Added by hand)');
  });
  await step('taken off it', async () => {
    await button(page, `Remove ${address}`).click();
    await dialogButton(page, 'Remove').click();
    await says(page, 'is not on the list: messages go there.');
  });
  await importList(page, base, step);
}

/** Each time other addresses: what was added is known. */
async function importList(page: Page, base: string, step: Step): Promise<void> {
  const run = Date.now();
  const of = (count: number, address: (n: number) => string) =>
    Array.from({ length: count }, (_, n) => `${address(n + 1)},bounced\n`).join('');
  const csv = `email,reason\n${of(rows.added, (n) => `${n}.${run}@people.example`)}${of(rows.known, (n) => `someone${3 * n + 1}@example.com`)}${of(rows.wrong, (n) => `nobody ${n}`)}`;
  const all = rows.added + rows.known + rows.wrong;
  const number = (count: number) => count.toLocaleString('en-GB');
  const adds = (count: number) => `${number(count)} addresses`;
  await page.goto(`${base}/email/suppressions`);
  await button(page, 'Import').click();
  await step(
    `a file of ${number(all)} rows looked through`,
    async () => {
      const file = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
      await dialog(page).locator('input[type=file]').setInputFiles(file);
      await says(page, `${number(all)} rows looked at`);
      await says(page, `${adds(rows.known)} on the list already`);
      await dialogButton(page, `Add ${adds(rows.added)}`).waitFor();
    },
    'POST email/suppressions/import',
  );
  await step(
    `${adds(rows.added)} of it put on the list`,
    async () => {
      await dialogButton(page, `Add ${adds(rows.added)}`).click();
      await says(page, `${adds(rows.added)} added.`);
    },
    'POST email/suppressions/import',
  );
  await dialog(page).getByRole('button', { name: 'Close' }).last().click();
}
