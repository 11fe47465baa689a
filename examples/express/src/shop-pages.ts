import { type Request, Router } from 'express';
import type { Messaging } from 'postern';
import { bodyOf, textOf } from './api-input.ts';
import { statusBadge } from './badges.ts';
import type { Database } from './database.ts';
import { formOrJson, showAgain } from './forms.ts';
import { type Html, html, page, time } from './html.ts';
import { HttpError } from './http-error.ts';
import { type ListedOrder, Orders } from './orders.ts';
import { newsletter } from './templates.ts';
import { userOf } from './user.ts';

/** The host service that Postern is embedded in, as small as one can be: it takes orders and writes a newsletter. */
export function shopPages(messaging: Messaging, database: Database): Router {
  const router = Router();
  const { email, consumers } = messaging;
  router.get('/shop', async (_req, res) => {
    const orders = database.transaction && (await Orders.of(messaging, database).list());
    res.send(shopPage(orders));
  });
  router.post('/shop/{*rest}', formOrJson);

  router.post('/shop/orders', async (req, res) => {
    const { customer, item } = bodyOf(req);
    const given = { customer: textOf(customer), item: textOf(item) };
    showAgain(req, res.status(201), '/shop', await Orders.of(messaging, database).place(given, false));
  });

  /** `{title, words, to}`: `to` names customers by their ids. Who does not get news is `suppressed`; one that cannot be written to is refused alone. */
  router.post('/shop/newsletter', async (req, res) => {
    const { title, words, to } = bodyOf(req);
    const data = { title: textOf(title), words: textOf(words) };
    const customers = textOf(to)
      .split(/[\s,]+/)
      .filter((id) => id !== '');
    const who = { origin: 'web', actor: userOf(req).id } as const;
    const messages = customers.map((id) => ({
      to: id,
      template: newsletter,
      data,
      unsubscribe: true,
      ...who,
    }));
    const result = await email.sendMany(messages);
    if (result.rejections.length > 0 && req.accepts(['json', 'html']) === 'html') {
      const refused = result.rejections.map(
        ({ index, error }) => html`<li><code>${customers[index]}</code>: ${error.message}</li>`,
      );
      const body = html`<p>It was refused for these; for the others it is recorded.</p><ul>${refused}</ul><p><a href="/shop">Back</a></p>`;
      res.send(page({ title: 'Not to everybody', area: '/shop', body }));
    } else showAgain(req, res, '/shop', result);
  });

  // To show a customer the link is for this page's reader to play the customer; a shop links to it from the customer's own account.
  router.get('/shop/preferences/:customer', async (req: Request<{ customer: string }>, res) => {
    const { email: address } = await consumers.get(req.params.customer);
    if (address === undefined) throw new HttpError(404, 'no_address', 'This customer has no e-mail address.');
    res.redirect(303, await email.preferences.url(address));
  });
  return router;
}

function shopPage(orders: readonly ListedOrder[] | undefined): string {
  const noMemory = html`<p class="notice">Orders need a database: start without <code>STORAGE=memory</code>.</p>`;
  return page({
    title: 'Shop',
    area: '/shop',
    body: html`<p>The service that Postern is embedded in. An order and the mail about it are recorded in one transaction.</p>
<h2>Orders</h2>
${orders ? [orderForm(), orders.length > 0 ? ordersTable(orders) : html`<p class="notice">No order yet.</p>`] : noMemory}
<h2>Newsletter</h2>
<p>Of the topic <i>News</i>: whoever left that gets none, and their order confirmations all the same.</p>
<form class="row" method="post" action="/shop/newsletter">
<label class="grow">Title<input name="title" required maxlength="200" value="Teapots are back"></label>
<label class="grow">Words<input name="words" required maxlength="5000" value="In blue and in green."></label>
<label class="grow">To customers<input name="to" required value="cus_001 cus_002 cus_003" autocomplete="off" spellcheck="false"></label>
<button>Send</button>
</form>`,
  });
}

function orderForm(): Html {
  return html`<form class="row" method="post" action="/shop/orders">
<label>Customer<input name="customer" required value="cus_001" autocomplete="off" spellcheck="false"></label>
<label class="grow">Item<input name="item" required maxlength="200" value="A teapot"></label>
<button>Order</button>
</form>`;
}

function ordersTable(orders: readonly ListedOrder[]): Html {
  const rows = orders.map(
    ({ id, customer, item, placedAt, mail }) => html`<tr>
<td>${item}<br><small>${id}</small></td>
<td>${customer}<br><small><a href="/shop/preferences/${customer}">What they get</a></small></td>
<td><a href="/api/email/messages?reference=${id}">${mail ? statusBadge(mail) : html`<span class="badge plain">not yet</span>`}</a></td>
<td>${time(new Date(placedAt))}</td>
</tr>`,
  );
  return html`<p>What became of each mail is written into the order by <code>messaging.subscribe</code>. <a href="/shop">Look again</a></p>
<div class="scroll" tabindex="0" role="region" aria-label="Orders"><table>
<thead><tr><th scope="col">Order</th><th scope="col">Customer</th><th scope="col">Its mail</th><th scope="col">Placed</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`;
}
