import { type AddressInfo, createServer } from 'node:net';
import type { HttpFault } from 'postern/testing';
import { describe, expect, it } from 'vitest';
import { bounced, delivered, mailgunError } from '../src/testing/index.ts';
import {
  closedAfterTest,
  correlation,
  openStandIn,
  outgoing,
  sending,
  transportTo,
  under,
} from './support/fixtures.ts';

/** What Mailgun says for people; nothing of it may show up anywhere. */
const said = 'Said to ada@customer.example';

describe('a mail that Mailgun takes', () => {
  it('goes out with everything that it is made of, and is accepted under its Message-ID', async () => {
    const standIn = await openStandIn();
    const message = outgoing({
      from: { address: 'news@acme.example', name: 'Acme, "the" Żółw \\ Co.' },
      replyTo: { address: 'help@acme.example', name: '問い合わせ' },
      subject: 'Willkommen, Żółw 🚪',
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
    const id = '0mwt2ei80k3q9x2v8b5n1w6td@acme.example';
    expect(result).toEqual({ outcome: 'accepted', providerId: id });
    expect(standIn.mails).toEqual([
      {
        domain: 'acme.example',
        id,
        from: '"Acme, \\"the\\" Żółw \\\\ Co." <news@acme.example>',
        to: '"Ada" <ada@customer.example>',
        recipient: 'ada@customer.example',
        subject: message.subject,
        text: message.text,
        html: message.html,
        headers: {
          ...message.headers,
          'Message-Id': message.messageId,
          'Reply-To': '"問い合わせ" <help@acme.example>',
        },
        variables: { postern: correlation },
        files: [
          {
            filename: 'Rechnung № 1.pdf',
            contentType: 'application/pdf',
            content: Buffer.from('%PDF'),
            inline: false,
          },
          {
            filename: 'logo@acme',
            contentType: 'image/png',
            content: Buffer.from('iVBORw==', 'base64'),
            inline: true,
          },
        ],
        acceptedAt: expect.any(Date),
      },
    ]);
  });

  it('is the same request byte for byte for the same hand-over', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    const message = outgoing({
      attachments: [{ filename: 'a', contentType: 'text/plain', content: 'YQ==' }],
    });
    for (let time = 0; time < 2; time += 1) await transport.send(message, sending());
    const [one, other] = standIn.http.calls;
    expect(one?.body.equals(other?.body ?? Buffer.alloc(0))).toBe(true);
  });

  it('goes through the domain of its sender, or through the one that is named', async () => {
    const standIn = await openStandIn();
    await transportTo(standIn).send(outgoing({ from: { address: 'a@Mail.Acme.example' } }), sending());
    await transportTo(standIn, { domain: 'mg.acme.example' }).send(outgoing(), sending());
    expect(standIn.mails.map(({ domain }) => domain)).toEqual(['mail.acme.example', 'mg.acme.example']);
  });

  it('has a Message-ID of ours also where the message brings none', async () => {
    const standIn = await openStandIn();
    const { messageId: _, ...message } = outgoing();
    expect(await transportTo(standIn).send(message, sending())).toMatchObject({
      providerId: `${message.id}@acme.example`,
    });
  });
});

describe('what Mailgun answers decides, by its HTTP status', () => {
  const rejected = (of: string) => ({ outcome: 'rejected', failure: { class: of } });
  const paused = (of: string) => ({ outcome: 'paused', failure: { class: of } });
  const unknown = { outcome: 'unknown', failure: { class: 'ambiguous' } };
  it.each<[number, object]>([
    [400, rejected('content')],
    [401, paused('configuration')],
    [402, paused('configuration')],
    [403, paused('configuration')],
    [404, rejected('sender')],
    [405, paused('configuration')],
    [408, unknown],
    [413, rejected('content')],
    [429, paused('throttled')],
    [500, unknown],
    [502, unknown],
    [503, unknown],
    [302, paused('configuration')],
  ])('%s', async (status, expected) => {
    const { result, asked } = await under(mailgunError(status, said));
    expect(result).toMatchObject(expected);
    expect(result).toMatchObject({ failure: { code: `HTTP ${status}` } });
    expect(asked).toBe(1);
    expect(JSON.stringify(result)).not.toContain(said);
    const page = await under({ status, body: `<html>${said}</html>` });
    expect(page.result).toEqual(result);
  });

  it('and by the domain: where one serves all, its absence pauses the channel', async () => {
    const { result } = await under(mailgunError(404, said), { domain: 'mg.acme.example' });
    expect(result).toMatchObject(paused('configuration'));
  });

  it('and by the sender: a code mail of a domain that is not verified fails alone', async () => {
    const { result } = await under(mailgunError(403, said), {}, outgoing({ senderState: 'unready' }));
    expect(result).toMatchObject(rejected('sender'));
    expect(JSON.stringify(result)).toContain('codeSender');
  });

  it('unless the host says otherwise', async () => {
    const errors = [{ status: ['400'], class: 'recipient' as const, hint: 'Ours.' }];
    const { result } = await under(mailgunError(400, said), { errors });
    expect(result).toMatchObject(rejected('recipient'));
  });

  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'Retry-After': '7' }, 7_000],
    [{ 'Retry-After': 'Sun, 29 Nov 2026 20:01:00 GMT' }, 60_000],
    [{ 'X-RateLimit-Reset': `${Date.parse('2026-11-29T20:00:30Z')}` }, 30_000],
    [{ 'X-RateLimit-Reset': `${Date.parse('2026-11-29T20:00:30Z') / 1000}` }, 30_000],
    [{ 'X-RateLimit-Reset': 'soon' }, undefined],
  ])('429 with %j pauses for %s ms', async (headers, afterMs) => {
    const clock = () => new Date('2026-11-29T20:00:00Z');
    const { result } = await under(mailgunError(429, said, headers), { clock });
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
    [{ garbled: '{"id":' }, 'EBADANSWER'],
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
  const id = '0mwt2ei80k3q9x2v8b5n1w6td@acme.example';

  it('is found among the events by its Message-ID, with what became of it', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    standIn.http.intercept = () => 'break';
    await transport.send(outgoing(), sending());
    standIn.http.intercept = undefined;
    await transport.send(outgoing({ messageId: '<other@acme.example>' }), sending());
    const found = (type: string) => ({ kind: 'found', providerId: id, type });
    expect(await transport.find(outgoing(), since, signal)).toEqual(found('sent'));
    const [mail] = standIn.mails;
    if (!mail) throw new Error('nothing was taken');
    await standIn.report(mail, [{ event: 'failed', severity: 'temporary' }]);
    expect(await transport.find(outgoing(), since, signal)).toEqual(found('sent'));
    await standIn.report(mail, delivered);
    expect(await transport.find(outgoing(), since, signal)).toEqual(found('delivered'));
    await standIn.report(mail, bounced());
    expect(await transport.find(outgoing(), since, signal)).toEqual(found('undelivered'));
    const { path, query } = standIn.http.calls.at(-1) ?? {};
    expect([path, Object.fromEntries(query ?? [])]).toEqual([
      '/v3/acme.example/events',
      { 'message-id': id, begin: `${Math.floor(since.getTime() / 1000)}`, ascending: 'yes', limit: '300' },
    ]);
  });

  it('is not there, or there more than once', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    expect(await transport.find(outgoing(), since, signal)).toEqual({ kind: 'not_found' });
    await transport.send(outgoing(), sending());
    const later = new Date(Date.now() + 60_000);
    expect(await transport.find(outgoing(), later, signal)).toEqual({ kind: 'not_found' });
    await transport.send(outgoing(), sending());
    expect(await transport.find(outgoing(), since, signal)).toEqual({ kind: 'ambiguous' });
  });

  it('is not taken for another where the filter was not understood', async () => {
    const standIn = await openStandIn();
    const message = { headers: { 'message-id': 'other@acme.example' } };
    const items = [{ id: '1', event: 'accepted', message }, { id: '2', event: 'accepted' }, null];
    standIn.http.intercept = () => ({ status: 200, body: { items } });
    expect(await transportTo(standIn).find(outgoing(), since, signal)).toEqual({ kind: 'not_found' });
  });

  it('is looked for again later where Mailgun does not answer', async () => {
    const standIn = await openStandIn();
    standIn.http.intercept = () => ({ status: 502, body: '<html/>' });
    const finding = transportTo(standIn).find(outgoing(), since, signal);
    await expect(finding).rejects.toMatchObject({ code: 'transport_unavailable' });
  });
});
