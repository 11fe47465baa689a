import { memory, memoryTransport } from '@postern/memory';
import type { MessagingConfig, MessagingEvents } from 'postern';
import { Messaging } from 'postern';
import { defineTemplate } from 'postern/templates';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { insertReadySender } from './support/ready-sender.ts';

const topics = [
  { id: 'news', name: { en: 'News', de: 'Neuigkeiten & mehr' }, description: 'Once a month.' },
  { id: 'tips', name: 'Tips' },
];
const jo = 'Jo@customer.example';
const mail = { to: { address: jo }, subject: 'Hi', text: 'Hello' };

async function open(extra: Partial<MessagingConfig> = {}) {
  const wiring = memory();
  const email = memoryTransport({ channel: 'email' });
  const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme <&> Co' },
    secret: 'x'.repeat(32),
    publicUrl: 'https://acme.example/messaging',
    ...{ ...wiring, email, sms, topics },
    ...extra,
  });
  await insertReadySender(wiring.storage);
  const status = async (fields: object = {}) => (await messaging.email.send({ ...mail, ...fields })).status;
  /** The link in a mail of these fields. */
  const linkOf = async (fields: object) => {
    await messaging.email.send({ ...mail, ...fields, unsubscribe: true });
    await messaging.deliverDue();
    return email.sent.at(-1)?.headers?.['List-Unsubscribe']?.slice(1, -1) ?? '';
  };
  const post = (
    url: string,
    form: Record<string, string> | [string, string][] = { 'List-Unsubscribe': 'One-Click' },
  ) => messaging.handle(new Request(url, { method: 'POST', body: new URLSearchParams(form) }));
  const get = async (url: string, language = 'en') =>
    (await messaging.handle(new Request(url, { headers: { 'accept-language': language } }))).text();
  return { messaging, email, status, linkOf, post, get, ...wiring };
}

describe('a topic', () => {
  it('is opted out of by itself, by one POST as mail programs make it', async () => {
    const { messaging, status, linkOf, post } = await open();
    const url = await linkOf({ topic: 'news' });
    expect((await post(url)).status).toBe(200);
    expect(await status({ topic: 'news' })).toBe('suppressed');
    expect([await status({ topic: 'tips' }), await status()]).toEqual(['queued', 'queued']);
    const [entry] = await messaging.email.suppressions.of(jo);
    expect(entry).toMatchObject({ topic: 'news', reason: 'opted_out', source: 'recipient' });
    expect(await messaging.email.suppressions.find(jo)).toBeUndefined();
    const sent = (await messaging.email.history({ status: 'sent' })).items[0];
    expect((await messaging.email.get(sent?.id ?? '')).events.at(-1)).toMatchObject({
      type: 'unsubscribed',
      detail: 'Topic "news".',
    });
  });

  it('without one everything is opted out of', async () => {
    const { status, linkOf, post } = await open();
    await post(await linkOf({}));
    expect([await status(), await status({ topic: 'news' })]).toEqual(['suppressed', 'suppressed']);
  });

  it('counts at the hand-over too, for what waited meanwhile', async () => {
    const { messaging, linkOf, post, email } = await open();
    const url = await linkOf({ topic: 'news' });
    const { id } = await messaging.email.send({ ...mail, topic: 'news' });
    const other = await messaging.email.send({ ...mail, topic: 'tips' });
    await post(url);
    await messaging.deliverDue();
    expect((await messaging.email.get(id)).status).toBe('suppressed');
    expect((await messaging.email.get(other.id)).status).toBe('sent');
    expect(email.sent).toHaveLength(2);
  });

  it('comes from the template, unless the message says another', async () => {
    const data = z.object({});
    const letter = defineTemplate({
      id: 'letter',
      channel: 'email',
      schema: data,
      subject: 'S',
      text: 'T',
      topic: 'news',
    });
    const { messaging } = await open({ templates: [letter] });
    const { email } = messaging;
    await email.templates.save({ id: 'stored', name: 'Stored', subject: 'S', text: 'T', topic: 'tips' });
    const topicOf = async (fields: { template: string; topic?: string; text?: string; subject?: string }) => {
      const { id } = await email.send({ to: { address: jo }, ...fields });
      return (await email.get(id)).topic;
    };
    expect(await topicOf({ template: 'letter' })).toBe('news');
    expect(await topicOf({ template: 'stored' })).toBe('tips');
    expect(await topicOf({ template: 'stored', subject: 'Own', text: 'Own' })).toBe('tips');
    expect(await topicOf({ template: 'stored', topic: 'news' })).toBe('news');
    expect((await email.templates.get('stored')).topic).toBe('tips');
  });

  it('is one of the configuration’s', async () => {
    const { messaging } = await open();
    await expect(messaging.email.send({ ...mail, topic: 'nwes' })).rejects.toMatchObject({
      code: 'invalid_message',
      message: '"topic" is one of the configuration\'s: "news", "tips".',
    });
    const bare = await open({ topics: [] });
    await expect(bare.messaging.email.send({ ...mail, topic: 'news' })).rejects.toMatchObject({
      code: 'invalid_message',
    });
    for (const wrong of [
      [{ id: 'News!', name: 'x' }],
      [{ id: 'a', name: '' }],
      [topics[0], topics[0]],
      'news',
    ])
      await expect(open({ topics: wrong as never })).rejects.toMatchObject({ code: 'invalid_config' });
  });
});

describe('an essential mail', () => {
  it('passes opt-outs, of its topic and of everything, and nothing else', async () => {
    const { messaging, status } = await open();
    const { suppressions, preferences } = messaging.email;
    await preferences.set(jo, { optedOut: true, topics: { news: false } });
    expect([await status(), await status({ essential: true, topic: 'news' })]).toEqual([
      'suppressed',
      'queued',
    ]);
    await suppressions.add({ address: jo, reason: 'complained' });
    expect(await status({ essential: true })).toBe('suppressed');
    expect(await suppressions.delete(jo, { reason: 'complained' })).toBe(true);
    expect([await status({ essential: true }), await status()]).toEqual(['queued', 'suppressed']);
  });

  it('goes out, where the opt-out came while it waited', async () => {
    const { messaging } = await open();
    const { id } = await messaging.email.send({ ...mail, essential: true });
    await messaging.email.preferences.set(jo, { optedOut: true });
    await messaging.deliverDue();
    expect((await messaging.email.get(id)).status).toBe('sent');
  });

  it('has nothing to unsubscribe from', async () => {
    const { messaging } = await open();
    await expect(messaging.email.send({ ...mail, essential: true, unsubscribe: true })).rejects.toMatchObject(
      {
        code: 'invalid_message',
        details: { field: 'essential' },
      },
    );
  });
});

describe('the page of a link to unsubscribe', () => {
  it('asks about the topic, and offers the others', async () => {
    const { linkOf, get, status } = await open();
    const url = await linkOf({ topic: 'news' });
    const html = await get(url);
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('Unsubscribe from “News”');
    expect(html).toContain('about “News” from Acme &#60;&#38;&#62; Co');
    expect(html.match(/type="checkbox"[^>]* checked/g)).toHaveLength(2);
    expect(html).toContain('Once a month.');
    expect(await status({ topic: 'news' })).toBe('queued');
  });

  it('speaks the recipient’s language, then the site’s, then English', async () => {
    const { linkOf, get } = await open({ site: { id: 'acme', name: 'Acme', language: 'pl' } });
    const url = await linkOf({ topic: 'news' });
    expect(await get(url, 'de-AT,en;q=0.5')).toContain('„Neuigkeiten &#38; mehr“ abbestellen');
    expect(await get(url, 'ja, fr;q=0.2, de;q=0.1')).toContain('<html lang="fr">');
    expect(await get(url, 'ja')).toContain('<html lang="pl">');
    expect(await get(url, 'xx;q=a,,;;,de;q=0,'.repeat(500))).toContain('<html lang="pl">');
  });

  it('shows the site’s colour and logo, and lets in nothing else', async () => {
    const brand = { color: '#ffcc00', logo: 'https://cdn.acme.example/logo.png?a="><script>' };
    const { linkOf, messaging } = await open({ site: { id: 'acme', name: 'Acme', brand } });
    const response = await messaging.handle(new Request(await linkOf({})));
    const html = await response.text();
    expect(html).toContain('button.main{background:#ffcc00;color:#000}');
    expect(html).not.toContain('<script');
    expect(response.headers.get('content-security-policy')).toContain(
      "default-src 'none'; style-src 'unsafe-inline'; img-src https://cdn.acme.example;",
    );
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    for (const wrong of [
      { color: 'red' },
      { color: '#12345' },
      { logo: 'http://a.example/x.png' },
      { logo: 'https://a;script-src.example/' },
    ])
      await expect(open({ site: { id: 'acme', name: 'Acme', brand: wrong } })).rejects.toMatchObject({
        code: 'invalid_config',
      });
  });

  it('saves what is chosen, and everything', async () => {
    const { messaging, linkOf, post } = await open();
    const told: MessagingEvents['preferences.changed'][] = [];
    messaging.on('preferences.changed', (event) => told.push(event));
    const url = `${await linkOf({ topic: 'news' })}?choose`;
    const { preferences } = messaging.email;
    const now = async () => {
      const { optedOut, topics: of } = await preferences.get(jo);
      return [optedOut, ...of.filter(({ subscribed }) => subscribed).map(({ id }) => id)];
    };
    const saved = await post(url, [
      ['choice', 'topics'],
      ['topic', 'tips'],
      ['topic', 'nonsense'],
    ]);
    expect(await saved.text()).toContain('Your choice is saved.');
    expect(await now()).toEqual([false, 'tips']);
    await post(url, { choice: 'nothing' });
    expect((await now())[0]).toBe(true);
    expect(await (await messaging.handle(new Request(url))).text()).toContain(
      'At the moment you get nothing',
    );
    await post(url, [
      ['choice', 'topics'],
      ['topic', 'news'],
      ['topic', 'tips'],
    ]);
    expect(await now()).toEqual([false, 'news', 'tips']);
    expect(await messaging.email.suppressions.of(jo)).toEqual([]);
    expect(told.map(({ optedOut, topics: without }) => [optedOut, without])).toEqual([
      [false, ['news']],
      [true, ['news']],
      [false, []],
    ]);
    await post(url, [
      ['choice', 'topics'],
      ['topic', 'news'],
      ['topic', 'tips'],
    ]);
    expect(told).toHaveLength(3);
  });

  it('lifts nothing but opt-outs', async () => {
    const { messaging, linkOf, post, status } = await open();
    const url = `${await linkOf({ topic: 'news' })}?choose`;
    await messaging.email.suppressions.add({ address: jo, reason: 'bounced' });
    await messaging.email.suppressions.add({ address: jo, reason: 'manual', topic: 'tips' });
    await post(url, [
      ['choice', 'topics'],
      ['topic', 'news'],
      ['topic', 'tips'],
    ]);
    expect(await status()).toBe('suppressed');
    expect(await messaging.email.suppressions.of(jo)).toHaveLength(2);
  });
});

describe('a host’s own link', () => {
  it('leads to the choices, for a day', async () => {
    let now = new Date('2030-01-01T12:00:00Z');
    const { messaging, get, post } = await open({
      clock: () => now,
      embeddedBy: ['https://app.acme.example'],
    });
    const { preferences } = messaging.email;
    const url = await preferences.url(jo);
    expect(url).toMatch(/^https:\/\/acme\.example\/messaging\/preferences\/[\w-]+$/);
    const response = await messaging.handle(new Request(url));
    expect(response.headers.get('content-security-policy')).toContain(
      'frame-ancestors https://app.acme.example;',
    );
    expect(await response.text()).toContain('What you get');
    await post(`${url}?choose`, [
      ['choice', 'topics'],
      ['topic', 'tips'],
    ]);
    expect((await preferences.get(jo)).topics).toEqual([
      { id: 'news', name: 'News', subscribed: false },
      { id: 'tips', name: 'Tips', subscribed: true },
    ]);
    now = new Date('2030-01-02T12:00:00Z');
    expect(await get(url)).toContain('This link is too old');
    expect((await post(url, { choice: 'nothing' })).status).toBe(410);
    expect((await preferences.get(jo)).optedOut).toBe(false);
  });

  it('is of one recipient, channel and purpose', async () => {
    const { messaging, post, linkOf } = await open();
    const url = await messaging.sms.preferences.url('+447400123456');
    await post(url, { choice: 'nothing' });
    expect((await messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hi' })).status).toBe(
      'suppressed',
    );
    expect((await messaging.email.preferences.get(jo)).optedOut).toBe(false);
    const mixed = (await linkOf({})).replace('/unsubscribe/', '/preferences/');
    expect((await post(mixed, { choice: 'nothing' })).status).toBe(404);
    expect((await post(`${url.slice(0, -4)}AAAA`, { choice: 'nothing' })).status).toBe(404);
    expect((await messaging.handle(new Request(url, { method: 'DELETE' }))).status).toBe(405);
  });

  it('refuses what is no topic, and nonsense', async () => {
    const { messaging } = await open();
    const { preferences, suppressions } = messaging.email;
    const refused = { code: 'invalid_argument' };
    await expect(preferences.set(jo, { topics: { nwes: true } })).rejects.toMatchObject(refused);
    await expect(preferences.set(jo, { all: true } as never)).rejects.toMatchObject(refused);
    await expect(preferences.url(jo, { validForMs: 0 })).rejects.toMatchObject(refused);
    await expect(preferences.url('jo')).rejects.toMatchObject({ code: 'invalid_address' });
    await expect(suppressions.add({ address: jo, topic: 'nwes' })).rejects.toMatchObject(refused);
    await expect(suppressions.add({ address: jo, topic: 'news', reason: 'bounced' })).rejects.toMatchObject(
      refused,
    );
  });

  it('pages of the list keep entries of one address apart', async () => {
    const { messaging } = await open({ clock: () => new Date('2030-01-01T12:00:00Z') });
    const { suppressions } = messaging.email;
    await suppressions.add({ address: jo, reason: 'bounced' });
    await suppressions.add({ address: jo, reason: 'opted_out' });
    for (const topic of ['news', 'tips']) await suppressions.add({ address: jo, reason: 'opted_out', topic });
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page = await suppressions.list(cursor === '' ? { limit: 1 } : { limit: 1, cursor });
      seen.push(...page.items.map(({ topic = '', reason }) => `${topic}/${reason}`));
      cursor = page.next;
    }
    expect(seen).toEqual(['tips/opted_out', 'news/opted_out', '/opted_out', '/bounced']);
  });
});
