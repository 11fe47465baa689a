import { inspect } from 'node:util';
import type { HttpFault } from 'postern/testing';
import { describe, expect, it } from 'vitest';
import { brevoError } from '../src/testing/index.ts';
import { correlation, mail, mailTo, openStandIn, sending, sms, smsTo, under } from './support/fixtures.ts';

describe('a mail', () => {
  it('is handed over whole, with the handle and a key made of it', async () => {
    const standIn = await openStandIn();
    const message = mail({
      html: '<p>Your parcel is at the door.</p>',
      replyTo: { address: 'desk@acme.example', name: 'Desk' },
      headers: { 'List-Unsubscribe': '<https://acme.example/u>' },
      attachments: [{ filename: 'Invoice.pdf', contentType: 'application/pdf', content: 'JVBERg==' }],
    });
    const result = await mailTo(standIn).send(message, sending());
    expect(result).toEqual({ outcome: 'accepted', providerId: standIn.mails[0]?.messageId });
    expect(standIn.mails).toMatchObject([
      {
        sender: { email: 'news@acme.example', name: 'Acme' },
        to: [{ email: 'ada@customer.example', name: 'Ada Lovelace' }],
        replyTo: { email: 'desk@acme.example', name: 'Desk' },
        subject: 'Your parcel',
        htmlContent: message.html,
        textContent: message.text,
        headers: {
          'List-Unsubscribe': '<https://acme.example/u>',
          'X-Mailin-custom': correlation,
          idempotencyKey: expect.stringMatching(
            /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
          ),
        },
        attachment: [{ name: 'Invoice.pdf', content: 'JVBERg==' }],
      },
    ]);
  });

  it('that Brevo has already is taken: the second request is the first, byte for byte', async () => {
    const standIn = await openStandIn();
    const transport = mailTo(standIn);
    standIn.http.intercept = () => 'break';
    expect(await transport.send(mail(), sending())).toMatchObject({ outcome: 'unknown' });
    standIn.http.intercept = undefined;
    expect(await transport.send(mail(), sending())).toEqual({
      outcome: 'accepted',
      response: 'Brevo had taken it before.',
    });
    const [first, second] = standIn.http.calls.map(({ body }) => body.toString());
    expect([standIn.mails.length, second]).toEqual([1, first]);
    await transport.send(mail(), sending({ correlation: correlation.replace('-1-', '-2-') }));
    expect(standIn.mails).toHaveLength(2);
  });

  it.each([
    ['Zoë', 'Zoë'],
    ['Doe, John', 'Doe, John'],
    ['Müller, Zoë (Acme)', 'Müller Zoë Acme'],
    ['x'.repeat(80), 'x'.repeat(70)],
  ])('of %j comes from a name that Brevo takes', async (name, taken) => {
    const standIn = await openStandIn();
    await mailTo(standIn).send(mail({ from: { address: 'news@acme.example', name } }), sending());
    expect(standIn.mails[0]?.sender.name).toBe(taken);
  });

  it('with an image in its HTML is refused, since Brevo takes none', async () => {
    const standIn = await openStandIn();
    const image = { filename: 'a.png', contentType: 'image/png', content: 'YQ==', contentId: 'logo' };
    expect(await mailTo(standIn).send(mail({ attachments: [image] }), sending())).toMatchObject({
      outcome: 'rejected',
      failure: { class: 'content', message: expect.stringContaining('cid') },
    });
    expect(standIn.http.calls).toEqual([]);
  });
});

describe('an SMS', () => {
  it('names where to report, and is Unicode only where it has to be', async () => {
    const standIn = await openStandIn();
    const transport = smsTo(standIn);
    const callbackUrl = `https://acme.example/messaging/callback/sms/brevo?c=${correlation}&s=acme`;
    const result = await transport.send(sms(), sending({ callbackUrl }));
    expect(result).toEqual({ outcome: 'accepted', providerId: `${standIn.texts[0]?.messageId}` });
    await transport.send(sms({ text: 'Réservé à Zoë: 5€ {ok}' }), sending());
    await transport.send(sms({ text: 'Your table – come in', from: { address: '+15017122661' } }), sending());
    expect(standIn.texts).toMatchObject([
      { sender: 'Acme', recipient: '33612345678', webUrl: callbackUrl, unicodeEnabled: false },
      { unicodeEnabled: true },
      { sender: '15017122661', unicodeEnabled: true },
    ]);
    expect(standIn.texts[1]).not.toHaveProperty('webUrl');
    await transport.send(sms({ text: 'Grüße für 5€: {ok} [~]' }), sending());
    expect(standIn.texts[3]).toMatchObject({ unicodeEnabled: false });
  });

  it.each([
    ['Acme24', { kind: 'alphanumeric', value: 'Acme24' }],
    ['+33612345678', undefined],
    ['12345', undefined],
    ['Acme & Sons', { refused: expect.stringContaining('letters') }],
    ['AcmeIncorporated', { refused: expect.stringContaining('11') }],
    ['Zoë', { refused: expect.any(String) }],
  ])('can come from %s as Brevo takes it', async (value, read) => {
    expect(smsTo(await openStandIn()).readSender?.(value)).toEqual(read);
  });
});

const said = 'Said to ada@customer.example';
const error = (status: number, code: string) => brevoError(status, code, said);

describe('what Brevo answers decides, by its code before its HTTP status', () => {
  it.each<[HttpFault, object]>([
    [
      error(400, 'invalid_parameter'),
      { outcome: 'rejected', failure: { class: 'content', code: 'invalid_parameter' } },
    ],
    [error(400, 'missing_parameter'), { outcome: 'rejected', failure: { class: 'content' } }],
    [error(400, 'out_of_range'), { outcome: 'rejected', failure: { class: 'content' } }],
    [error(400, 'bad_request'), { outcome: 'rejected', failure: { class: 'content' } }],
    [error(400, 'duplicate_request'), { outcome: 'rejected', failure: { class: 'content' } }],
    [error(406, 'not_acceptable'), { outcome: 'rejected', failure: { class: 'content' } }],
    [error(422, 'unprocessable_entity'), { outcome: 'rejected', failure: { class: 'content' } }],
    [
      error(400, 'something_new'),
      { outcome: 'rejected', failure: { class: 'content', code: 'something_new' } },
    ],
    [
      error(401, 'unauthorized'),
      { outcome: 'paused', failure: { class: 'configuration', code: 'unauthorized' } },
    ],
    [error(400, 'unauthorized'), { outcome: 'paused', failure: { class: 'configuration' } }],
    [error(403, 'permission_denied'), { outcome: 'paused', failure: { class: 'configuration' } }],
    [error(400, 'account_under_validation'), { outcome: 'paused', failure: { class: 'configuration' } }],
    [error(400, 'not_enough_credits'), { outcome: 'paused', failure: { class: 'configuration' } }],
    [{ status: 402 }, { outcome: 'paused', failure: { class: 'configuration', code: 'HTTP 402' } }],
    [error(404, 'document_not_found'), { outcome: 'paused', failure: { class: 'configuration' } }],
    [error(405, 'method_not_allowed'), { outcome: 'paused', failure: { class: 'configuration' } }],
    [
      { status: 302, headers: { Location: '/v3' } },
      { outcome: 'paused', failure: { class: 'configuration' } },
    ],
    [
      { status: 403, body: '<html>browser_signature_banned</html>' },
      { outcome: 'paused', failure: { code: 'HTTP 403' } },
    ],
    [error(429, 'too_many_requests'), { outcome: 'paused', failure: { class: 'throttled' } }],
    [
      { status: 502, body: '<html>Bad gateway</html>' },
      { outcome: 'unknown', failure: { class: 'ambiguous', code: 'HTTP 502' } },
    ],
    [error(500, 'internal'), { outcome: 'unknown', failure: { class: 'ambiguous' } }],
    [{ status: 503 }, { outcome: 'unknown', failure: { class: 'ambiguous' } }],
  ])('%j', async (fault, result) => {
    const { results, taken, asked } = await under(fault);
    expect(results).toMatchObject([result, result]);
    expect([taken, asked]).toEqual([[0, 0], 2]);
    expect(inspect(results)).not.toContain(said);
  });

  it('a limit says for how long, or does not', async () => {
    const limited = (headers: Record<string, string>) => brevoError(429, 'too_many_requests', said, headers);
    expect((await under(limited({ 'x-sib-ratelimit-reset': '45' }))).results).toMatchObject([
      { outcome: 'paused', afterMs: 45_000 },
      { outcome: 'paused', afterMs: 45_000 },
    ]);
    const [silent] = (await under(limited({}))).results;
    expect(silent).not.toHaveProperty('afterMs');
    const [long] = (await under(limited({ 'x-sib-ratelimit-reset': '86400' }))).results;
    expect(long).toMatchObject({ afterMs: 3_600_000 });
    // What is left of a limit that is not reached is nobody's wait.
    const unavailable = { status: 503, headers: { 'x-sib-ratelimit-reset': '45' } };
    expect((await under(unavailable)).results[0]).not.toHaveProperty('afterMs');
  });

  it('the host has the last word', async () => {
    const errors = [
      { codes: ['invalid_parameter'], class: 'recipient' as const, hint: 'Look at the address.' },
    ];
    const { results } = await under(error(400, 'invalid_parameter'), { errors });
    expect(results).toMatchObject([
      { failure: { class: 'recipient', message: expect.stringMatching(/Look at the address\.$/) } },
      { failure: { class: 'recipient' } },
    ]);
  });

  it('`duplicate_parameter` of an SMS is no repetition: Brevo knows no key for them', async () => {
    const { results } = await under(error(400, 'duplicate_parameter'));
    expect(results).toMatchObject([{ outcome: 'accepted' }, { outcome: 'rejected' }]);
  });
});

describe('where nobody says whether it was taken, it is unknown', () => {
  it.each<[HttpFault, string]>([
    ['break', 'ECONNRESET'],
    ['break within', 'ECONNRESET'],
    ['reset', 'ECONNRESET'],
    ['stall', 'ETIMEDOUT'],
    ['stall within', 'ETIMEDOUT'],
    ['endless', 'EMSGSIZE'],
    [{ garbled: '' }, 'EBADANSWER'],
    [{ garbled: '<html>Created</html>' }, 'EBADANSWER'],
    [{ garbled: '{}' }, 'EBADANSWER'],
    [{ garbled: '{"messageId":' }, 'EBADANSWER'],
    [{ garbled: '{"messageId":null}' }, 'EBADANSWER'],
  ])('%j', async (fault, code) => {
    const { results, taken } = await under(fault, { timeoutMs: 400 });
    expect(results).toMatchObject([
      { outcome: 'unknown', failure: { class: 'ambiguous', code } },
      { outcome: 'unknown', failure: { class: 'ambiguous', code } },
    ]);
    expect(taken).toEqual([1, 1]);
  });
});

it('where nobody listens nothing can have left: it is tried again', async () => {
  const standIn = await openStandIn();
  await standIn.http.unplug();
  const failed = { outcome: 'retry', failure: { class: 'network', code: 'ECONNREFUSED' } };
  expect(await mailTo(standIn).send(mail(), sending())).toMatchObject(failed);
  expect(await smsTo(standIn).send(sms(), sending())).toMatchObject(failed);
});

describe('verify', () => {
  it('asks for the account', async () => {
    const standIn = await openStandIn();
    await mailTo(standIn).verify();
    await smsTo(standIn).verify();
    expect(standIn.http.calls.map(({ path }) => path)).toEqual(['/v3/account', '/v3/account']);
  });

  it.each<[string, HttpFault, string]>([
    ['another key', error(401, 'unauthorized'), 'transport_misconfigured'],
    ['another server', { status: 200, body: 'Hello' }, 'transport_unavailable'],
    ['a server that fails', { status: 500 }, 'transport_unavailable'],
    ['a limit', error(429, 'too_many_requests'), 'transport_unavailable'],
  ])('with %s says what is wrong', async (_name, fault, code) => {
    const standIn = await openStandIn({ intercept: () => fault });
    await expect(mailTo(standIn).verify()).rejects.toMatchObject({ code });
    await expect(smsTo(standIn).verify()).rejects.toMatchObject({ code });
  });
});
