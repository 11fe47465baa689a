import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { eventually, field, focusedName } from './support/steps.ts';

const mail = {
  ...{ to: 'c1', subject: 'Your findings', text: 'See the file.' },
  attachments: [{ filename: 'findings.pdf', content: Buffer.from([1, 2, 3]) }],
};

inBrowser('sending a message again', ({ site: start, open }) => {
  it('takes two clicks, files included, and a wrong address is refused first', async () => {
    const site = await start();
    const { id } = await site.messaging.email.send(mail);
    await eventually(
      () => site.email.sent.filter(({ subject }) => subject === '[Acme] Your findings').length,
    ).toBe(1);
    const { page, faults } = await open(`${site.url}/email/history?message=${id}`);
    const drawer = page.getByRole('dialog', { name: 'Message' });
    await drawer.getByRole('button', { name: 'Send again', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Send this message again' });
    await dialog.getByRole('radio', { name: 'The same address: jo@people.example' }).waitFor();
    await eventually(() => focusedName(page)).toContain('The same address');
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('The copy is on its way.').waitFor();
    const copies = () => site.email.sent.filter(({ subject }) => subject === '[Acme] Your findings');
    await eventually(() => copies().length).toBe(2);
    expect(copies()[1]?.attachments).toEqual(copies()[0]?.attachments);

    await drawer.getByRole('button', { name: 'Send again', exact: true }).click();
    await dialog.getByRole('radio', { name: 'Another address' }).click();
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await dialog.getByText('Write the whole address, such as jo@acme.example.').waitFor();
    await eventually(() => focusedName(page)).toBe('E-mail address');
    expect(await violations(page)).toEqual([]);
    await field(page, 'E-mail address').fill('jo@home.example');
    await field(page, 'E-mail address').press('Enter');
    await eventually(() => copies().at(-1)?.to.address).toBe('jo@home.example');
    const { items } = await site.messaging.consumers.history('c1');
    expect(items.map(({ to }) => to)).toEqual([
      { consumerId: 'c1', name: 'Jo Smith', address: 'jo@home.example' },
      { consumerId: 'c1', name: 'Jo Smith', address: 'jo@people.example' },
      { consumerId: 'c1', name: 'Jo Smith', address: 'jo@people.example' },
    ]);
    await page.getByRole('link', { name: 'Show the copy' }).last().click();
    await eventually(() => new URL(page.url()).searchParams.get('message')).toBe(items[0]?.id);
    expect(faults).toEqual([]);
  });

  it('may be to somebody else, whose it is then; on a narrow window, in the dark', async () => {
    const site = await start();
    const { id } = await site.messaging.email.send(mail);
    await eventually(async () => (await site.messaging.email.get(id)).status).toBe('sent');
    const { page } = await open(`${site.url}/email/history?message=${id}`, { colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    const drawer = page.getByRole('dialog', { name: 'Message' });
    await drawer.getByRole('button', { name: 'Send again', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Send this message again' });
    await dialog.getByRole('radio', { name: 'Another address' }).click();
    await field(page, 'E-mail address').fill('aunt@people.example');
    await dialog.getByRole('checkbox', { name: 'This is Jo Smith too: keep it in their history' }).uncheck();
    const { POSTERN_SHOTS: shots } = process.env;
    if (shots) await page.screenshot({ path: `${shots}/send-again-360-dark.png` });
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await eventually(() => site.email.sent.at(-1)?.to.address).toBe('aunt@people.example');
    const [copy] = (await site.messaging.email.history()).items;
    expect(copy?.to).toEqual({ address: 'aunt@people.example' });
    expect(copy).toMatchObject({ actor: 'ada', origin: 'web' });
  });
});
