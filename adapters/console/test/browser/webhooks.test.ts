import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook as Verifier } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { button, errorOf, eventually, field, focusedName, linkTo, row } from './support/steps.ts';

const shots = process.env.POSTERN_SHOTS;

/** A receiver on loopback, and whether its secret fits what came. */
async function receiver() {
  const got: { readonly type: string; readonly signedBy: (secret: string) => boolean }[] = [];
  const answers = { next: 204 };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString('utf8');
    const signedBy = (secret: string) => {
      try {
        new Verifier(secret).verify(raw, request.headers as Record<string, string>);
        return true;
      } catch {
        return false;
      }
    };
    got.push({ type: JSON.parse(raw).type, signedBy });
    response.writeHead(answers.next).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { got, answers, close, url: `http://127.0.0.1:${port}/hooks` };
}

inBrowser('the webhooks', ({ site: start, open }) => {
  it('are added, tried, looked into, given a new secret, disabled, enabled and deleted', async () => {
    const there = await receiver();
    try {
      const site = await start();
      const { page, faults } = await open(`${site.url}/email`);
      await linkTo(page, 'Webhooks').click();
      await page.getByText('No webhooks yet').waitFor();
      await button(page, 'Add').click();
      expect(await errorOf(page, 'URL')).toContain('Enter the URL');
      await field(page, 'URL').fill('ftp://acme.example');
      await button(page, 'Add').click();
      await page.getByText('This URL cannot be used').waitFor();
      await field(page, 'URL').fill(there.url);
      await field(page, 'What it is for').fill('The CRM');
      await page.getByRole('radio', { name: 'Only these' }).check();
      await button(page, 'Add').click();
      await page.getByText('Choose at least one event.').waitFor();
      await page.getByRole('checkbox', { name: '(sent)' }).check();
      await page.getByRole('checkbox', { name: '(failed)' }).check();
      expect(await violations(page)).toEqual([]);
      await button(page, 'Add').click();

      const note = page.getByRole('alert').filter({ hasText: 'Copy the secret now' });
      const secret = await note.getByText(/^whsec_/).innerText();
      const [made] = await site.messaging.webhooks.list();
      expect(made).toMatchObject({ url: there.url, types: ['sent', 'failed'], createdBy: 'ada' });
      await button(page, 'I have copied it').click();
      expect(await page.getByText(secret).count()).toBe(0);

      await button(page, `Send a test to ${there.url}`).click();
      await page.getByText('The test was taken: answered 204').waitFor();
      expect(there.got[0]?.signedBy(secret)).toBe(true);
      await site.messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hello' });
      await eventually(() => there.got.length).toBe(2);
      there.answers.next = 500;
      await button(page, `Send a test to ${there.url}`).click();
      await page.getByText('The test was not taken').waitFor();
      await button(page, `Deliveries to ${there.url}`).click();
      await row(page, 'webhook.test', 'Refused (500)').waitFor();
      await row(page, 'message.sent', 'Taken (204)').waitFor();
      there.answers.next = 204;

      await button(page, `New secret for ${there.url}`).click();
      await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click();
      await note.getByText('The earlier secret signs too').waitFor();
      const next = await note.getByText(/^whsec_/).innerText();
      await button(page, `Send a test to ${there.url}`).click();
      await eventually(() => there.got.at(-1)?.signedBy(next)).toBe(true);
      expect(there.got.at(-1)?.signedBy(secret)).toBe(true);
      expect(await violations(page)).toEqual([]);

      await button(page, `Change ${there.url}`).click();
      const form = page.getByRole('form', { name: `Change ${there.url}` });
      await eventually(() => focusedName(page)).toBe('URL');
      await field(form, 'URL').fill('ftp://acme.example');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.getByText('This URL cannot be used').waitFor();
      await eventually(() => focusedName(page)).toBe('URL');
      if (shots) await page.screenshot({ path: `${shots}/webhook-edit.png`, fullPage: true });
      await field(form, 'URL').fill(`${there.url}/2`);
      await form.getByRole('radio', { name: 'All of them' }).check();
      expect(await violations(page)).toEqual([]);
      await form.getByRole('button', { name: 'Save' }).click();
      await page.getByText('The webhook is changed.').waitFor();
      await eventually(() => focusedName(page)).toBe(`Change ${there.url}/2`);
      const [changed] = await site.messaging.webhooks.list();
      expect(changed).toMatchObject({ id: made?.id, url: `${there.url}/2`, description: 'The CRM' });
      expect(changed?.types).toBeUndefined();
      there.url = `${there.url}/2`;

      there.answers.next = 500;
      const id = made?.id ?? '';
      const { id: sms } = await site.messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hi' });
      const posts = async () => (await site.messaging.webhooks.deliveries(id)).items;
      await eventually(async () => (await posts())[0]?.type).toBe('message.queued');
      const [{ eventId = '' } = {}] = await posts();
      const parked = [{ id: eventId, to: 'parked', reason: 'refused' }] as const;
      await site.storage.subscriptions.settle(`webhook/acme/${id}`, parked);
      await page.reload();
      await page.getByText('1 set aside').waitFor();
      if (shots) await page.screenshot({ path: `${shots}/webhook-set-aside.png`, fullPage: true });
      there.answers.next = 204;
      await button(page, `Post them again: ${there.url}`).click();
      await page.getByText('They are posted once more.').waitFor();
      await page.getByText('1 set aside').waitFor({ state: 'detached' });
      await eventually(async () => (await posts())[0]?.type).toBe('message.sent');
      expect((await site.messaging.sms.get(sms)).status).toBe('sent');

      await button(page, `Disable ${there.url}`).click();
      await page.getByText('Disabled by hand').waitFor();
      await button(page, `Enable ${there.url}`).click();
      await button(page, `Disable ${there.url}`).waitFor();
      await button(page, `Delete ${there.url}`).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page.getByText('No webhooks yet').waitFor();
      expect(await site.messaging.webhooks.list()).toEqual([]);
      expect(faults).toEqual([]);
    } finally {
      await there.close();
    }
  });

  it('of the configuration are tried and disabled here, in German and at the width of a phone', async () => {
    const there = await receiver();
    try {
      const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
      const site = await start({
        webhooks: [{ id: 'crm', url: there.url, secret }],
        who: { user: { id: 'ada', name: 'Ada' }, can: { view: true, manage: true }, locale: 'de' },
      });
      const { page } = await open(`${site.url}/webhooks`, {
        locale: 'de-DE',
        colorScheme: 'dark',
        viewport: { width: 390, height: 844 },
      });
      await page.getByText('Eingebaut').waitFor();
      await button(page, `Test schicken an ${there.url}`).click();
      await page.getByText('Der Test wurde angenommen').waitFor();
      expect(there.got[0]?.signedBy(secret)).toBe(true);
      expect(await button(page, `${there.url} löschen`).count()).toBe(0);
      await button(page, `Zustellungen an ${there.url}`).click();
      await row(page, 'webhook.test', 'Angenommen (204)').first().waitFor();
      expect(await button(page, `${there.url} ändern`).count()).toBe(0);
      const stored = 'https://acme.example/hooks';
      await site.messaging.webhooks.create({ url: stored, types: ['delivered'] });
      await button(page, `${stored} ändern`).click();
      expect(await page.getByRole('form').getByRole('checkbox', { name: '(delivered)' }).isChecked()).toBe(
        true,
      );
      if (shots) await page.screenshot({ path: `${shots}/webhook-edit-de.png`, fullPage: true });
      expect(await violations(page)).toEqual([]);
      await button(page, 'Abbrechen').click();
      await eventually(() => focusedName(page)).toBe(`${stored} ändern`);
      await button(page, `${there.url} abschalten`).click();
      await page.getByText('Von Hand abgeschaltet').waitFor();
      expect(await violations(page)).toEqual([]);
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      expect(await page.evaluate<number>(overflow)).toBeLessThanOrEqual(0);
    } finally {
      await there.close();
    }
  });

  it('are nobody’s to see who may not manage the site', async () => {
    const site = await start({ who: { user: { id: 'eve', name: 'Eve' }, can: { view: true, send: true } } });
    await site.messaging.webhooks.create({ url: 'https://acme.example/hooks' });
    const { page } = await open(`${site.url}/email`);
    await linkTo(page, 'History').waitFor();
    expect(await linkTo(page, 'Webhooks').count()).toBe(0);
    await page.goto(`${site.url}/webhooks`);
    await page.getByText('your account has no right to').waitFor();
    expect(await page.getByText('acme.example').count()).toBe(0);
  });
});
