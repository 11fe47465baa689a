import { type Request, type Response, Router } from 'express';
import type { MessageStatus, Messaging } from 'postern';
import { bodyOf, queryOf, textOf } from './api-input.ts';
import { statusBadge, suppressedBadge } from './badges.ts';
import { formOrJson, showAgain } from './forms.ts';
import { messageIdIn } from './handle.ts';
import { type Html, html, page, time } from './html.ts';
import { HttpError } from './http-error.ts';
import type { Named } from './outside-world.ts';
import type { PhoneReply, ProviderSms, SmsStandIn } from './providers/provider.ts';

const maxShown = 100;

/** An SMS that the stand-in took, and what Postern has recorded of it by now. */
interface TakenSms extends Omit<ProviderSms, 'handle' | 'fail' | 'reply'> {
  readonly messageId: string;
  readonly status: MessageStatus;
  /** Whether the number is on the suppression list. */
  readonly suppressed: boolean;
  /** A name cannot be replied to, and not every provider tells. */
  readonly canReply: boolean;
}

/** What arrived on people's phones, and what they reply: for people (`/sms`, with buttons) and for programs (`/sms.json`). */
export function smsPages(standIn: Named<SmsStandIn> | undefined, { sms }: Messaging): Router {
  const router = Router();
  if (!standIn) {
    router.use(/^\/sms(\/|\.json$|$)/, () => {
      throw new HttpError(404, 'no_sms_stand_in', 'TWILIO_ACCOUNT_SID is set, so SMS go to real phones.');
    });
    return router;
  }
  const { title } = standIn;
  const taken = () =>
    Promise.all(
      standIn
        .taken()
        .slice(-maxShown)
        .reverse()
        .map((one) => recordOf(one, sms)),
    );
  const show = async (req: Request, res: Response) => showAgain(req, res, '/sms', await taken());
  const smsOf = ({ params: { id } }: Request<{ id: string }>): ProviderSms => {
    const all = standIn.taken();
    const found = id === 'latest' ? all.at(-1) : all.find((one) => one.id === id);
    if (found) return found;
    throw new HttpError(404, 'no_such_sms', 'No such SMS was taken since the start.');
  };

  router.get('/sms.json', async (_req, res) => res.json(await taken()));
  router.get('/sms', async (req, res) => {
    const watching = queryOf(req, 'watch') !== undefined;
    if (watching) res.set('Refresh', '1');
    const replies = standIn.written().slice(-maxShown).reverse();
    res.send(listPage({ title, taken: await taken(), replies, watching }));
  });
  router.post('/sms/{*rest}', formOrJson);
  router.post('/sms/:id/reply', async (req: Request<{ id: string }>, res) => {
    const { from, reply } = smsOf(req);
    if (!isNumber(from)) throw new HttpError(409, 'no_reply', 'It came from a name: nobody can reply to it.');
    if (!reply) throw new HttpError(409, 'no_reply', `${title} does not tell what phones reply.`);
    const status = await reply(textOf(bodyOf(req).text));
    if (status >= 300)
      throw new HttpError(502, 'callback_refused', `Postern answered the reply by ${status}.`);
    await show(req, res);
  });
  router.post('/sms/:id/fail', async (req: Request<{ id: string }>, res) => {
    await smsOf(req).fail();
    await show(req, res);
  });
  return router;
}

async function recordOf(taken: ProviderSms, sms: Messaging['sms']): Promise<TakenSms> {
  const { handle, fail: _fail, reply, ...shown } = taken;
  const messageId = messageIdIn(handle) ?? '';
  const [{ status }, suppression] = await Promise.all([sms.get(messageId), sms.suppressions.find(taken.to)]);
  const canReply = reply !== undefined && isNumber(taken.from);
  return { ...shown, messageId, status, suppressed: suppression !== undefined, canReply };
}

function isNumber(sender: string): boolean {
  return /^\+\d+$/.test(sender);
}

interface Shown {
  readonly title: string;
  readonly taken: readonly TakenSms[];
  readonly replies: readonly PhoneReply[];
  readonly watching: boolean;
}

function listPage({ title, taken, replies, watching }: Shown): string {
  return page({
    title: 'Phones',
    area: '/sms',
    body: html`<p>A stand-in for ${title} takes every SMS and reports what becomes of it: <i>sent</i>, then <i>delivered</i>.
Its list begins anew with the process, the history does not. ${watching ? html`This page reloads every second. <a href="/sms">Stop that</a>` : html`<a href="/sms?watch=1">Watch</a>, reloading every second`}</p>
${taken.length > 0 ? takenTable(taken) : html`<p class="notice">No SMS yet: send one, as the <a href="/">start page</a> shows.</p>`}
${replies.length > 0 ? html`<h2>Written by phones</h2>${repliesTable(replies)}` : undefined}`,
  });
}

function takenTable(taken: readonly TakenSms[]): Html {
  const rows = taken.map(
    (sms) => html`<tr>
<td>${sms.to}${sms.suppressed ? html` ${suppressedBadge()}` : undefined}</td>
<td class="value">${sms.text}<br><small>from ${sms.from}</small></td>
<td><a href="/api/sms/messages/${sms.messageId}">${statusBadge(sms.status)}</a></td>
<td>${time(sms.takenAt)}</td>
<td>${actions(sms)}</td>
</tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="SMS"><table>
<thead><tr><th scope="col">To</th><th scope="col">Text</th><th scope="col">Status</th><th scope="col">Taken</th><th scope="col"><span class="hidden">What the phone does</span></th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}

function actions({ id, from, canReply }: TakenSms): Html {
  const reply = (word: string) =>
    html`<form method="post" action="/sms/${id}/reply"><input type="hidden" name="text" value="${word}"><button class="quiet">Reply ${word}</button></form>`;
  const none = isNumber(from) ? 'Replies are not told' : 'From a name: no reply';
  const replies = canReply ? [reply('STOP'), reply('START')] : html`<small>${none}</small>`;
  return html`<div class="actions">${replies}<form method="post" action="/sms/${id}/fail"><button class="quiet">Fail this one</button></form></div>`;
}

function repliesTable(replies: readonly PhoneReply[]): Html {
  const rows = replies.map(
    ({ from, to, text, writtenAt }) =>
      html`<tr><td>${from}</td><td class="value">${text}</td><td>${to}</td><td>${time(writtenAt)}</td></tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Replies"><table>
<thead><tr><th scope="col">From</th><th scope="col">Text</th><th scope="col">To</th><th scope="col">Written</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
