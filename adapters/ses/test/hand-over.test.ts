import { simpleParser } from 'mailparser';
import type { HttpFault } from 'postern/testing';
import { describe, expect, it } from 'vitest';
import type { SesOptions } from '../src/index.ts';
import { sesError } from '../src/testing/index.ts';
import { openStandIn, transportTo } from './support/fixtures.ts';
import { correlation, outgoing, sending } from './support/messages.ts';

const file = { filename: 'ż.pdf', contentType: 'application/pdf', content: 'cGRm' };
const logo = { filename: 'logo.png', contentType: 'image/png', content: 'cG5n', contentId: 'logo' };

it('a mail leaves whole: names in any script, both parts, files, headers, Message-ID, and its handle as a tag', async () => {
  const standIn = await openStandIn();
  const message = outgoing({
    to: { name: 'Żółw "J", <x@y.example>', address: 'jo@example.org' },
    replyTo: { name: 'Help', address: 'help@acme.example' },
    html: '<p>Good morning. <img src="cid:logo"></p>',
    headers: { 'List-Unsubscribe': '<https://acme.example/u>', 'X-A': 'ż' },
    attachments: [file, logo],
  });
  const result = await transportTo(standIn).send(message, sending());
  const [taken] = standIn.mails;
  if (!taken) throw new Error('nothing was taken');
  expect(result).toEqual({
    outcome: 'accepted',
    providerId: taken.messageId,
    response: 'Amazon SES: taken',
  });
  const { from, to, tags, configurationSet } = taken;
  expect({ from, to, tags, configurationSet }).toEqual({
    from: 'hello@acme.example',
    to: ['jo@example.org'],
    tags: { postern: correlation },
    configurationSet: 'postern',
  });
  const mail = await simpleParser(taken.raw);
  expect(mail.to).toMatchObject({
    value: [{ name: 'Żółw "J", <x@y.example>', address: 'jo@example.org' }],
  });
  expect(mail.from?.value).toEqual([{ name: 'Acme', address: 'hello@acme.example' }]);
  expect(mail.replyTo?.value).toEqual([{ name: 'Help', address: 'help@acme.example' }]);
  expect([mail.messageId, mail.subject, mail.text]).toEqual([message.messageId, 'Hello', 'Good morning.\n']);
  expect(mail.html).toContain('<img src="data:image/png;base64,cG5n">');
  expect(mail.headers.get('list')).toMatchObject({ unsubscribe: { url: 'https://acme.example/u' } });
  expect(mail.attachments.map(({ filename, cid }) => [filename, cid])).toEqual([
    ['logo.png', 'logo'],
    ['ż.pdf', undefined],
  ]);
  expect(taken.raw.toString('latin1')).not.toMatch(/[^\r\n\t -~]/);
});

it('a message that would add a recipient or a header is stopped, and nothing asked', async () => {
  const standIn = await openStandIn();
  const bad = [
    { to: { address: 'ada@example.org\r\nBcc: eve@example.org' } },
    { subject: 'Hello\r\nBcc: eve@example.org' },
    { headers: { 'X-A: b\r\nBcc': 'eve@example.org' } },
    { headers: { Bcc: 'eve@example.org' } },
  ];
  for (const changes of bad)
    expect((await transportTo(standIn).send(outgoing(changes), sending())).outcome).toBe('rejected');
  expect(standIn.http.calls).toEqual([]);
});

it('the same message and handle are the same request, but for its signature', async () => {
  const standIn = await openStandIn();
  const message = outgoing({ html: '<p>Hello</p>', attachments: [file] });
  await transportTo(standIn).send(message, sending());
  await transportTo(standIn).send(message, sending());
  const [first, second] = standIn.http.calls;
  expect(first?.body.equals(second?.body ?? Buffer.alloc(0))).toBe(true);
});

describe('an answer means', () => {
  const page = '<!doctype html><title>Bad gateway</title>';
  const paused = (of: string) => ({ outcome: 'paused', failure: { class: of } });
  const rejected = (of: string) => ({ outcome: 'rejected', failure: { class: of } });
  const typed = (__type: string) => ({ status: 400, body: { __type, message: 'No.' } });
  const retry = { 'retry-after': '2' };
  it.each<[string, HttpFault, object]>([
    ['too many', sesError(429, 'TooManyRequestsException'), paused('throttled')],
    [
      'too many, with a time',
      sesError(429, 'TooManyRequestsException', retry),
      { ...paused('throttled'), afterMs: 2_000 },
    ],
    ['throttling', sesError(400, 'ThrottlingException'), paused('throttled')],
    ['a quota', sesError(400, 'LimitExceededException'), paused('throttled')],
    ['an account that is suspended', sesError(400, 'AccountSuspendedException'), paused('configuration')],
    ['sending that is paused', sesError(400, 'SendingPausedException'), paused('configuration')],
    [
      'a sender that is not verified',
      sesError(400, 'MailFromDomainNotVerifiedException'),
      rejected('sender'),
    ],
    ['a message that is refused', sesError(400, 'MessageRejected'), rejected('content')],
    ['a request that is not right', sesError(400, 'BadRequestException'), rejected('content')],
    ['no such configuration set', sesError(404, 'NotFoundException'), paused('configuration')],
    ['a policy', sesError(403, 'AccessDeniedException'), paused('configuration')],
    ['a key that is none', sesError(403, 'UnrecognizedClientException'), paused('configuration')],
    ['a signature that is not right', sesError(403, 'InvalidSignatureException'), paused('configuration')],
    ['a token that has expired', sesError(403, 'ExpiredTokenException'), paused('configuration')],
    ['a token by its older name', sesError(403, 'ExpiredToken'), paused('configuration')],
    ['a clock that is wrong', sesError(400, 'RequestExpired'), paused('configuration')],
    [
      'a type with a namespace, in the body',
      typed('com.amazonaws.sesv2#SendingPausedException'),
      paused('configuration'),
    ],
    [
      'a type with an address behind it',
      sesError(400, 'SendingPausedException:http://internal.amazon.com/coral/'),
      { outcome: 'paused', failure: { class: 'configuration', code: 'SendingPausedException' } },
    ],
    ['a fault of theirs', sesError(500, 'InternalFailure'), { outcome: 'unknown' }],
    ['nobody there', sesError(503, 'ServiceUnavailable'), { outcome: 'unknown' }],
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
    expect(JSON.stringify(result)).not.toContain(standIn.options.credentials.secretAccessKey);
    if (!('afterMs' in expected)) expect(result).not.toHaveProperty('afterMs');
    expect(standIn.http.calls).toHaveLength(1);
  });

  it('what the host says it means, before all else', async () => {
    const standIn = await openStandIn({ intercept: () => sesError(400, 'MessageRejected') });
    const errors = [{ codes: ['MessageRejected'], class: 'sender' } as const];
    const result = await transportTo(standIn, { errors }).send(outgoing(), sending());
    expect(result).toMatchObject({ outcome: 'rejected', failure: { class: 'sender' } });
  });
});

describe('credentials', () => {
  const temporary = {
    accessKeyId: 'ASIDSTANDIN',
    secretAccessKey: 'a+secret/key',
    sessionToken: 'Token//==',
  };

  it('may be temporary, and come by a function that is asked for each request', async () => {
    const standIn = await openStandIn({ credentials: temporary });
    let asked = 0;
    const credentials = async () => {
      asked += 1;
      return { ...temporary, expiration: new Date() };
    };
    const transport = transportTo(standIn, { credentials });
    await transport.verify();
    expect((await transport.send(outgoing(), sending())).outcome).toBe('accepted');
    expect(asked).toBe(2);
  });

  it.each<[string, () => Promise<never>]>([
    ['that cannot be had', () => Promise.reject(new Error('a+secret/key'))],
    ['that are none', async () => ({ accessKeyId: 'a+secret/key' }) as never],
  ])('%s pause the channel, and nothing is asked', async (_what, credentials) => {
    const standIn = await openStandIn();
    const result = await transportTo(standIn, { credentials }).send(outgoing(), sending());
    expect(result).toMatchObject({ outcome: 'paused', failure: { code: 'ECREDENTIALS' } });
    expect(JSON.stringify(result)).not.toContain('a+secret/key');
    expect(standIn.http.calls).toEqual([]);
  });

  it('of another account, an older token, or a computer whose clock is wrong pause it too', async () => {
    const standIn = await openStandIn({ credentials: temporary });
    const wrong: readonly Partial<SesOptions>[] = [
      { credentials: { ...temporary, secretAccessKey: 'another' } },
      { credentials: { ...temporary, accessKeyId: 'another' } },
      { credentials: { ...temporary, sessionToken: 'another' } },
      { region: 'eu-west-2' },
      { clock: () => new Date(Date.now() - 1_000_000) },
    ];
    for (const changes of wrong) {
      const result = await transportTo(standIn, changes).send(outgoing(), sending());
      expect(result).toMatchObject({ outcome: 'paused', failure: { class: 'configuration' } });
    }
    expect(standIn.mails).toEqual([]);
  });
});

describe('verify()', () => {
  it('says which it is where the keys are wrong, sending is paused, and nobody answers', async () => {
    const standIn = await openStandIn();
    const credentials = { ...standIn.options.credentials, secretAccessKey: 'another' };
    const misconfigured = { code: 'transport_misconfigured' };
    await expect(transportTo(standIn, { credentials }).verify()).rejects.toMatchObject(misconfigured);
    const paused = await openStandIn({ sendingEnabled: false });
    await expect(transportTo(paused).verify()).rejects.toMatchObject(misconfigured);
    await standIn.close();
    await expect(transportTo(standIn).verify()).rejects.toMatchObject({ code: 'transport_unavailable' });
  });
});

it('says that it reports delivery only where events can come', async () => {
  const standIn = await openStandIn();
  expect(transportTo(standIn).capabilities.reportsDelivery).toBe(true);
  expect(transportTo(standIn, { topics: [] }).capabilities.reportsDelivery).toBe(false);
});

it.each([
  ['region', { region: 'mars' }],
  ['credentials', { credentials: {} }],
  ['credentials', { credentials: { accessKeyId: 'AKID', secretAccessKey: 'with a space' } }],
  ['configurationSet', { configurationSet: 'a set' }],
  ['topics', { topics: ['postern'] }],
  ['dmarc', { dmarc: 'v=spf1 -all' }],
  ['snsUrl', { snsUrl: 'http://certificates.example' }],
  ['baseUrl', { baseUrl: 'http://ses.example' }],
  ['stray', { stray: true }],
])('an option that cannot work is refused by its name: %s', async (name, changes) => {
  const standIn = await openStandIn();
  const make = () => transportTo(standIn, changes as object);
  expect(make).toThrow(
    expect.objectContaining({ code: 'invalid_config', message: expect.stringContaining(name) }),
  );
});
