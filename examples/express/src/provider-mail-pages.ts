import { type Request, type Response, Router } from 'express';
import type { Message, Messaging } from 'postern';
import { statusBadge } from './badges.ts';
import { formOrJson, showAgain } from './forms.ts';
import { messageIdIn } from './handle.ts';
import { type Html, html, page, time } from './html.ts';
import { HttpError } from './http-error.ts';
import type { Named } from './outside-world.ts';
import type { EmailStandIn, ProviderMail } from './providers/provider.ts';

const maxShown = 100;

/** A mail with its number, and what Postern has recorded of it by now. */
interface ShownMail {
  /** Counts from 1, oldest first. */
  readonly id: number;
  readonly mail: ProviderMail;
  /** Absent where the provider mailed it by itself. */
  readonly message?: Message;
}

/** What a provider's stand-in took, and what the provider mails itself: for people (`/mail`) and for programs (`/mail.json`). */
export function providerMailPages(standIn: Named<EmailStandIn>, { email }: Messaging): Router {
  const router = Router();
  const all = async (): Promise<readonly ShownMail[]> =>
    (await standIn.mails()).map((mail, index) => ({ id: index + 1, mail }));
  const recorded = async (shown: ShownMail): Promise<ShownMail> => {
    const messageId = messageIdIn(shown.mail.handle ?? '');
    return messageId === undefined ? shown : { ...shown, message: await email.get(messageId) };
  };
  const newest = async () => Promise.all((await all()).slice(-maxShown).reverse().map(recorded));
  const mailOf = async ({ params: { id } }: Request<{ id: string }>): Promise<ShownMail> => {
    const mails = await all();
    const found = id === 'latest' ? mails.at(-1) : mails.find((one) => `${one.id}` === id);
    if (found) return found;
    throw new HttpError(404, 'no_such_mail', 'No such mail was taken since the start.');
  };
  const show = async (req: Request, res: Response, shown: ShownMail) =>
    showAgain(req, res, '/mail', asJson(await recorded(shown)));

  router.get('/mail.json', async (_req, res) => res.json((await newest()).map(asJson)));
  router.get('/mail', async (_req, res) => res.send(listPage(standIn.title, await newest())));
  router.get('/mail/:id.json', async (req, res) => res.json(asJson(await recorded(await mailOf(req)))));
  router.get('/mail/:id/text', async (req, res) => {
    const { mail } = await mailOf(req);
    res.type('text/plain').send(`${mail.text.trimEnd()}\n`);
  });
  router.post('/mail/{*rest}', formOrJson);
  router.post('/mail/:id/bounce', async (req: Request<{ id: string }>, res) => {
    const shown = await mailOf(req);
    if (!shown.mail.bounce) throw notOf(standIn.title);
    const refused = (await shown.mail.bounce()).find((status) => status >= 300);
    if (refused) throw new HttpError(502, 'callback_refused', `Postern answered the report by ${refused}.`);
    await show(req, res, shown);
  });
  router.post('/mail/:id/follow', async (req: Request<{ id: string }>, res) => {
    const shown = await mailOf(req);
    if (!shown.mail.follow) throw new HttpError(409, 'no_link', 'There is no link to follow in this mail.');
    shown.mail.follow();
    await show(req, res, shown);
  });
  return router;
}

function notOf(title: string): HttpError {
  return new HttpError(
    409,
    'not_ours',
    `${title} mailed this itself: it is no message that is recorded here.`,
  );
}

function asJson({ id, mail, message }: ShownMail): object {
  const { bounce: _bounce, follow, handle: _handle, ...rest } = mail;
  return { id, ...rest, hasLink: follow !== undefined, messageId: message?.id, status: message?.status };
}

function listPage(title: string, mails: readonly ShownMail[]): string {
  const rows = mails.map(
    ({ id, mail, message }) => html`<tr>
<td>${mail.to}</td>
<td class="value"><b>${mail.subject}</b><br>${mail.text}<br><small>from ${mail.from}${mail.takenAt && html`, ${time(mail.takenAt)}`}</small></td>
<td>${message ? html`<a href="/api/email/messages/${message.id}">${statusBadge(message.status)}</a>` : undefined}</td>
<td>${actions(id, mail)}</td>
</tr>`,
  );
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Mails"><table>
<thead><tr><th scope="col">To</th><th scope="col">Mail</th><th scope="col">Status</th><th scope="col"><span class="hidden">What the reader does</span></th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
  return page({
    title: 'Mail catcher',
    area: '/mail',
    body: html`<p>A stand-in for ${title} takes every mail, reports what becomes of it, and shows here what ${title} itself mails to confirm an address.
Its list begins anew with the process. <a href="/mail">Look again</a></p>
${mails.length > 0 ? table : html`<p class="notice">No mail yet: <a href="/">create a sender</a>, and what confirms its address arrives here.</p>`}`,
  });
}

function actions(id: number, { bounce, follow }: ProviderMail): Html {
  const button = (action: string, label: string) =>
    html`<form method="post" action="/mail/${id}/${action}"><button class="quiet">${label}</button></form>`;
  return html`<div class="actions">${follow && button('follow', 'Follow the link')}${bounce && button('bounce', 'Bounce this mail')}</div>`;
}
