import { Router } from 'express';
import type { ChannelSafeMode, DomainState, Messaging, SafeModeState, SenderState } from 'postern';
import { type Html, html, page } from './html.ts';
import type { OutsideWorld } from './outside-world.ts';

type Local = Pick<OutsideWorld, 'catcher' | 'mailProvider' | 'localDns' | 'phones'>;

/** Where one stands and what to do next, as commands to copy. */
export function homePage(messaging: Messaging, local: Local): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    const [overview, sms, alerts] = await Promise.all([
      messaging.email.overview(),
      messaging.sms.overview(),
      messaging.alerts(),
    ]);
    const domain = overview.sender && (await messaging.email.sender.domain());
    const url = `http://${req.headers.host}`;
    res.send(
      page({
        title: messaging.site.name,
        area: '/',
        body: html`<p>Postern in an Express service: e-mail and SMS, their senders, and a history one can search, as JSON under
<code>${url}/api</code>. There is no login, so it answers on this machine only.</p>
${safeModeNotice(messaging.safeMode)}
${alerts.map(({ detail }) => html`<p class="notice bad">${detail}</p>`)}
<h2>E-mail</h2>
<dl class="facts">
<dt>Sent</dt><dd>${overview.sent}</dd>
<dt>Sender</dt><dd>${senderLine(overview.sender)}</dd>
</dl>
${nextStep(url, overview.sender, domain, local)}
<h2>SMS</h2>
<dl class="facts">
<dt>Sent</dt><dd>${sms.sent}</dd>
<dt>Sender</dt><dd>${sms.sender?.value}</dd>
</dl>
<pre>${post(url, '/api/sms/messages', '{"to":"cus_001","text":"Your table is ready.","origin":"web"}')}</pre>
<h2>Look around</h2>
<ul class="steps">
<li><a href="/console">Console</a>: all of this by clicking, as your people would</li>
<li><a href="/shop">Shop</a>: orders whose mails are kept track of, and a newsletter that one can leave</li>
<li><a href="/mail">Mail catcher</a>: ${mailLine(local)}</li>
<li><a href="/sms">Phones</a>: ${local.phones ? 'every SMS, what became of it, and buttons to reply' : 'off, since TWILIO_ACCOUNT_SID is set'}</li>
<li><a href="/dns">DNS zone</a>: ${local.localDns ? 'the records of the sender’s domain, to add and remove' : 'off, since the real DNS is asked'}</li>
<li><a href="/hooks">Webhooks</a>: what another program is told of messages, signed</li>
<li><a href="/api/email/messages">/api/email/messages</a>: the history</li>
<li><a href="/api/consumers?q=jo">/api/consumers?q=jo</a>: somebody to write to</li>
</ul>`,
      }),
    );
  });
  return router;
}

/** Where mail and SMS go instead of to their recipients. */
function safeModeNotice(safeMode: SafeModeState | undefined): Html | undefined {
  if (!safeMode) return undefined;
  const { email, sms } = safeMode;
  const goes = (what: string, { redirectTo }: ChannelSafeMode) =>
    redirectTo === undefined ? html`No ${what} goes out.` : html`Every ${what} goes to <b>${redirectTo}</b>.`;
  return html`<p class="notice">Safe mode: nobody else is written to. ${goes('e-mail', email)} ${goes('SMS', sms)}</p>`;
}

function mailLine({ catcher, mailProvider }: Local): string {
  if (mailProvider)
    return `every mail that the stand-in for ${mailProvider.title} took, and what it mails itself`;
  if (catcher) return 'every mail that was sent, with what a receiver makes of its signature';
  return 'off, since SMTP_URL is set';
}

function senderLine(sender: SenderState | undefined): Html {
  if (!sender) return html`none yet`;
  const mark = (done: boolean, what: string) =>
    html`<span class="badge ${done ? 'good' : 'bad'}">${what} ${done ? 'validated' : 'not validated'}</span> `;
  return html`${sender.name} &lt;${sender.address}&gt; ${mark(sender.addressValidated, 'address')}${mark(sender.domainValidated, 'domain')}`;
}

function nextStep(
  url: string,
  sender: SenderState | undefined,
  domain: DomainState | undefined,
  local: Local,
): Html {
  const step = (title: string, command: string) => html`<h2>Next: ${title}</h2><pre>${command}</pre>`;
  if (!sender) {
    return step(
      'create a sender',
      post(url, '/api/email/sender', '{"name":"Acme","address":"hello@acme.example"}'),
    );
  }
  if (!sender.addressValidated) {
    if (sender.code.sentBy === 'link') {
      return step(
        'follow the link that was mailed to it, and have it checked',
        `curl -s -X POST ${url}/mail/latest/follow\ncurl -s -X POST ${url}/api/email/sender/address/check`,
      );
    }
    const read = local.catcher || local.mailProvider ? `curl -s ${url}/mail/latest/text\n` : '';
    return step(
      'enter the code that was sent to it',
      `${read}${post(url, '/api/email/sender/confirm', '{"code":"123456"}')}`,
    );
  }
  if (!sender.domainValidated) {
    const count = domain?.records.length ?? 0;
    const add = local.localDns ? `curl -s -X POST ${url}/dns/missing\n` : '';
    return step(
      `add the ${count} DNS records and check the domain`,
      `curl -s ${url}/api/email/sender/domain\n${add}curl -s -X POST ${url}/api/email/sender/domain/check`,
    );
  }
  return step(
    'send',
    post(
      url,
      '/api/email/messages',
      '{"to":"cus_010","subject":"Your invoice","text":"It is attached.","origin":"web"}',
    ),
  );
}

/** A request as one types it. */
export function post(url: string, path: string, json: string): string {
  return `curl -s ${url}${path} -H 'content-type: application/json' -d '${json}'`;
}
