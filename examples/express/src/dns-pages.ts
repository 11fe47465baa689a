import { type Request, type Response, Router } from 'express';
import type { DomainRecord, Messaging } from 'postern';
import { formOrJson, showAgain } from './forms.ts';
import { html, page } from './html.ts';
import { HttpError } from './http-error.ts';
import { type LocalDns, readEntry, recordTypes, type ZoneEntry } from './local-dns.ts';

/** The local zone, for people (`/dns`, with forms) and for programs (`/dns.json`, the same posts with JSON). */
export function dnsPages(messaging: Messaging, dns: LocalDns | undefined): Router {
  const router = Router();
  if (!dns) {
    router.use(/^\/dns(\/|\.json$|$)/, () => {
      throw new HttpError(404, 'no_dns_zone', 'The real DNS is asked: add the records at your DNS host.');
    });
    return router;
  }
  const show = (req: Request, res: Response) => showAgain(req, res, '/dns', dns.list());
  router.post('/dns/{*rest}', formOrJson);

  router.get('/dns.json', (_req, res) => res.json(dns.list()));
  router.get('/dns', async (_req, res) => res.send(zonePage(dns, await missingFrom(dns, messaging))));

  router.post('/dns/records', (req, res) => {
    dns.add(readEntry(req.body));
    show(req, res.status(201));
  });
  router.post('/dns/records/remove', (req, res) => {
    dns.remove(readEntry(req.body));
    show(req, res);
  });
  router.post('/dns/missing', async (req, res) => {
    for (const entry of await missingFrom(dns, messaging)) dns.add(entry);
    show(req, res);
  });
  return router;
}

/** What the sender's domain needs and the zone lacks; nothing while there is no sender. */
async function missingFrom(dns: LocalDns, { email }: Messaging): Promise<readonly ZoneEntry[]> {
  if (!(await email.sender.find())) return [];
  const { records } = await email.sender.domain();
  // The DMARC record is a suggestion: beside one that is there it would be a second, and then neither counts.
  const isThere = ({ purpose, name, type, value }: DomainRecord) =>
    purpose === 'dmarc' ? dns.list().some((entry) => entry.name === name) : dns.has({ type, name, value });
  return records.filter((record) => !isThere(record)).map(({ type, name, value }) => ({ type, name, value }));
}

function zonePage(dns: LocalDns, missing: readonly ZoneEntry[]): string {
  const rows = dns.list().map(
    (entry) => html`<tr>
<td>${entry.type}</td><td class="name"><code>${entry.name}</code></td><td class="value"><code>${entry.value}</code></td>
<td class="action"><form method="post" action="/dns/records/remove">
<input type="hidden" name="type" value="${entry.type}"><input type="hidden" name="name" value="${entry.name}"><input type="hidden" name="value" value="${entry.value}">
<button class="quiet" aria-label="Remove ${entry.type} ${entry.name}">Remove</button></form></td>
</tr>`,
  );
  return page({
    title: 'DNS zone',
    area: '/dns',
    body: html`<p>A name server on this machine answers with these records; Postern and the mail catcher ask it instead of the real DNS.</p>
<pre>dig @127.0.0.1 -p ${dns.port} acme.example MX</pre>
${missing.length === 0 ? undefined : missingPart(missing)}
<h2>Records</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Records"><table>
<thead><tr><th scope="col">Type</th><th scope="col">Name</th><th scope="col">Value</th><th scope="col"><span class="hidden">Change</span></th></tr></thead>
<tbody>${rows}</tbody>
</table></div>
<h2>Add a record</h2>
<form class="row" method="post" action="/dns/records">
<label>Type<select name="type">${recordTypes.map((type) => html`<option>${type}</option>`)}</select></label>
<label class="grow">Full name<input name="name" required maxlength="253" autocomplete="off" spellcheck="false" autocapitalize="none" placeholder="_dmarc.acme.example"></label>
<label class="grow">Value<input name="value" required maxlength="4000" autocomplete="off" spellcheck="false" autocapitalize="none" placeholder="v=DMARC1; p=none;"></label>
<button>Add</button>
</form>`,
  });
}

function missingPart(missing: readonly ZoneEntry[]) {
  return html`<div class="notice"><p>The sender’s domain still needs:</p>
<ul>${missing.map(({ type, name }) => html`<li>${type} <code>${name}</code></li>`)}</ul>
<form method="post" action="/dns/missing"><button>Add what is missing</button></form></div>`;
}
