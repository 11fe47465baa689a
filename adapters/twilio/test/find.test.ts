import { beforeEach, describe, expect, it } from 'vitest';
import type { TwilioTransport } from '../src/index.ts';
import { openProvider, outgoing, sending, transportTo } from './support/fixtures.ts';
import { error, type Provider } from './support/provider.ts';

let provider: Provider;
let transport: TwilioTransport;
const { signal } = new AbortController();
const begun = () => new Date();

beforeEach(async () => {
  provider = await openProvider();
  transport = transportTo(provider);
});

const take = (changes: Parameters<typeof outgoing>[0] = {}) => transport.send(outgoing(changes), sending());

/** The provider answers a list of these, made now. */
function listed(...messages: readonly object[]): void {
  const date = new Date().toUTCString().replace('GMT', '+0000');
  const usual = {
    to: outgoing().to.address,
    body: outgoing().text,
    direction: 'outbound-api',
    date_created: date,
  };
  provider.fault = {
    status: 200,
    body: {
      messages: messages.map((message) => ({ ...usual, status: 'queued', ...message })),
      next_page_uri: null,
    },
  };
}

describe('a hand-over whose answer was lost is found', () => {
  it('by number and text, with what became of it', async () => {
    const since = begun();
    provider.fault = 'break';
    await take();
    provider.fault = undefined;
    await take({ text: 'Acme: something else.' });
    await take({ to: { address: '+447400123456' } });
    const [lost] = provider.standIn.messages;
    expect(await transport.find(outgoing(), since, signal)).toEqual({
      kind: 'found',
      providerId: lost?.sid,
      type: 'sent',
    });
  });

  it.each([
    ['accepted', 'sent'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['undelivered', 'undelivered'],
    ['failed', 'failed'],
    ['of another year', 'sent'],
  ])('%s as %s', async (status, type) => {
    listed({ sid: 'SM1', status });
    expect(await transport.find(outgoing(), begun(), signal)).toEqual({
      kind: 'found',
      providerId: 'SM1',
      type,
    });
  });

  it('also where a trial account put its own words before the text, or line ends changed', async () => {
    listed({ sid: 'SM1', body: 'Sent from your Twilio trial account - one\r\ntwo' });
    expect(await transport.find(outgoing({ text: 'one\ntwo\n' }), begun(), signal)).toMatchObject({
      kind: 'found',
    });
  });

  it('on a later page', async () => {
    const since = begun();
    await take({ text: 'the one that is looked for' });
    for (let count = 0; count < 60; count += 1) await take({ text: `Message ${count}` });
    const result = await transport.find(outgoing({ text: 'the one that is looked for' }), since, signal);
    expect(result).toMatchObject({ kind: 'found', providerId: provider.standIn.messages[0]?.sid });
  });
});

describe('nothing is found', () => {
  it('where the text never went to that number', async () => {
    await take({ text: 'Another.' });
    expect(await transport.find(outgoing(), begun(), signal)).toEqual({ kind: 'not_found' });
  });

  it('where it went before the hand-over began; a fraction of a second does not count, for Twilio has none', async () => {
    const at = '2026-11-23T09:30:10.000Z';
    listed({ sid: 'SM1', date_created: new Date(at).toUTCString().replace('GMT', '+0000') });
    const since = (time: string) => transport.find(outgoing(), new Date(time), signal);
    expect(await since('2026-11-23T09:30:10.900Z')).toMatchObject({ kind: 'found' });
    expect(await since('2026-11-23T09:30:11.000Z')).toEqual({ kind: 'not_found' });
  });

  it('where only a phone wrote it, or a person in the console', async () => {
    listed({ sid: 'SM1', direction: 'inbound' }, { sid: 'SM2', direction: 'outbound-reply' });
    expect(await transport.find(outgoing(), begun(), signal)).toEqual({ kind: 'not_found' });
  });
});

describe('no guess is made', () => {
  it('between two of the same text', async () => {
    const since = begun();
    await take();
    await take();
    expect(await transport.find(outgoing(), since, signal)).toEqual({ kind: 'ambiguous' });
  });

  it('where there is more than can be looked through', async () => {
    const date = new Date().toUTCString().replace('GMT', '+0000');
    const other = {
      sid: 'SM1',
      body: 'Other',
      direction: 'outbound-api',
      date_created: date,
      status: 'sent',
    };
    provider.fault = { status: 200, body: { messages: [other], next_page_uri: '/2010-04-01/again.json' } };
    expect(await transport.find(outgoing(), begun(), signal)).toEqual({ kind: 'ambiguous' });
  });

  it('where Twilio does not answer, or not so that it can be read', async () => {
    provider.fault = error(503, 20503);
    await expect(transport.find(outgoing(), begun(), signal)).rejects.toMatchObject({
      code: 'transport_unavailable',
    });
    provider.fault = { status: 200, body: { messages: [{ sid: 'SM1', date_created: 'yesterday' }] } };
    await expect(transport.find(outgoing(), begun(), signal)).rejects.toMatchObject({
      code: 'transport_unavailable',
    });
    provider.fault = error(401, 20003);
    await expect(transport.find(outgoing(), begun(), signal)).rejects.toMatchObject({
      code: 'transport_misconfigured',
    });
  });
});

it('ends when it is aborted', async () => {
  provider.fault = 'stall';
  const abort = new AbortController();
  const reached = provider.reached();
  const finding = transport.find(outgoing(), begun(), abort.signal);
  await reached;
  abort.abort();
  await expect(finding).rejects.toMatchObject({ code: 'transport_unavailable', details: { code: 'EABORT' } });
});

it('credentials are not taken to where a page points', async () => {
  const other = await openProvider();
  const date = new Date().toUTCString().replace('GMT', '+0000');
  const message = {
    sid: 'SM1',
    body: 'Other',
    direction: 'outbound-api',
    date_created: date,
    status: 'sent',
  };
  const next_page_url = `${other.standIn.options.baseUrl}/2010-04-01/next.json`;
  provider.fault = { status: 200, body: { messages: [message], meta: { key: 'messages', next_page_url } } };
  await transport.find(outgoing(), begun(), signal);
  expect(provider.calls.at(-1)?.path).toBe('/2010-04-01/next.json');
  expect(other.calls).toEqual([]);
});

describe('where the provider leaves a field of a listed message empty', () => {
  const find = () => transport.find(outgoing(), begun(), signal);
  const old = 'Wed, 03 Mar 2021 10:00:00 +0000';

  it.each([
    ['date_created', { date_created: null }],
    ['date_created and date_updated', { date_created: null, date_updated: null }],
    ['body', { body: null }],
    ['direction', { direction: null }],
    ['sid', { sid: null }],
    [
      'every field',
      Object.fromEntries(
        ['sid', 'body', 'direction', 'status', 'to', 'from', 'date_created'].map((name) => [name, null]),
      ),
    ],
  ])('%s: it may be ours, which is not decided by guessing', async (_, empty) => {
    listed({ sid: 'SM1', ...empty });
    expect(await find()).toEqual({ kind: 'ambiguous' });
  });

  it.each([
    ['an old one', { date_created: null, date_updated: old }],
    ['one with another text', { date_created: null, body: 'Another' }],
    ['one that came in', { body: null, direction: 'inbound' }],
  ])('%s is another all the same', async (_, message) => {
    listed({ sid: 'SM1', ...message });
    expect(await find()).toEqual({ kind: 'not_found' });
  });

  it('one that is ours beside it is found', async () => {
    listed({ sid: 'SM1', body: null }, { sid: 'SM2', status: null, error_code: null, price: null });
    expect(await find()).toEqual({ kind: 'found', providerId: 'SM2', type: 'sent' });
  });
});
