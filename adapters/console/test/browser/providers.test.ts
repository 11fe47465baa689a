import { type MemoryDns, memoryRegistry, memoryTransport } from '@postern/memory';
import type { Page } from 'playwright-core';
import type { SenderRegistry } from 'postern/adapter';
import { expect, it } from 'vitest';
import { inBrowser } from './support/in-browser.ts';
import { recordsOf } from './support/records.ts';
import { domain, sender, type TestSite } from './support/site.ts';
import { button, errorOf, eventually, field, heading } from './support/steps.ts';

const email = (name: string, senders: SenderRegistry) => memoryTransport({ channel: 'email', name, senders });
const phone = { width: 360, height: 740 };

async function enter(dns: MemoryDns, { messaging }: TestSite, transport: string): Promise<void> {
  const { records } = await messaging.email.sender.domain();
  for (const record of records.filter((one) => one.transport === transport)) {
    dns.set(record.name, record.type, [record.value]);
    // What the provider keeps behind its name.
    const key = recordsOf(domain).find(({ purpose }) => purpose === 'dkim');
    if (record.type === 'CNAME') dns.set(record.value, 'TXT', [key?.value ?? '']);
  }
}

/** Nothing of the page is wider than the phone. */
async function expectToFit(page: Page): Promise<void> {
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
    phone.width,
  );
}

inBrowser('a sender with providers of their own mind', ({ site: start, open }) => {
  it('is confirmed by the code that the provider mailed', async () => {
    const brevo = memoryRegistry({ codeSentBy: 'provider', name: 'brevo' });
    Object.assign(brevo, { rotateKeys: undefined });
    const site = await start({ senderReady: false, transports: [email('brevo', brevo)] });
    const { page, faults } = await open(`${site.url}/email/sender`, { viewport: phone });
    await field(page, 'E-mail address').fill(sender.address);
    await button(page, 'Create sender').click();
    await page.getByText(`We have asked brevo to mail a code to ${sender.address}.`).waitFor();
    const first = brevo.mailedCode(sender.address);
    await expectToFit(page);
    await field(page, 'Code').fill('000000');
    await button(page, 'Confirm').click();
    await eventually(() => errorOf(page, 'Code')).not.toBe('');
    await button(page, 'Have brevo mail again').click();
    await page.getByText(`brevo mails again to ${sender.address}.`).waitFor();
    const code = brevo.mailedCode(sender.address) ?? '';
    expect(code).not.toBe(first);
    await field(page, 'Code').fill(code);
    await button(page, 'Confirm').click();
    await heading(page, 'Add these records to acme.example').waitFor();
    // Whose they are is said of one provider, too; its keys are its own to replace.
    await page.getByText('Records for brevo', { exact: true }).waitFor();
    expect(await button(page, 'Replace the signing keys').count()).toBe(0);
    expect(site.email.sent).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('is confirmed once the link that the provider mailed was followed', async () => {
    const postmark = memoryRegistry({ codeSentBy: 'link', name: 'postmark', resends: false });
    const site = await start({ senderReady: false, transports: [email('postmark', postmark)] });
    await site.messaging.email.sender.create(sender);
    const { page } = await open(`${site.url}/email/sender`, { viewport: phone });
    await page
      .getByText(`Follow the link that postmark mailed to ${sender.address}, then press Check.`)
      .waitFor();
    expect(await button(page, 'Have postmark mail again').count()).toBe(0);
    await button(page, 'Check').click();
    await page.getByText('postmark says that the address is not confirmed yet.').waitFor();
    await expectToFit(page);
    postmark.accept(sender.address);
    await button(page, 'Check').click();
    await heading(page, 'Add these records to acme.example').waitFor();
  });

  it('shows each provider’s records under its name, and sets the second up beside the first', async () => {
    const brevo = memoryRegistry({ codeSentBy: 'provider', name: 'brevo' });
    const ses = memoryRegistry({ codeSentBy: 'link', name: 'ses' });
    const site = await start({ senderReady: false, transports: [email('brevo', brevo), email('ses', ses)] });
    const { sender: set } = site.messaging.email;
    await set.create(sender);
    await set.confirm(brevo.mailedCode(sender.address) ?? '');
    await enter(site.dns, site, 'brevo');
    const { page, faults } = await open(`${site.url}/email/sender`, { viewport: phone });
    await button(page, 'Check domain').click();
    await heading(page, 'acme.example is validated').waitFor();
    await page.getByText('The sender may send. Another provider').waitFor();
    const records = (name: string) => page.getByRole('region', { name: `Records for ${name}` });
    await records('brevo').getByRole('heading', { name: 'Records for brevo' }).waitFor();
    await records('brevo').locator('[data-status=passed]').first().waitFor();
    expect(await records('brevo').getByRole('listitem').count()).toBe(3);
    await records('ses').getByText('Not in place').waitFor();
    await expectToFit(page);

    await heading(page, 'Follow the link from ses').waitFor();
    ses.accept(sender.address);
    await button(page, 'Check').click();
    await eventually(() => heading(page, 'Follow the link from ses').count()).toBe(0);
    await enter(site.dns, site, 'ses');
    await button(page, 'Check domain').click();
    await eventually(() => records('ses').getByText('Not in place').count()).toBe(0);
    expect((await set.get()).transports.map(({ inPlace }) => inPlace)).toEqual([true, true]);
    expect(faults).toEqual([]);
  });
});
