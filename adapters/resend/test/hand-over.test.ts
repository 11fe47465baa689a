import type { HttpFault } from 'postern/testing';
import { describe, expect, it } from 'vitest';
import { resendError } from '../src/testing/index.ts';
import { openStandIn, transportTo } from './support/fixtures.ts';
import { correlation, outgoing, sending } from './support/messages.ts';

it('a mail leaves whole: names in any script, both parts, files, headers, and its handle as tag and key', async () => {
  const standIn = await openStandIn();
  const message = outgoing({
    to: { name: 'Żółw "J", <x@y.example>', address: 'jo@example.org' },
    replyTo: { name: 'Help', address: 'help@acme.example' },
    html: '<p>Good morning. <img src="cid:logo"></p>',
    headers: { 'List-Unsubscribe': '<https://acme.example/u>' },
    attachments: [
      { filename: 'ż.pdf', contentType: 'application/pdf', content: 'cGRm' },
      { filename: 'logo.png', contentType: 'image/png', content: 'cG5n', contentId: 'logo' },
    ],
  });
  const result = await transportTo(standIn).send(message, sending());
  const [mail] = standIn.mails;
  expect(result).toEqual({ outcome: 'accepted', providerId: mail?.id, response: 'Resend: taken' });
  expect(mail).toMatchObject({
    from: '"Acme" <hello@acme.example>',
    to: ['"Żółw \\"J\\", <x@y.example>" <jo@example.org>'],
    reply_to: '"Help" <help@acme.example>',
    html: message.html,
    text: message.text,
    headers: { 'List-Unsubscribe': '<https://acme.example/u>', 'Message-ID': message.messageId },
    tags: [{ name: 'postern', value: correlation }],
    attachments: [
      { filename: 'ż.pdf', content: 'cGRm', content_type: 'application/pdf' },
      { filename: 'logo.png', content: 'cG5n', content_type: 'image/png', content_id: 'logo' },
    ],
  });
  expect(standIn.http.calls[0]?.headers.get('idempotency-key')).toBe(correlation);
});

describe('an answer means', () => {
  const page = '<!doctype html><title>Bad gateway</title>';
  it.each<[string, HttpFault, object]>([
    [
      'a sender of a domain that is not set up',
      resendError(403, 'validation_error'),
      { outcome: 'rejected', failure: { class: 'sender' } },
    ],
    [
      'a mail that is not right',
      resendError(422, 'validation_error'),
      { outcome: 'rejected', failure: { class: 'content' } },
    ],
    [
      'a missing field',
      resendError(422, 'missing_required_field'),
      { outcome: 'rejected', failure: { class: 'content' } },
    ],
    [
      'an attachment that is not right',
      resendError(422, 'invalid_attachment'),
      { outcome: 'rejected', failure: { class: 'content' } },
    ],
    [
      'a sender that is none',
      resendError(422, 'invalid_from_address'),
      { outcome: 'rejected', failure: { class: 'sender' } },
    ],
    ['a threat', resendError(451, 'security_error'), { outcome: 'rejected', failure: { class: 'blocked' } }],
    [
      'no key',
      resendError(401, 'missing_api_key'),
      { outcome: 'paused', failure: { class: 'configuration' } },
    ],
    [
      'a wrong key',
      resendError(403, 'invalid_api_key'),
      { outcome: 'paused', failure: { class: 'configuration' } },
    ],
    [
      'another server',
      resendError(404, 'not_found'),
      { outcome: 'paused', failure: { class: 'configuration' } },
    ],
    [
      'a method that is none',
      resendError(405, 'method_not_allowed'),
      { outcome: 'paused', failure: { class: 'configuration' } },
    ],
    [
      'a limit with a time',
      resendError(429, 'rate_limit_exceeded', { 'retry-after': '2' }),
      { outcome: 'paused', afterMs: 2_000, failure: { class: 'throttled' } },
    ],
    [
      'a limit with a reset',
      resendError(429, 'rate_limit_exceeded', { 'ratelimit-reset': '1' }),
      { outcome: 'paused', afterMs: 1_000, failure: { class: 'throttled' } },
    ],
    [
      'a limit without a time',
      resendError(429, 'rate_limit_exceeded'),
      { outcome: 'paused', failure: { class: 'throttled', code: 'rate_limit_exceeded' } },
    ],
    [
      'a quota',
      resendError(429, 'daily_quota_exceeded'),
      { outcome: 'paused', failure: { class: 'throttled' } },
    ],
    ['the same at the same time', resendError(409, 'concurrent_idempotent_requests'), { outcome: 'unknown' }],
    ['another under the same key', resendError(409, 'invalid_idempotent_request'), { outcome: 'unknown' }],
    ['a fault of theirs', resendError(500, 'application_error'), { outcome: 'unknown' }],
    ['a page instead', { status: 502, body: page }, { outcome: 'unknown', failure: { code: 'HTTP 502' } }],
    ['no JSON', { garbled: page }, { outcome: 'unknown', failure: { code: 'EBADANSWER' } }],
    ['JSON without an id', { garbled: '{}' }, { outcome: 'unknown', failure: { code: 'EBADANSWER' } }],
    ['a connection cut', 'break', { outcome: 'unknown' }],
    ['a connection cut within', 'break within', { outcome: 'unknown' }],
    ['a reset', 'reset', { outcome: 'unknown', failure: { code: 'ECONNRESET' } }],
    ['silence', 'stall', { outcome: 'unknown', failure: { code: 'ETIMEDOUT' } }],
    ['silence within', 'stall within', { outcome: 'unknown', failure: { code: 'ETIMEDOUT' } }],
    ['no end', 'endless', { outcome: 'unknown' }],
  ])('%s', async (_what, fault, expected) => {
    const standIn = await openStandIn({ intercept: () => fault });
    const result = await transportTo(standIn, { timeoutMs: 500 }).send(outgoing(), sending());
    expect(result).toMatchObject(expected);
    expect(JSON.stringify(result)).not.toContain(standIn.options.apiKey);
    if (!('afterMs' in expected)) expect(result).not.toHaveProperty('afterMs');
    expect(standIn.http.calls).toHaveLength(1);
  });

  it('what the host says it means, before all else', async () => {
    const standIn = await openStandIn({ intercept: () => resendError(429, 'daily_quota_exceeded') });
    const errors = [{ codes: ['daily_quota_exceeded'], class: 'temporary' } as const];
    expect((await transportTo(standIn, { errors }).send(outgoing(), sending())).outcome).toBe('retry');
  });
});

describe('verify()', () => {
  it('passes where the key may send and nothing else', async () => {
    const standIn = await openStandIn({ intercept: () => resendError(401, 'restricted_api_key') });
    await expect(transportTo(standIn).verify()).resolves.toBeUndefined();
  });

  it('says which it is where the key is wrong, and where nobody answers', async () => {
    const standIn = await openStandIn();
    const wrong = transportTo(standIn, { apiKey: 're_wrong' });
    await expect(wrong.verify()).rejects.toMatchObject({ code: 'transport_misconfigured' });
    await standIn.close();
    await expect(transportTo(standIn).verify()).rejects.toMatchObject({ code: 'transport_unavailable' });
  });
});

it.each([
  ['apiKey', { apiKey: '' }],
  ['apiKey', { apiKey: 'with a space' }],
  ['webhookSecret', { webhookSecret: 'not base64!' }],
  ['region', { region: 'mars' }],
  ['dmarc', { dmarc: 'v=spf1 -all' }],
  ['baseUrl', { baseUrl: 'http://resend.example' }],
  ['stray', { stray: true }],
])('an option that cannot work is refused by its name: %s', async (name, changes) => {
  const standIn = await openStandIn();
  const make = () => transportTo(standIn, changes as object);
  expect(make).toThrow(
    expect.objectContaining({ code: 'invalid_config', message: expect.stringContaining(name) }),
  );
});
