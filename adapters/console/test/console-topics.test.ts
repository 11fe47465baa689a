import { memoryConsumers } from '@postern/memory';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleFixture, consoleFixture, everything } from './support/console-fixture.ts';

const topics = [
  { id: 'news', name: { en: 'News', de: 'Neuigkeiten' } },
  { id: 'reminders', name: 'Reminders' },
];
const to = { address: 'jo@people.example' };
const words = { subject: 'S', text: 'T' };

let f: ConsoleFixture;
beforeEach(async () => {
  f = await consoleFixture({}, { topics, publicUrl: 'https://acme.example/messaging' });
});
const get = async (path: string) => (await f.call('GET', path)).body;
const post = (path: string, body: object) => f.call('POST', path, { body });

describe('a topic', () => {
  it('is a template’s, until it is saved without one', async () => {
    const { body } = await post('email/templates', { name: 'N', ...words, topic: 'news' });
    expect(body).toMatchObject({ topic: 'news' });
    const path = `email/templates/${body.id}`;
    expect(await get(path)).toMatchObject({ topic: 'news' });
    const save = async (more: object) => {
      const { updatedAt: replaces } = await get(path);
      return (await f.call('PUT', path, { body: { name: 'N', ...words, replaces, ...more } })).body;
    };
    expect(await save({ topic: 'reminders' })).toMatchObject({ topic: 'reminders' });
    expect(await save({})).not.toHaveProperty('topic');
  });

  it('goes with a message by hand, as do the way to opt out and what passes opt-outs', async () => {
    await f.t.messaging.email.preferences.set(to.address, { topics: { news: false } });
    const { id: template } = await f.t.messaging.email.templates.save({ name: 'N', ...words, topic: 'news' });
    const sent = async (body: object) => {
      const { body: receipt } = await post('email/messages', { to, ...words, ...body });
      return get(`email/messages/${receipt.id}`);
    };
    expect(await sent({ topic: 'news' })).toMatchObject({ status: 'suppressed', topic: 'news' });
    expect(await sent({ template })).toMatchObject({ status: 'suppressed', topic: 'news' });
    expect(await sent({ template, topic: 'reminders' })).toMatchObject({ status: 'queued' });
    expect(await sent({ topic: 'reminders', unsubscribe: true })).toMatchObject({
      ...{
        status: 'queued',
        content: { unsubscribe: expect.stringMatching(/^https:.+\/unsubscribe\/[\w-]+$/) },
      },
    });
    const essential = await sent({ topic: 'news', essential: true });
    expect(essential).toMatchObject({ status: 'queued', essential: true });
    expect(essential.content).not.toHaveProperty('unsubscribe');
    const sms = await post('sms/messages', { to: { consumerId: 'c1' }, text: 'T', topic: 'reminders' });
    expect(await get(`sms/messages/${sms.body.id}`)).toMatchObject({ topic: 'reminders' });
  });

  it('is refused where there is none, and the way to opt out where opt-outs are passed', async () => {
    const refused = async (body: object) =>
      (await post('email/messages', { to, ...words, ...body })).body.error;
    expect(await refused({ topic: 'nwes' })).toMatchObject({ details: { field: 'topic' } });
    expect(await refused({ essential: true, unsubscribe: true })).toMatchObject({
      details: { field: 'essential' },
    });
    expect(await refused({ essential: true, text: 'Or {{ unsubscribeUrl }}' })).toMatchObject({
      details: { field: 'unsubscribe' },
    });
  });

  it('stands in the session, and whether there is a page to opt out by', async () => {
    expect(await get('session')).toMatchObject({ topics, features: { unsubscribe: true } });
    f = await consoleFixture();
    expect(await get('session')).toMatchObject({ topics: [], features: { unsubscribe: false } });
  });
});

describe('a person’s choices', () => {
  const set = (channel: string, body: object, as = everything) =>
    f.call('PATCH', `consumers/c1/preferences/${channel}`, { body, as });

  it('are what they opted out of in each channel, and since when', async () => {
    const { email, sms } = f.t.messaging;
    await email.preferences.set('jo@people.example', { topics: { news: false } });
    await email.suppressions.add({ address: 'jo@people.example', reason: 'bounced' });
    await sms.preferences.set('+447400123456', { optedOut: true });
    const at = '2030-01-01T12:00:00.000Z';
    expect(await get('consumers/c1/preferences')).toEqual({
      items: [
        {
          ...{ channel: 'email', address: 'jo@people.example', optedOut: false },
          held: { reason: 'bounced', at },
          topics: [
            { id: 'news', subscribed: false, since: at },
            { id: 'reminders', subscribed: true },
          ],
        },
        {
          ...{ channel: 'sms', address: '+447400123456', optedOut: true, since: at },
          topics: [
            { id: 'news', subscribed: true },
            { id: 'reminders', subscribed: true },
          ],
        },
      ],
      unreadable: [],
    });
    expect((await get('consumers/c2/preferences')).items).toMatchObject([{ channel: 'email' }]);
    expect((await f.call('GET', 'consumers/nobody/preferences')).status).toBe(404);
  });

  it('are changed in one channel by who may manage, who is noted', async () => {
    expect((await set('email', { optedOut: true, topics: { news: false } })).body.items).toMatchObject([
      { channel: 'email', optedOut: true, topics: [{ subscribed: false }, { subscribed: true }] },
      { channel: 'sms', optedOut: false },
    ]);
    await set('email', { optedOut: false });
    const { items } = await f.t.messaging.audit.list({ subject: 'jo@people.example' });
    expect(items.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
      ...['preferences.changed u1', 'preferences.changed u1'],
    ]);
    const looking = { ...everything, can: { view: true, send: true } };
    expect((await set('email', { optedOut: true }, looking)).status).toBe(403);
    expect((await f.call('GET', 'consumers/c1/preferences', { as: looking })).status).toBe(200);
    const { body } = await set('email', { topics: { nwes: false } });
    expect(body.error).toMatchObject({ code: 'invalid_argument', details: { field: 'topics.nwes' } });
  });

  it('are told of no address that cannot be used, and set of none that is not there', async () => {
    const consumers = memoryConsumers([{ id: 'c1', name: 'Odd', email: 'at home', phone: '' }]);
    f = await consoleFixture({}, { consumers, topics });
    expect(await get('consumers/c1/preferences')).toEqual({ items: [], unreadable: ['email'] });
    expect((await set('sms', { optedOut: true })).body.error).toMatchObject({ code: 'consumer_unreachable' });
  });
});
