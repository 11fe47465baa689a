import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { HttpFault } from 'postern/testing';
import { describe, expect, it } from 'vitest';
import { postmarkError } from '../src/testing/index.ts';
import {
  closedAfterTest,
  correlation,
  openStandIn,
  outgoing,
  sending,
  transportTo,
  under,
} from './support/fixtures.ts';

/** What Postmark says for people; nothing of it may show up anywhere. */
const said = 'Said to ada@customer.example';

describe('a mail that Postmark takes', () => {
  it('goes out with everything that it is made of, and is accepted under its id', async () => {
    const standIn = await openStandIn();
    const message = outgoing({
      from: { address: 'news@acme.example', name: 'Acme, "the" Żółw \\ Co.' },
      replyTo: { address: 'help@acme.example', name: '問い合わせ' },
      html: '<p>Hello <img src="cid:logo@acme"></p>',
      headers: {
        'List-Unsubscribe': '<https://acme.example/u>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
      attachments: [
        { filename: 'Rechnung № 1.pdf', contentType: 'application/pdf', content: 'JVBERg==' },
        { filename: 'logo.png', contentType: 'image/png', content: 'iVBORw==', contentId: 'logo@acme' },
      ],
    });
    const result = await transportTo(standIn).send(message, sending());
    expect(result).toEqual({ outcome: 'accepted', providerId: standIn.mails[0]?.MessageID });
    expect(standIn.http.calls[0]?.json()).toEqual({
      From: '"Acme, \\"the\\" Żółw \\\\ Co." <news@acme.example>',
      To: '"Ada" <ada@customer.example>',
      ReplyTo: '"問い合わせ" <help@acme.example>',
      Subject: 'Welcome',
      HtmlBody: message.html,
      TextBody: 'Hello Ada',
      Headers: [
        { Name: 'List-Unsubscribe', Value: '<https://acme.example/u>' },
        { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
        { Name: 'Message-ID', Value: message.messageId },
        { Name: 'X-PM-KeepID', Value: 'true' },
      ],
      Attachments: [
        { Name: 'Rechnung № 1.pdf', ContentType: 'application/pdf', Content: 'JVBERg==' },
        { Name: 'logo.png', ContentType: 'image/png', Content: 'iVBORw==', ContentID: 'cid:logo@acme' },
      ],
      Metadata: { postern: correlation, postern_message: message.id },
      MessageStream: 'outbound',
    });
  });

  it('goes through the message stream that is named', async () => {
    const standIn = await openStandIn();
    await transportTo(standIn, { messageStream: 'broadcast' }).send(outgoing(), sending());
    expect(standIn.mails[0]?.MessageStream).toBe('broadcast');
    const unknown = await transportTo(standIn, { messageStream: 'nowhere' }).send(outgoing(), sending());
    expect(unknown).toMatchObject({ outcome: 'paused', failure: { class: 'configuration', code: '1235' } });
  });

  it('may have a name that Postmark would read as several addresses', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    for (const name of ['Doe, Jo <jo@evil.example>', 'a"b', '', '@', 'Jo; Ann: x']) {
      const to = { address: 'ada@customer.example', name };
      expect(await transport.send(outgoing({ to }), sending())).toMatchObject({ outcome: 'accepted' });
    }
    expect(new Set(standIn.mails.map(({ recipient }) => recipient))).toEqual(
      new Set(['ada@customer.example']),
    );
  });
});

describe('what Postmark answers decides, by its code before its HTTP status', () => {
  const rejected = (of: string) => ({ outcome: 'rejected', failure: { class: of } });
  const paused = (of: string) => ({ outcome: 'paused', failure: { class: of } });
  it.each<[string, number, number, object]>([
    ['a bad token', 401, 10, paused('configuration')],
    ['maintenance', 503, 100, { outcome: 'retry', failure: { class: 'temporary' } }],
    ['an invalid mail', 422, 300, rejected('content')],
    ['no such signature', 422, 400, rejected('sender')],
    ['a signature that is not confirmed', 422, 401, rejected('sender')],
    ['bad JSON', 422, 402, rejected('content')],
    ['JSON of another form', 422, 403, rejected('content')],
    ['no credit', 422, 405, paused('configuration')],
    ['an inactive recipient', 422, 406, rejected('recipient')],
    ['no JSON', 422, 409, rejected('content')],
    ['a forbidden file', 422, 411, rejected('content')],
    ['an account to be approved', 422, 412, paused('configuration')],
    ['an account that may not send', 422, 413, paused('configuration')],
    ['too many requests', 429, 429, paused('throttled')],
    ['a stream of another type', 422, 1221, paused('configuration')],
    ['no stream', 422, 1222, paused('configuration')],
    ['no such stream', 422, 1226, paused('configuration')],
    ['no such stream on the server', 422, 1235, paused('configuration')],
    ['a stream for mails that come in', 422, 1236, paused('configuration')],
    ['a code that is not known', 422, 9_999, rejected('content')],
    ['an error of theirs', 500, 0, { outcome: 'unknown', failure: { class: 'ambiguous' } }],
  ])('%s', async (_name, status, code, expected) => {
    const { result, asked } = await under(postmarkError(status, code, said));
    expect(result).toMatchObject(expected);
    expect(result).toMatchObject({ failure: { code: `${code}` } });
    expect(asked).toBe(1);
    expect(JSON.stringify(result)).not.toContain(said);
  });

  it.each<[number, object]>([
    [502, { outcome: 'unknown', failure: { class: 'ambiguous', code: 'HTTP 502' } }],
    // https://postmarkapp.com/support/article/getting-a-403-that-doesnt-look-like-a-postmark-error
    [403, paused('configuration')],
    [404, paused('configuration')],
    [413, rejected('content')],
    [302, paused('configuration')],
  ])('a page of HTML under %s', async (status, expected) => {
    const { result } = await under({ status, body: `<html>${said}</html>` });
    expect(result).toMatchObject(expected);
    expect(JSON.stringify(result)).not.toContain(said);
  });

  it('unless the host says otherwise', async () => {
    const errors = [{ codes: [400], class: 'configuration' as const, hint: 'Ours.' }];
    const { result } = await under(postmarkError(422, 400, said), { errors });
    expect(result).toMatchObject({
      outcome: 'paused',
      failure: { code: '400', message: expect.stringContaining('Ours.') },
    });
  });

  it.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['7', 7_000],
    ['Sun, 29 Nov 2026 20:01:00 GMT', 60_000],
    ['soon', undefined],
  ])('429 with Retry-After %s pauses for %s ms', async (header, afterMs) => {
    const headers = header === undefined ? {} : { 'Retry-After': header };
    const clock = () => new Date('2026-11-29T20:00:00Z');
    const { result } = await under(postmarkError(429, 429, said, headers), { clock });
    expect(result).toMatchObject({ outcome: 'paused', failure: { class: 'throttled' } });
    expect('afterMs' in result ? result.afterMs : undefined).toBe(afterMs);
  });
});

describe('a hand-over whose answer is lost or cannot be read is unknown, and made once', () => {
  it.each<[HttpFault, string]>([
    ['stall', 'ETIMEDOUT'],
    ['stall within', 'ETIMEDOUT'],
    ['break', 'ECONNRESET'],
    ['break within', 'ECONNRESET'],
    ['reset', 'ECONNRESET'],
    ['endless', 'EMSGSIZE'],
    [{ garbled: '' }, 'EBADANSWER'],
    [{ garbled: '<html>OK</html>' }, 'EBADANSWER'],
    [{ garbled: '{}' }, 'EBADANSWER'],
    [{ garbled: '{"MessageID":' }, 'EBADANSWER'],
  ])('%o', async (fault, code) => {
    const { result, taken, asked } = await under(fault, { timeoutMs: code === 'ETIMEDOUT' ? 200 : 20_000 });
    expect(result).toMatchObject({ outcome: 'unknown', failure: { class: 'ambiguous', code } });
    expect([taken, asked]).toEqual([1, 1]);
  });
});

describe('before the connection stands nothing has left, so the mail is tried again', () => {
  it('where nobody listens', async () => {
    const standIn = await openStandIn();
    await standIn.http.unplug();
    const result = await transportTo(standIn).send(outgoing(), sending());
    expect(result).toMatchObject({ outcome: 'retry', failure: { class: 'network', code: 'ECONNREFUSED' } });
    await standIn.http.plug();
  });

  it('where the TLS handshake takes too long', async () => {
    const server = createServer((socket) => socket.on('error', () => {}));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closedAfterTest({ close: async () => void server.close() });
    const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const standIn = await openStandIn();
    const result = await transportTo(standIn, { baseUrl, timeoutMs: 200 }).send(outgoing(), sending());
    expect(result).toMatchObject({ outcome: 'retry', failure: { class: 'network', code: 'ETIMEDOUT' } });
  });
});

describe('a mail whose hand-over is unknown', () => {
  const since = new Date(Date.now() - 60_000);
  const { signal } = new AbortController();

  it('is found by its id in the metadata, whatever its handle', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    standIn.http.intercept = () => 'break';
    await transport.send(outgoing(), sending());
    standIn.http.intercept = undefined;
    await transport.send(outgoing({ id: 'msg_other' }), sending());
    expect(await transport.find(outgoing(), since, signal)).toEqual({
      kind: 'found',
      providerId: standIn.mails[0]?.MessageID,
      type: 'sent',
    });
    const query = Object.fromEntries(standIn.http.calls.at(-1)?.query ?? []);
    expect(query).toEqual({
      count: '50',
      offset: '0',
      messagestream: 'outbound',
      metadata_postern_message: outgoing().id,
    });
  });

  it('is not there, or there more than once', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    expect(await transport.find(outgoing(), since, signal)).toEqual({ kind: 'not_found' });
    await transport.send(outgoing(), sending());
    expect(await transport.find(outgoing(), new Date(Date.now() + 60_000), signal)).toEqual({
      kind: 'not_found',
    });
    await transport.send(outgoing(), sending());
    expect(await transport.find(outgoing(), since, signal)).toEqual({ kind: 'ambiguous' });
  });

  it('is not taken for another where the filter was not understood', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    const Messages = [{ MessageID: 'x', ReceivedAt: new Date().toISOString(), Metadata: {} }];
    standIn.http.intercept = () => ({ status: 200, body: { TotalCount: 1, Messages } });
    expect(await transport.find(outgoing(), since, signal)).toEqual({ kind: 'not_found' });
  });

  it('is looked for again later where Postmark does not answer', async () => {
    const standIn = await openStandIn();
    standIn.http.intercept = () => ({ status: 502, body: '<html/>' });
    const finding = transportTo(standIn).find(outgoing(), since, signal);
    await expect(finding).rejects.toMatchObject({ code: 'transport_unavailable' });
  });
});
