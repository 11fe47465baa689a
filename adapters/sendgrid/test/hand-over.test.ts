import { describe, expect, it } from 'vitest';
import { sendgridError, tooManyRequests } from '../src/testing/index.ts';
import { correlation, mail, openStandIn, sending, transportTo, under } from './support/fixtures.ts';

/** What SendGrid took of one mail. */
async function taken(changes: Parameters<typeof mail>[0]) {
  const standIn = await openStandIn();
  expect(await transportTo(standIn).send(mail(changes), sending())).toMatchObject({ outcome: 'accepted' });
  const [one] = standIn.mails;
  if (!one) throw new Error('nothing was taken');
  return one;
}

describe('a mail', () => {
  it('is handed over with all that belongs to it', async () => {
    const content = Buffer.from('an image').toString('base64');
    const one = await taken({
      html: '<p>At the <img src="cid:door"></p>',
      replyTo: { address: 'help@acme.example', name: 'Pomoc — Zażółć' },
      headers: { 'List-Unsubscribe': '<https://acme.example/u>', 'X-Order': '10482' },
      attachments: [
        { filename: 'Rechnung № 7.pdf', contentType: 'application/pdf', content },
        { filename: 'door.png', contentType: 'image/png; name="door.png"', content, contentId: 'door' },
      ],
    });
    expect(one).toMatchObject({
      personalizations: [
        {
          to: [{ email: 'ada@customer.example', name: 'Ada Lovelace' }],
          custom_args: { postern: correlation },
        },
      ],
      from: { email: 'news@acme.example', name: 'Acme' },
      reply_to: { email: 'help@acme.example', name: 'Pomoc — Zażółć' },
      subject: 'Your parcel',
      content: [
        { type: 'text/plain', value: 'Your parcel is at the door.' },
        { type: 'text/html', value: '<p>At the <img src="cid:door"></p>' },
      ],
      headers: {
        'Message-ID': '<msg_1@acme.example>',
        'List-Unsubscribe': '<https://acme.example/u>',
        'X-Order': '10482',
      },
      attachments: [
        { filename: 'Rechnung № 7.pdf', type: 'application/pdf', content, disposition: 'attachment' },
        { filename: 'door.png', type: 'image/png', content, disposition: 'inline', content_id: 'door' },
      ],
    });
  });

  it('is known by the id of the answer', async () => {
    const standIn = await openStandIn();
    expect(await transportTo(standIn).send(mail(), sending())).toEqual({
      outcome: 'accepted',
      providerId: standIn.mails[0]?.messageId,
    });
  });

  it('without a text has its HTML alone', async () => {
    expect((await taken({ text: '', html: '<p>Hello</p>' })).content).toEqual([
      { type: 'text/html', value: '<p>Hello</p>' },
    ]);
  });

  it.each([
    ['Lovelace, Ada', '"Lovelace, Ada"'],
    ['Ada; "the" \\ first', '"Ada; \\"the\\" \\\\ first"'],
    ['Ada "the" first', 'Ada "the" first'],
    ['艾达·洛夫莱斯', '艾达·洛夫莱斯'],
  ])('to %s names its recipient %s', async (name, sent) => {
    const { personalizations, from } = await taken({
      to: { address: 'ada@customer.example', name },
      from: { address: 'news@acme.example', name },
    });
    expect([personalizations[0]?.to[0]?.name, from.name]).toEqual([sent, name]);
  });

  it('is the same byte for byte when it is handed over again', async () => {
    const standIn = await openStandIn();
    const transport = transportTo(standIn);
    for (const attempt of [1, 1]) await transport.send(mail({ html: '<p>1</p>' }), sending({ attempt }));
    const [one, other] = standIn.http.calls.map(({ body }) => body.toString());
    expect(one).toBe(other);
  });
});

const said = 'Said to ada@customer.example';

describe('a refusal is told by its field, else by its status', () => {
  it.each<[number, string | null, string, string]>([
    [400, 'personalizations.0.to.0.email', 'rejected', 'recipient'],
    [403, 'from', 'rejected', 'sender'],
    [400, 'from.email', 'rejected', 'sender'],
    [400, 'subject', 'rejected', 'content'],
    [400, null, 'rejected', 'content'],
    [400, 'null', 'rejected', 'content'],
    [401, null, 'paused', 'configuration'],
    [401, 'null', 'paused', 'configuration'],
    [403, null, 'paused', 'configuration'],
    [404, null, 'paused', 'configuration'],
    [405, null, 'paused', 'configuration'],
    [406, null, 'rejected', 'content'],
    [413, null, 'rejected', 'content'],
    [415, null, 'rejected', 'content'],
    [429, null, 'paused', 'throttled'],
    [500, null, 'unknown', 'ambiguous'],
    [502, null, 'unknown', 'ambiguous'],
    [503, null, 'unknown', 'ambiguous'],
  ])('%i with the field %s is %s, %s', async (status, field, outcome, failureClass) => {
    const { result, taken: count } = await under(sendgridError(status, said, field));
    const code = field === null || field === 'null' ? `HTTP ${status}` : field;
    expect(result).toMatchObject({ outcome, failure: { class: failureClass, code } });
    expect(JSON.stringify(result)).not.toContain(said);
    expect(count).toBe(0);
  });

  it('which says what to do where that is known', async () => {
    const messageOf = async (...error: Parameters<typeof sendgridError>) => {
      const { result } = await under(sendgridError(...error));
      return 'failure' in result ? result.failure.message : '';
    };
    expect(await messageOf(403, said, 'from')).toBe(
      'This sender cannot reach this recipient. Set the sender up at SendGrid: its address has to be confirmed, or its domain verified.',
    );
    expect(await messageOf(401, said)).toBe(
      'SendGrid takes no messages with these settings. Check "apiKey", and the permissions at SendGrid. Check the credits of the account at SendGrid.',
    );
    expect(await messageOf(413, said)).toBe(
      'SendGrid does not take this message. A mail may have 30 MB with its attachments.',
    );
  });

  it('unless the host knows better', async () => {
    const errors = [
      { codes: ['from'], class: 'configuration' as const },
      { status: ['503'], class: 'temporary' as const },
    ];
    expect((await under(sendgridError(403, said, 'from'), { errors })).result).toMatchObject({
      outcome: 'paused',
    });
    const away = { ...sendgridError(503, said), headers: { 'Retry-After': '3' } };
    expect((await under(away, { errors })).result).toMatchObject({ outcome: 'retry', afterMs: 3_000 });
  });
});

it('too many requests pause the channel, until SendGrid says', async () => {
  const now = new Date('2026-11-29T12:00:00Z');
  const clock = () => now;
  const until = new Date('2026-11-29T12:00:42Z');
  expect((await under(tooManyRequests(until), { clock })).result).toMatchObject({
    outcome: 'paused',
    failure: { class: 'throttled' },
    afterMs: 42_000,
  });
  expect((await under(sendgridError(429, said), { clock })).result).not.toHaveProperty('afterMs');
});

describe('an answer that is lost or cannot be read leaves the mail unknown, and it is tried once', () => {
  it.each([
    ['stall', 'ETIMEDOUT'],
    ['stall within', 'ETIMEDOUT'],
    ['break', 'ECONNRESET'],
    ['break within', 'ECONNRESET'],
    ['reset', 'ECONNRESET'],
    ['endless', 'EMSGSIZE'],
  ] as const)('%s', async (fault, code) => {
    const timeoutMs = code === 'ETIMEDOUT' ? 200 : 20_000;
    const { result, taken: count, asked } = await under(fault, { timeoutMs });
    expect(result).toMatchObject({ outcome: 'unknown', failure: { class: 'ambiguous', code } });
    expect([count, asked]).toEqual([1, 1]);
  });

  it.each([
    ['a page of somebody else', { status: 200, body: '<html>Please log in</html>' }],
    ['a 202 without an id', { status: 202 }],
  ])('%s', async (_name, fault) => {
    expect((await under(fault)).result).toMatchObject({
      outcome: 'unknown',
      failure: { code: 'EBADANSWER' },
    });
  });

  it('an HTML 502', async () => {
    const { result } = await under({ status: 502, body: '<html>Bad gateway</html>' });
    expect(result).toMatchObject({ outcome: 'unknown', failure: { code: 'HTTP 502' } });
  });
});

it('where nobody listens nothing has left: it is tried again', async () => {
  const standIn = await openStandIn();
  await standIn.http.unplug();
  expect(await transportTo(standIn).send(mail(), sending())).toMatchObject({
    outcome: 'retry',
    failure: { class: 'network', code: 'ECONNREFUSED' },
  });
  await standIn.http.plug();
});
