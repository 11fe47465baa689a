import express, { type Request, type Response, Router } from 'express';
import type { Messaging, Webhook } from 'postern';
import { formOrJson, showAgain } from './forms.ts';
import { type Html, html, page, time } from './html.ts';
import type { ReceivedHook, ReceivedHooks } from './received-hooks.ts';

/** Where `messaging.ts` has events posted to. */
export const hookPath = '/hooks';
/** The webhook's id in the configuration. */
export const hookId = 'receiver';

/** Another program, as far as Postern can tell: it is told by webhook what becomes of messages. For people (`/hooks`) and for programs (`/hooks.json`). */
export function hookPages(hooks: ReceivedHooks, { webhooks }: Messaging): Router {
  const router = Router();
  const seen = () => ({ down: hooks.down, turnedAway: hooks.strangers, received: hooks.list() });
  const show = (req: Request, res: Response) => showAgain(req, res, hookPath, seen());

  // As text: the signature is over the body as it came.
  router.post(hookPath, express.text({ type: () => true, limit: '100kb' }), (req, res) => {
    res.status(hooks.take(typeof req.body === 'string' ? req.body : '', req.headers)).end();
  });
  router.get('/hooks.json', (_req, res) => res.json(seen()));
  // As the other side sees it: each post, and what was answered.
  router.get('/hooks/deliveries.json', async (_req, res) => res.json(await webhooks.deliveries(hookId)));
  router.get(hookPath, async (_req, res) => res.send(hooksPage(hooks, await webhooks.get(hookId))));
  router.post('/hooks/{*rest}', formOrJson);
  router.post('/hooks/ping', async (req, res) => {
    await webhooks.test(hookId);
    show(req, res);
  });
  router.post('/hooks/down', (req, res) => {
    hooks.down = true;
    show(req, res);
  });
  router.post('/hooks/up', (req, res) => {
    hooks.down = false;
    show(req, res);
  });
  return router;
}

function hooksPage(hooks: ReceivedHooks, webhook: Webhook): string {
  const received = hooks.list();
  const button = (action: string, words: string) =>
    html`<form method="post" action="/hooks/${action}"><button class="quiet">${words}</button></form>`;
  return page({
    title: 'Webhooks',
    area: hookPath,
    body: html`<p>A receiver as another program has one: Postern posts to it what becomes of messages, signed by Standard Webhooks, and it
verifies that by the library of that name. More are made in the <a href="/console/webhooks">console</a>.</p>
<dl class="facts">
<dt>Waiting</dt><dd>${webhook.waiting}${webhook.disabled ? html` <span class="badge bad">disabled</span>` : undefined}</dd>
<dt>Turned away</dt><dd>${hooks.strangers} without a valid signature</dd>
</dl>
<div class="actions">${button('ping', 'Post a ping')}${hooks.down ? button('up', 'Take it again') : button('down', 'Answer by 503 for now')}</div>
${hooks.down ? html`<p class="notice">What comes is answered by 503: it comes again, after 5 seconds first, and what follows of the same message waits behind it.</p>` : undefined}
${received.length > 0 ? hooksTable(received) : html`<p class="notice">Nothing came since the start: send something, or post a ping.</p>`}`,
  });
}

function hooksTable(received: readonly ReceivedHook[]): Html {
  const rows = received.map(
    ({ id, type, at, times, data: { message } }) => html`<tr>
<td>${type}</td>
<td>${message ? html`<a href="/api/${message.channel}/messages/${message.id}">${message.id}</a>${message.reference === undefined ? undefined : html`<br><small>${message.reference}</small>`}` : undefined}</td>
<td class="value"><code>${id}</code>${times > 1 ? html` <small>${times} times</small>` : undefined}</td>
<td>${time(at)}</td>
</tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Events"><table>
<thead><tr><th scope="col">Event</th><th scope="col">Message</th><th scope="col">webhook-id</th><th scope="col">Came</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
