import { describe, expect, it } from 'vitest';
import { outcomeOf, type SmtpFault, type SmtpStage } from '../src/sending/outcome.ts';
import { outgoing, sending } from './support/fixtures.ts';
import { faultyServer, transportTo } from './support/opened.ts';

const refused = (stage: SmtpStage, text: string) =>
  outcomeOf({ code: 'EENVELOPE', reply: { stage, text }, body: 'untouched' });
const meaning = (stage: SmtpStage, text: string) => {
  const { outcome, failure } = refused(stage, text);
  return `${outcome} ${failure.class}`;
};

describe('a reply is judged by its codes', () => {
  it.each<[SmtpStage, string, string]>([
    ['greeting', '521 5.3.2 No mail here', 'paused configuration'],
    ['hello', '550 Your name?', 'paused configuration'],
    ['starttls', '454 4.7.0 Not now', 'retry temporary'],
    ['auth', '535 5.7.8 No', 'paused configuration'],
    ['sender', '552 Too large', 'rejected content'],
    ['sender', '553 Bad sender', 'rejected sender'],
    ['sender', '550 5.7.1 Not yours', 'rejected blocked'],
    ['recipient', '550 No such user', 'rejected recipient'],
    ['content', '550 No such user', 'rejected content'],
    ['recipient', '550 Mailbox full', 'rejected temporary'],
    ['recipient', '551 User not local', 'rejected blocked'],
    ['recipient', '553 5.1.3 Bad syntax', 'rejected recipient'],
    ['recipient', '550 5.1.10 Null MX', 'rejected recipient'],
    ['recipient', '550 5.2.1 Disabled', 'rejected recipient'],
    ['recipient', '552 5.2.2 Full', 'rejected temporary'],
    ['recipient', '552 4.2.2 Full', 'rejected temporary'],
    ['recipient', '552 Full', 'rejected temporary'],
    ['content', '552 5.2.2 Full', 'rejected temporary'],
    ['recipient', '452 4.2.2 Full', 'retry temporary'],
    ['content', '550 5.2.122 Too much for this hour', 'rejected temporary'],
    ['recipient', '554 No', 'rejected blocked'],
    ['recipient', '550 5.1.8 Bad sender domain', 'rejected sender'],
    ['recipient', '530 5.7.0 Log in', 'paused configuration'],
    ['recipient', '503 5.5.1 Sequence', 'retry temporary'],
    ['recipient', '452 4.5.3 Too many', 'retry throttled'],
    ['recipient', '451 4.2.1 Mailbox disabled for now', 'retry temporary'],
    [
      'recipient',
      '450 4.2.1 The user you are trying to contact is receiving mail too quickly',
      'retry throttled',
    ],
    ['content', '552 5.3.4 Too large', 'rejected content'],
    ['content', '554 5.6.0 Broken MIME', 'rejected content'],
    ['content', '550 5.7.26 Not authenticated', 'rejected sender'],
    ['content', '554 5.7.1 Spam', 'rejected blocked'],
    ['content', '421 4.7.28 Rate', 'retry throttled'],
    ['content', '451 Later', 'retry temporary'],
  ])('%s %s', (stage, text, expected) => {
    expect(meaning(stage, text)).toBe(expected);
  });

  it.each<[SmtpStage, string, string]>([
    ['sender', '550 5.1.0 <hello@acme.example>: Sender address rejected', 'rejected sender'],
    ['sender', '550 5.1.1 User unknown', 'rejected sender'],
    ['recipient', '550 5.1.0 Address rejected', 'rejected blocked'],
    ['recipient', '550 relay not permitted', 'rejected configuration'],
    ['recipient', '550 Sender verify failed', 'rejected sender'],
    ['recipient', '550 Authentication required', 'rejected configuration'],
    ['recipient', '550 rejected because 192.0.2.1 is in a black list at zen', 'rejected blocked'],
    ['content', '550 5.1.0 sender rejected', 'rejected sender'],
    ['recipient', '550 5.2.1 The user is receiving mail at a rate that prevents it', 'rejected throttled'],
    ['recipient', '550 5.1.1 192.0.2.1 has sent to too many recipients this hour', 'rejected throttled'],
    ['recipient', '550 5.1.1 Refused due to recipient preferences', 'rejected blocked'],
    ['recipient', '550 : User unknown', 'rejected blocked'],
    ['recipient', '550 5.2.0 Message filtered', 'rejected blocked'],
    ['content', '550 5.1.90 Your message exceeds the daily limit', 'rejected throttled'],
  ])('what is not about the recipient does not write off the address: %s %s', (stage, text, expected) => {
    expect(meaning(stage, text)).toBe(expected);
  });

  it.each<[SmtpStage, string]>([
    ['recipient', '550 5.4.1 Recipient address rejected: Access denied.'],
    ['recipient', '550 5.5.0 Requested action not taken: mailbox unavailable'],
    ['content', "554 delivery error: dd This user doesn't have a yahoo.com account"],
    ['recipient', '550 Requested action not taken: mailbox unavailable'],
    ['recipient', '550 5.1.1 <blacklist@example.org>: User unknown'],
  ])('the large hosts name an unknown mailbox in words of their own: %s %s', (stage, text) => {
    expect(meaning(stage, text)).toBe('rejected recipient');
  });

  it.each<[SmtpStage, string]>([
    ['recipient', '550 Address rejected'],
    ['recipient', '553 Sorry'],
    ['recipient', '550 5.1.0 Address rejected'],
    ['recipient', '550 5.0.0 Access denied'],
  ])('what may mean the address or anything else says so: %s %s', (stage, text) => {
    expect(refused(stage, text)).toMatchObject({ failure: { class: 'blocked', unclear: true } });
  });

  it.each<[SmtpStage, string]>([
    ['recipient', '554 No'],
    ['recipient', '550 5.7.1 Spam'],
    ['recipient', '550 5.1.1 User unknown'],
    ['recipient', '550 rejected because 192.0.2.1 is in a black list at zen'],
    ['sender', '550 5.1.0 Sender'],
    ['content', '554 No'],
  ])('what means one thing does not: %s %s', (stage, text) => {
    expect(refused(stage, text).failure).not.toHaveProperty('unclear');
  });

  it('and not by its words, or by digits that only begin like a status', () => {
    expect(meaning('content', '451 550 5.1.1 user unknown')).toBe('retry temporary');
    expect(meaning('recipient', '550 5.71.1 Odd')).toBe('rejected blocked');
    expect(meaning('recipient', '550 5.10.1 Odd')).toBe('rejected blocked');
  });
});

describe('without a reply the outcome is unknown once the body was handed over, whatever ended the connection', () => {
  it.each(['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EPROTOCOL', 'EABORT'])('%s', (code) => {
    const fault = (body: SmtpFault['body']) => outcomeOf({ code, body }).outcome;
    expect([fault('untouched'), fault('begun'), fault('handed_over')]).toEqual(['retry', 'retry', 'unknown']);
  });

  it.each([
    ['ESOCKET', 'CERT_HAS_EXPIRED'],
    ['ESOCKET', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['ESOCKET', 'ERR_SSL_WRONG_VERSION_NUMBER'],
    ['EAUTH', undefined],
    ['EOAUTH2', undefined],
  ])('%s %s', (code, systemCode) => {
    const fault = { code, body: 'untouched', ...(systemCode ? { systemCode } : {}) } as const;
    expect(outcomeOf(fault)).toMatchObject({
      outcome: 'paused',
      failure: { class: 'configuration', code: systemCode ?? code },
    });
  });
});

it('a server whose replies mean something else can be told so', async () => {
  const server = await faultyServer({ connect: '554 Maintenance' });
  const transport = transportTo(server, {
    replies: [{ stages: ['greeting'], reply: '554', outcome: 'paused', class: 'throttled' }],
  });
  expect(await transport.send(outgoing(), sending())).toMatchObject({
    outcome: 'paused',
    failure: { class: 'throttled' },
  });
  server.faults = { rcpt: '554 Other stages are as ever' };
  expect(await transport.send(outgoing(), sending())).toMatchObject({
    outcome: 'rejected',
    failure: { class: 'blocked' },
  });
});

it('an unreachable server is worth another try', async () => {
  const server = await faultyServer();
  const transport = transportTo(server);
  await server.close();
  expect(await transport.send(outgoing(), sending())).toMatchObject({
    outcome: 'retry',
    failure: { class: 'network', code: 'ECONNREFUSED' },
  });
  expect(
    await transportTo({ port: 25 }, { host: 'nowhere.invalid' }).send(outgoing(), sending()),
  ).toMatchObject({
    outcome: 'retry',
    failure: { class: 'network' },
  });
});

it('a mail above the size the server announces is refused without sending it', async () => {
  const server = await faultyServer({}, ['PIPELINING']);
  server.maxSize = 1000;
  expect(await transportTo(server).send(outgoing({ text: 'x'.repeat(2000) }), sending())).toMatchObject({
    outcome: 'rejected',
    failure: { class: 'content' },
  });
  expect(server.commands).toHaveLength(1);
});

it('what the server answered is kept on one line, as it was said', async () => {
  const server = await faultyServer({
    rcpt: '550-5.1.1 The account does not exist.\r\n550 5.1.1 Try another.\u0007',
  });
  expect(await transportTo(server).send(outgoing(), sending())).toMatchObject({
    failure: {
      code: '550 5.1.1',
      message: 'The mail server answered: 550 5.1.1 The account does not exist. Try another. ',
    },
  });
  const kind = await faultyServer();
  expect(await transportTo(kind).send(outgoing(), sending())).toEqual({
    outcome: 'accepted',
    response: '250 2.0.0 Ok: queued as 4711',
  });
});
