import { expect, it } from 'vitest';
import { violations } from './support/accessible.ts';
import { inBrowser } from './support/in-browser.ts';
import { pictures } from './support/pictures.ts';
import { button, eventually, field, row } from './support/steps.ts';

const plain = '<h1>Hours</h1><p>Dear Jo, we are <b>open</b> from <i>nine</i>.</p><ul><li>Monday</li></ul>';
const laidOut = '<table><tr><td style="color:#c00">Dear Jo, we are open from nine.</td></tr></table>';

inBrowser('formatted mails that the editor opens', ({ site: start, open }) => {
  it('are those sent before that it can show whole; of others it says why not', async () => {
    const site = await start();
    const send = async (html: string, subject: string) => {
      const { id } = await site.messaging.email.send({ to: 'c1', subject, html });
      return `${site.url}/email/compose?again=${id}`;
    };
    const first = await send(plain, 'Hours');
    const { page, faults } = await open(first);
    const editor = field(page, 'Message');
    await page.getByRole('toolbar', { name: 'Formatting' }).waitFor();
    expect(await editor.locator('strong').innerText()).toBe('open');
    expect(await editor.locator('li').innerText()).toBe('Monday');
    expect(await violations(page)).toEqual([]);
    await pictures(page, 'opened');
    await editor.getByText('Monday').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' and Tuesday');
    await button(page, 'Send e-mail').click();
    await row(page, 'Hours', 'Sent').first().waitFor();
    await eventually(() => site.email.sent.at(-1)?.html).toContain('Monday and Tuesday');
    // What it wrote itself it opens again.
    const { html = '' } = site.email.sent.at(-1) ?? {};
    for (const [what, sentence] of [
      [html, undefined],
      [laidOut, 'It is laid out in tables'],
      ['<p style="color:#c00">Red</p>', 'It has colours, fonts or other styles'],
      ['<p>Look: <img src="https://acme.example/x.png" alt="X"></p>', 'It shows pictures from the web'],
      ['<p>One</p><h4>Deep</h4>', 'It has parts that the editor does not have'],
    ] as const) {
      await page.goto(await send(what, 'Again'));
      if (sentence === undefined) await editor.getByText('Monday and Tuesday').waitFor();
      else await page.getByText(sentence).waitFor();
      expect(await page.getByRole('toolbar').count()).toBe(sentence === undefined ? 1 : 0);
    }
    await pictures(page, 'not-opened');
    // The preview loads nothing from the web.
    expect(faults.filter((fault) => !fault.includes('acme.example/x.png'))).toEqual([]);
  });

  it('are templates too: they speak until their words are changed', async () => {
    const site = await start();
    await site.messaging.email.templates.save({
      ...{ id: 'hours', name: 'Hours', subject: 'Hours' },
      html: '<p>Dear {{ name }}, we open at <strong>{{ time }}</strong>.</p>',
    });
    const { page, faults } = await open(`${site.url}/email/compose?to=c1&template=hours`);
    await field(page, 'time').fill('nine');
    const editor = field(page, 'Message');
    await eventually(() => editor.locator('strong').innerText()).toBe('nine');
    await field(page, 'time').fill('ten');
    await eventually(() => editor.locator('strong').innerText()).toBe('ten');
    await editor.locator('strong').click();
    await page.keyboard.press('End');
    await page.keyboard.type(' See you!');
    await eventually(() => field(page, 'time').count()).toBe(0);
    expect(await editor.innerText()).toContain('Dear Jo Smith, we open at ten. See you!');
    await button(page, 'Send e-mail').click();
    await row(page, 'Hours', 'Sent').waitFor();
    expect(site.email.sent.at(-1)?.html).toContain('<strong>ten</strong>. See you!');
    expect(faults).toEqual([]);
  });
});
