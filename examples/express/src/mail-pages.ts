import { type Request, Router } from 'express';
import { isMessagingError, type Message, type Messaging } from 'postern';
import { statusBadge, verdictBadge } from './badges.ts';
import { bounceOf } from './bounce.ts';
import type { CaughtMail } from './caught-mails.ts';
import { showAgain } from './forms.ts';
import { messageIdIn } from './handle.ts';
import { type Html, html, page, time } from './html.ts';
import { HttpError } from './http-error.ts';
import type { MailCatcher } from './mail-catcher.ts';

/** The caught mails, for people (`/mail`) and for programs (`/mail.json`, `/mail/latest.json`, `/mail/latest/text`). */
export function mailPages(catcher: MailCatcher | undefined, messaging: Messaging): Router {
  const router = Router();
  if (!catcher) {
    router.get(/^\/mail(\/|\.json$|$)/, () => {
      throw new HttpError(404, 'no_mail_catcher', 'SMTP_URL is set, so mails go to that server.');
    });
    return router;
  }
  const mailOf = (req: Request<{ id: string }>): CaughtMail => {
    const mail = catcher.mails.get(req.params.id);
    if (mail) return mail;
    throw new HttpError(404, 'no_such_mail', 'No such mail was caught.');
  };

  router.get('/mail.json', (_req, res) => res.json(catcher.mails.list().map(asJson)));
  router.get('/mail', (_req, res) => res.send(listPage(catcher.mails.list(), catcher.port)));
  router.get('/mail/:id.json', (req, res) => res.json(asJson(mailOf(req))));
  router.get('/mail/:id', async (req, res) => {
    const mail = mailOf(req);
    res.send(mailPage(mail, await messageOf(mail, messaging)));
  });
  router.get('/mail/:id/text', (req, res) => res.type('text/plain').send(`${mailOf(req).text.trimEnd()}\n`));
  router.get('/mail/:id/source', (req, res) => res.type('text/plain').send(mailOf(req).source));
  router.get('/mail/:id/html', (req, res) => {
    // What a stranger wrote: no script, no forms, no links that leave the frame, nothing loaded, an origin of its own.
    res.set(
      'Content-Security-Policy',
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    );
    res.type('text/html').send(mailOf(req).html ?? '');
  });
  // As the recipient's mail server would, only that no mail is sent: what an own mail server would take in goes to `receive` at once.
  router.post('/mail/:id/bounce', async (req, res) => {
    const mail = mailOf(req);
    const found = await messaging.receive(bounceOf(mail));
    if (found.every(({ result }) => result === 'not_found')) {
      throw new HttpError(409, 'not_ours', 'Its envelope sender names no message that is recorded here.');
    }
    showAgain(req, res, `/mail/${mail.id}`, found);
  });
  return router;
}

function asJson({ source: _, ...mail }: CaughtMail): Omit<CaughtMail, 'source'> {
  return mail;
}

/** The message that a mail was made from, by its envelope sender; absent for mails of others. */
async function messageOf({ envelope }: CaughtMail, { email }: Messaging): Promise<Message | undefined> {
  const id = messageIdIn(envelope.from);
  if (id === undefined) return undefined;
  try {
    return await email.get(id);
  } catch (error) {
    if (isMessagingError(error) && error.code === 'message_not_found') return undefined;
    throw error;
  }
}

function listPage(mails: readonly CaughtMail[], port: number): string {
  const rows = mails.map(
    (mail) => html`<tr>
<td><a href="/mail/${mail.id}">${mail.subject || '(no subject)'}</a></td>
<td>${mail.to || mail.envelope.to.join(', ')}</td>
<td>${mail.from}</td>
<td>${dkimBadge(mail)}</td>
<td>${time(mail.receivedAt)}</td>
</tr>`,
  );
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Caught mails"><table>
<thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">From</th><th scope="col">DKIM</th><th scope="col">Received</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
  return page({
    title: 'Mail catcher',
    area: '/mail',
    body: html`<p>Every mail sent to <code>smtp://127.0.0.1:${port}</code> ends here, and nowhere else.
<a href="/mail">Look again</a></p>
${mails.length > 0 ? table : html`<p class="notice">No mail yet: <a href="/">create a sender</a>, and its one-time code arrives here.</p>`}`,
  });
}

function mailPage(mail: CaughtMail, message: Message | undefined): string {
  return page({
    title: mail.subject || '(no subject)',
    area: '/mail',
    body: html`<dl class="facts">
<dt>From</dt><dd>${mail.from}</dd>
<dt>To</dt><dd>${mail.to}</dd>
<dt>Envelope</dt><dd><code>${mail.envelope.from}</code> to <code>${mail.envelope.to.join(', ')}</code></dd>
<dt>Received</dt><dd>${time(mail.receivedAt)}</dd>
${message ? html`<dt>Recorded as</dt><dd><a href="/api/email/messages/${message.id}">${statusBadge(message.status)}</a></dd>` : undefined}
${mail.attachments.length > 0 ? html`<dt>Files</dt><dd>${mail.attachments.map(fileLine)}</dd>` : undefined}
<dt>DKIM</dt><dd>${dkimLines(mail)}</dd>
<dt>DMARC</dt><dd>${verdictBadge(mail.verdict.dmarc.result)}${mail.verdict.dmarc.policy ? html` the domain's policy is <code>${mail.verdict.dmarc.policy}</code>` : undefined}</dd>
</dl>
${message ? whatComesBack(mail) : undefined}
<h2>Text</h2>
<pre class="mail">${mail.text}</pre>
${mail.html === undefined ? undefined : html`<h2>HTML</h2><iframe sandbox title="The mail's HTML" src="/mail/${mail.id}/html"></iframe>`}
<details><summary>All headers</summary><pre>${mail.headers.join('\n')}</pre></details>
<p><a href="/mail/${mail.id}/source">Source</a> · <a href="/mail">All mails</a></p>`,
  });
}

function whatComesBack({ id, unsubscribeUrl }: CaughtMail): Html {
  return html`<form class="row" method="post" action="/mail/${id}/bounce"><button class="quiet">Bounce this mail</button>
${unsubscribeUrl === undefined ? undefined : html`<a href="${unsubscribeUrl}">Unsubscribe</a>`}</form>`;
}

function fileLine({ filename, contentType, bytes }: CaughtMail['attachments'][number]): Html {
  return html`<div>${filename} (${contentType}, ${bytes} bytes)</div>`;
}

function dkimLines({ verdict }: CaughtMail): Html | readonly Html[] {
  if (verdict.dkim.length === 0) return html`${verdictBadge('none')} not signed`;
  return verdict.dkim.map(
    ({ domain, selector, result, comment }) =>
      html`<div>${verdictBadge(result)} <code>${selector}._domainkey.${domain}</code> ${comment}</div>`,
  );
}

/** In the list: the worst of a mail's signatures. */
function dkimBadge({ verdict }: CaughtMail): Html {
  const results = verdict.dkim.map(({ result }) => result);
  return verdictBadge(results.find((result) => result !== 'pass') ?? results[0] ?? 'none');
}
