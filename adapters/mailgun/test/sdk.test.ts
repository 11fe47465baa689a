import Mailgun from 'mailgun.js';
import { Enums } from 'mailgun.js/definitions';
import { describe, expect, it, vi } from 'vitest';
import { delivered, type MailgunStandInOptions } from '../src/testing/index.ts';
import { openStandIn } from './support/fixtures.ts';

/** Mailgun's own client, talking to the stand-in: what it expects is what Mailgun answers. */
async function open(options: MailgunStandInOptions = {}, key?: string) {
  const standIn = await openStandIn(options);
  const { apiKey, baseUrl } = standIn.options;
  const client = new Mailgun(FormData).client({
    username: 'api',
    key: key ?? apiKey,
    url: baseUrl,
    useFetch: true,
  });
  return { standIn, client };
}

const mail = {
  from: 'Acme <news@acme.example>',
  to: ['ada@customer.example'],
  subject: 'Welcome',
  text: 'Hello',
};

/** The status that a call of the SDK was refused with. */
async function refused(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => undefined,
    (reason) => reason,
  );
  return error?.status;
}

describe("Mailgun's SDK", () => {
  it('sends a mail with headers, variables and files', async () => {
    const { standIn, client } = await open();
    const sent = await client.messages.create('acme.example', {
      ...mail,
      html: '<p>Hello</p>',
      'h:X-One': '1',
      'h:Message-Id': '<1@acme.example>',
      'v:postern': 'handle',
      attachment: { data: Buffer.from('%PDF'), filename: 'Invoice.pdf' },
      inline: { data: Buffer.from('PNG'), filename: 'logo.png' },
    });
    expect(sent).toMatchObject({ status: 200, id: '<1@acme.example>', message: 'Queued. Thank you.' });
    expect(standIn.mails).toMatchObject([
      {
        domain: 'acme.example',
        id: '1@acme.example',
        recipient: 'ada@customer.example',
        html: '<p>Hello</p>',
        headers: { 'X-One': '1' },
        variables: { postern: 'handle' },
        files: [
          { filename: 'Invoice.pdf', inline: false, content: Buffer.from('%PDF') },
          { filename: 'logo.png', inline: true },
        ],
      },
    ]);
    const other = await client.messages.create('acme.example', mail);
    expect(other.id).toMatch(/^<.+@acme\.example>$/);
  });

  it.each<[string, object]>([
    ['no recipient', { to: [] }],
    ['an address that is none', { to: ['Ada'] }],
    ['a name with a comma', { to: ['Doe, Jo <jo@customer.example>'] }],
    ['no subject', { subject: '' }],
    ['too many options', { 'v:much': 'x'.repeat(17_000) }],
  ])('is refused a mail with %s', async (_name, changes) => {
    const { standIn, client } = await open();
    expect(await refused(client.messages.create('acme.example', { ...mail, ...changes }))).toBe(400);
    expect(standIn.mails).toEqual([]);
  });

  it('sends through domains that are verified alone, where that is asked for', async () => {
    const { client } = await open({ through: 'domains' });
    expect(await refused(client.messages.create('acme.example', mail))).toBe(404);
    await client.domains.create({ name: 'acme.example' });
    expect(await refused(client.messages.create('acme.example', mail))).toBe(403);
    await client.domains.verify('acme.example');
    expect(await client.messages.create('acme.example', mail)).toMatchObject({ status: 200 });
  });

  it('verifies a domain when the DNS has what it was asked for, and deletes it', async () => {
    const there = new Set<string>();
    const { standIn, client } = await open({ dns: ({ name }) => there.has(name) });
    const made = await client.domains.create({ name: 'acme.example' });
    expect(made).toMatchObject({ name: 'acme.example', state: 'unverified' });
    expect(made.sending_dns_records?.map(({ record_type, name }) => `${record_type} ${name}`)).toEqual([
      'TXT acme.example',
      'TXT mx._domainkey.acme.example',
      'CNAME email.acme.example',
    ]);
    expect(await client.domains.verify('acme.example')).toMatchObject({ state: 'unverified' });
    for (const { name } of standIn.domains[0]?.records ?? []) there.add(name);
    expect(await client.domains.verify('acme.example')).toMatchObject({ state: 'active' });
    expect(await client.domains.get('acme.example')).toMatchObject({ state: 'active' });
    expect(await client.domains.list()).toMatchObject([{ name: 'acme.example' }]);
    expect(await refused(client.domains.create({ name: 'acme.example' }))).toBe(400);
    await client.domains.destroy('acme.example');
    expect(await refused(client.domains.get('acme.example'))).toBe(404);
  });

  it('registers webhooks of a domain', async () => {
    const { standIn, client } = await open();
    await client.domains.create({ name: 'acme.example' });
    const url = 'https://acme.example/hook';
    const { DELIVERED } = Enums.WebhooksIds;
    await client.webhooks.create('acme.example', DELIVERED, url, false);
    expect(await client.webhooks.get('acme.example', DELIVERED)).toMatchObject({ urls: [url] });
    expect(standIn.webhookUrls('acme.example', 'delivered')).toEqual([url]);
    expect(await client.webhooks.list('acme.example', {})).toMatchObject({ delivered: { urls: [url] } });
    await client.webhooks.destroy('acme.example', 'delivered');
    expect(standIn.webhookUrls('acme.example', 'delivered')).toEqual([]);
  });

  it('reads events, by the Message-ID too', async () => {
    // It says that a list of logs is to replace them.
    const told = vi.spyOn(console, 'warn').mockReturnValue();
    const { standIn, client } = await open();
    await client.messages.create('acme.example', { ...mail, 'h:Message-Id': '<1@acme.example>' });
    await client.messages.create('acme.example', mail);
    await standIn.report(standIn.mails, delivered);
    const all = await client.events.get('acme.example');
    expect(all.items.map(({ event }) => event).toSorted()).toEqual([
      'accepted',
      'accepted',
      'delivered',
      'delivered',
    ]);
    const found = await client.events.get('acme.example', {
      'message-id': '1@acme.example',
      ascending: 'yes',
    });
    expect(found.items.map(({ event }) => event)).toEqual(['accepted', 'delivered']);
    expect((await client.events.get('other.example')).items).toEqual([]);
    told.mockRestore();
  });

  it('is told nothing with another key', async () => {
    const { client } = await open({}, 'wrong');
    expect(await refused(client.domains.list())).toBe(401);
  });
});
