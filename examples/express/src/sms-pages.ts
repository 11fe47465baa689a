import { type StandInMessage, type TwilioStandIn, undelivered } from '@postern/twilio/testing';
import { type Request, type Response, Router } from 'express';
import type { MessageStatus, Messaging } from 'postern';
import { bodyOf, queryOf, textOf } from './api-input.ts';
import { statusBadge, suppressedBadge } from './badges.ts';
import { formOrJson, showAgain } from './forms.ts';
import { messageIdIn } from './handle.ts';
import { type Html, html, page, time } from './html.ts';
import { HttpError } from './http-error.ts';

const maxShown = 100;
/** Twilio's code for a number that does not exist. */
const unknownNumber = 30005;

/** An SMS that the stand-in took, and what Postern has recorded of it by now. */
interface TakenSms {
  readonly sid: string;
  readonly takenAt: Date;
  readonly to: string;
  /** A number, or a name, which nobody can reply to. */
  readonly from: string;
  readonly text: string;
  readonly messageId: string;
  readonly status: MessageStatus;
  /** Whether the number is on the suppression list. */
  readonly suppressed: boolean;
}

/** What arrived on people's phones, and what they reply: for people (`/sms`, with buttons) and for programs (`/sms.json`). */
export function smsPages(standIn: TwilioStandIn | undefined, { sms }: Messaging): Router {
  const router = Router();
  if (!standIn) {
    router.use(/^\/sms(\/|\.json$|$)/, () => {
      throw new HttpError(404, 'no_sms_stand_in', 'TWILIO_ACCOUNT_SID is set, so SMS go to real phones.');
    });
    return router;
  }
  const outbound = () => standIn.messages.filter(({ direction }) => direction === 'outbound-api');
  const taken = () =>
    Promise.all(
      outbound()
        .slice(-maxShown)
        .reverse()
        .map((one) => recordOf(one, sms)),
    );
  const show = async (req: Request, res: Response) => showAgain(req, res, '/sms', await taken());
  const smsOf = ({ params: { sid } }: Request<{ sid: string }>): StandInMessage => {
    const found = sid === 'latest' ? outbound().at(-1) : outbound().find((one) => one.sid === sid);
    if (found) return found;
    throw new HttpError(404, 'no_such_sms', 'No such SMS was taken since the start.');
  };

  router.get('/sms.json', async (_req, res) => res.json(await taken()));
  router.get('/sms', async (req, res) => {
    const watching = queryOf(req, 'watch') !== undefined;
    if (watching) res.set('Refresh', '1');
    const replies = standIn.messages.filter(({ direction }) => direction === 'inbound').slice(-maxShown);
    res.send(listPage(await taken(), replies.reverse(), watching));
  });
  router.post('/sms/{*rest}', formOrJson);
  router.post('/sms/:sid/reply', async (req: Request<{ sid: string }>, res) => {
    const { to, from = '' } = smsOf(req);
    if (!isNumber(from)) throw new HttpError(409, 'no_reply', 'It came from a name: nobody can reply to it.');
    const { status } = await standIn.receive({ from: to, to: from, text: textOf(bodyOf(req).text) });
    if (status >= 300)
      throw new HttpError(502, 'callback_refused', `Postern answered the reply by ${status}.`);
    await show(req, res);
  });
  router.post('/sms/:sid/fail', async (req: Request<{ sid: string }>, res) => {
    // The carrier's last word, whatever was said before: Postern lets it outrank a "delivered".
    await standIn.report(smsOf(req), undelivered(unknownNumber).slice(-1));
    await show(req, res);
  });
  return router;
}

async function recordOf(message: StandInMessage, sms: Messaging['sms']): Promise<TakenSms> {
  // The callback's URL holds the handle, as Postern made it.
  const messageId = messageIdIn(message.statusCallback ?? '') ?? '';
  const [{ status }, suppression] = await Promise.all([
    sms.get(messageId),
    sms.suppressions.find(message.to),
  ]);
  return {
    sid: message.sid,
    takenAt: message.createdAt,
    to: message.to,
    from: message.from ?? '',
    text: message.body,
    messageId,
    status,
    suppressed: suppression !== undefined,
  };
}

function isNumber(sender: string): boolean {
  return /^\+\d+$/.test(sender);
}

function listPage(taken: readonly TakenSms[], replies: readonly StandInMessage[], watching: boolean): string {
  return page({
    title: 'Phones',
    area: '/sms',
    body: html`<p>A stand-in for Twilio takes every SMS and reports what becomes of it by signed callbacks: <i>sent</i>, then <i>delivered</i>.
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

function actions({ sid, from }: TakenSms): Html {
  const reply = (word: string) =>
    html`<form method="post" action="/sms/${sid}/reply"><input type="hidden" name="text" value="${word}"><button class="quiet">Reply ${word}</button></form>`;
  const replies = isNumber(from)
    ? [reply('STOP'), reply('START')]
    : html`<small>From a name: no reply</small>`;
  return html`<div class="actions">${replies}<form method="post" action="/sms/${sid}/fail"><button class="quiet">Fail this one</button></form></div>`;
}

function repliesTable(replies: readonly StandInMessage[]): Html {
  const rows = replies.map(
    ({ from, to, body, createdAt }) =>
      html`<tr><td>${from}</td><td class="value">${body}</td><td>${to}</td><td>${time(createdAt)}</td></tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Replies"><table>
<thead><tr><th scope="col">From</th><th scope="col">Text</th><th scope="col">To</th><th scope="col">Written</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
