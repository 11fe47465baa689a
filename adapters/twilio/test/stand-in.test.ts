import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { WebhookResult } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { twilio } from '../src/index.ts';
import {
  delivered,
  startTwilioStandIn,
  type TwilioStandInOptions,
  undelivered,
} from '../src/testing/index.ts';
import { closedAfterTest, outgoing, sending } from './support/fixtures.ts';

/** A stand-in, a transport to it, and a host that gives its callbacks to the transport. */
async function open(options: TwilioStandInOptions = {}) {
  const results: WebhookResult[] = [];
  let enough = () => {};
  const server = createServer(async (request, response) => {
    const result = await transport.webhook({
      method: request.method ?? '',
      url: `${hostUrl}${request.url}`,
      headers: new Headers(request.headers as Record<string, string>),
      body: await buffer(request),
    });
    results.push(result);
    response.writeHead(result.kind === 'refused' ? 403 : 200);
    response.end(result.kind === 'accepted' ? result.answer?.body : '');
    enough();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hostUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const standIn = closedAfterTest(await startTwilioStandIn({ inboundUrl: `${hostUrl}/inbound`, ...options }));
  const transport = closedAfterTest(twilio({ ...standIn.options, sender: 'Acme' }));
  closedAfterTest({
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return {
    standIn,
    transport,
    results,
    types: () =>
      results.flatMap((one) => (one.kind === 'accepted' ? one.events.map(({ type }) => type) : ['refused'])),
    send: (changes: Parameters<typeof outgoing>[0] = {}) =>
      transport.send(outgoing(changes), sending({ callbackUrl: `${hostUrl}/status?c=x` })),
    /** Resolves when so many callbacks have come. */
    callbacks: (count: number) =>
      new Promise<void>((resolve) => {
        enough = () => results.length >= count && resolve();
        enough();
      }),
  };
}

describe('reports of the stand-in', () => {
  it('are signed so that the adapter takes them, in order', async () => {
    const { standIn, send, types } = await open();
    await send();
    const [message] = standIn.messages;
    if (!message) throw new Error('nothing was taken');
    expect(await standIn.report(message, delivered)).toEqual([200, 200, 200]);
    expect(types()).toEqual(['sent', 'sent', 'delivered']);
    expect(standIn.messages).toMatchObject([{ status: 'delivered' }]);
  });

  it('can be shuffled and repeated', async () => {
    const numbers = [0.9, 0.5, 0.1, 0.8, 0.4, 0.2];
    const { standIn, send, types } = await open({ random: () => numbers.shift() ?? 0 });
    await send();
    const [message] = standIn.messages;
    if (!message) throw new Error('nothing was taken');
    await standIn.report(message, delivered, { shuffled: true, times: 2 });
    expect(types()).toEqual(['delivered', 'delivered', 'sent', 'sent', 'sent', 'sent']);
    expect(standIn.messages).toMatchObject([{ status: 'delivered' }]);
  });

  it('can say that a message did not arrive', async () => {
    const { standIn, send, results } = await open();
    await send();
    const [message] = standIn.messages;
    if (!message) throw new Error('nothing was taken');
    await standIn.report(message, undelivered(30003));
    expect(results.at(-1)).toMatchObject({ events: [{ type: 'undelivered', failure: { code: '30003' } }] });
    expect(standIn.messages).toMatchObject([{ status: 'undelivered', errorCode: 30003 }]);
  });

  it('come by themselves where that is asked for, whether or not one of them is taken', async () => {
    const { send, types, callbacks } = await open({
      reports: ({ to }) => (to === '+33612345678' ? delivered : undelivered()),
    });
    await send();
    await callbacks(3);
    await send({ to: { address: '+447400123456' } });
    await callbacks(6);
    expect(types()).toEqual(['sent', 'sent', 'delivered', 'sent', 'sent', 'undelivered']);
  });

  it('with another token are refused', async () => {
    const { standIn, send } = await open();
    await send();
    const callbackUrl = standIn.messages[0]?.statusCallback ?? '';
    const forger = closedAfterTest(await startTwilioStandIn({ authToken: 'forged' }));
    const forged = twilio({ ...forger.options, sender: 'Acme' });
    await forged.send(outgoing(), sending({ callbackUrl }));
    const [message] = forger.messages;
    if (!message) throw new Error('nothing was taken');
    expect(await forger.report(message, delivered)).toEqual([403, 403, 403]);
  });
});

describe('a phone', () => {
  it('can write to the site', async () => {
    const { standIn, results } = await open();
    const answer = await standIn.receive({ from: '+33612345678', to: 'Acme', text: 'Hello' });
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('<Response/>') });
    expect(results).toMatchObject([{ inbound: [{ from: '+33612345678', text: 'Hello' }] }]);
  });

  it('that wrote STOP gets nothing from that sender until it writes START', async () => {
    const { standIn, send } = await open();
    const from = '+33612345678';
    await standIn.receive({ from, to: 'Acme', text: ' stop ', optOutType: 'STOP' });
    expect(await send()).toMatchObject({
      outcome: 'rejected',
      failure: { class: 'opted_out', code: '21610' },
    });
    expect(await send({ from: { address: 'Other' } })).toMatchObject({ outcome: 'accepted' });
    await standIn.receive({ from, to: 'Acme', text: 'Start' });
    expect(await send()).toMatchObject({ outcome: 'accepted' });
  });
});

describe('the stand-in judges as Twilio does', () => {
  it.each([
    ['a number that is none', { to: { address: 'Ada' } }, '21211'],
    ['no text', { text: '' }, '21602'],
    ['a text too long', { text: 'x'.repeat(1601) }, '21617'],
  ])('%s', async (_name, changes, code) => {
    const { standIn, send } = await open();
    expect(await send(changes)).toMatchObject({ outcome: 'rejected', failure: { code } });
    expect(standIn.messages).toEqual([]);
  });

  it('and shows what it took by the API, newest first', async () => {
    const { standIn, send } = await open();
    await send({ text: 'one' });
    await send({ text: 'two' });
    const { accountSid, authToken, baseUrl } = standIn.options;
    const get = async (path: string, user = `${accountSid}:${authToken}`) => {
      const headers = { Authorization: `Basic ${Buffer.from(user).toString('base64')}` };
      const response = await fetch(`${baseUrl}/2010-04-01/Accounts/${accountSid}/${path}`, { headers });
      return { status: response.status, body: await response.json() };
    };
    expect((await get('Messages.json')).body).toMatchObject({ messages: [{ body: 'two' }, { body: 'one' }] });
    const [first] = standIn.messages;
    expect((await get(`Messages/${first?.sid}.json`)).body).toMatchObject({ body: 'one', status: 'queued' });
    expect(await get('Messages/SM9.json')).toMatchObject({ status: 404, body: { code: 20404 } });
    expect(await get('Messages.json', 'nobody:x')).toMatchObject({ status: 401, body: { code: 20003 } });
  });
});

describe('a test of faults', () => {
  it('may answer a call by hand, and take its message without saying so', async () => {
    const { standIn, send } = await open({
      async intercept({ method, path, parameters, response, take }) {
        if (parameters.get('Body') !== 'lost') return false;
        expect([method, path]).toEqual(['POST', expect.stringMatching(/Messages\.json$/)]);
        expect(take()).toMatchObject({ body: 'lost' });
        response.destroy();
        return true;
      },
    });
    expect(await send({ text: 'lost' })).toMatchObject({ outcome: 'unknown' });
    expect(await send({ text: 'found' })).toMatchObject({ outcome: 'accepted' });
    expect(standIn.messages.map(({ body }) => body)).toEqual(['lost', 'found']);
  });
});
