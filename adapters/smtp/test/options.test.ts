import { isMessagingError } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { type SmtpOptions, smtp } from '../src/index.ts';
import { readSettings } from '../src/smtp-settings.ts';

function refusal(options: object): string {
  try {
    smtp(options);
  } catch (error) {
    if (isMessagingError(error) && error.code === 'invalid_config') return error.message;
    throw error;
  }
  throw new Error('expected invalid_config');
}

describe('options that cannot work are refused, by name and without their values', () => {
  it.each<[string, object]>([
    ['url or host', {}],
    ['url', { url: 'smtp://mail.example', host: 'mail.example' }],
    ['url', { url: 'smtp://mail.example', auth: { user: 'u', pass: 'hush' } }],
    ['url', { url: 'https://u:hush@mail.example' }],
    ['url', { url: 'mail.example:587' }],
    ['url', { url: 'smtp:hush' }],
    ['url', { url: 'smtp://u:hush@mail.example/?pool=true' }],
    ['url', { url: 'smtp://u:hush@mail.example/inbox' }],
    ['url', { url: 'smtp://hush@mail.example' }],
    ['url', { url: 'smtp://u:hush%ZZ@mail.example' }],
    ['host', { host: 'mail.example\r\nhush' }],
    ['port', { host: 'mail.example', port: 65_536 }],
    ['auth', { host: 'mail.example', auth: { user: 'hush' } }],
    ['auth', { host: 'mail.example', auth: { user: 'u', pass: 'hush', type: 'login' } }],
    ['tls.minVersion', { host: 'mail.example', tls: { minVersion: 'TLSv1' } }],
    [
      'tls.ca',
      { host: 'mail.example', tls: { ca: '-----BEGIN CERTIFICATE-----\nhush\n-----END CERTIFICATE-----' } },
    ],
    ['ehloName', { host: 'mail.example', ehloName: 'two words' }],
    ['name', { host: 'mail.example', name: 'two words' }],
    ['rate.perSecond', { host: 'mail.example', rate: { perSecond: 0, burst: 1 } }],
    ['maxConcurrent', { host: 'mail.example', maxConcurrent: 0 }],
    ['maxConnections', { host: 'mail.example', maxConnections: 0 }],
    ['maxMessages', { host: 'mail.example', maxMessages: 1.5 }],
    ['idleMs', { host: 'mail.example', idleMs: -1 }],
    ['timeouts.dataMs', { host: 'mail.example', timeouts: { dataMs: '10 min' } }],
    ['codeSender.address', { host: 'mail.example', codeSender: { address: 'a@b.example, c@d.example' } }],
    ['returnPath', { host: 'mail.example', returnPath: 'hush@acme.example, other@acme.example' }],
    // Ten characters: with an id and its tag the local part would have 65.
    ['returnPath', { host: 'mail.example', returnPath: 'hushhushes@acme.example' }],
    ['dkim.selectorPrefix', { host: 'mail.example', dkim: { selectorPrefix: 'Acme' } }],
    ['dkim.second', { host: 'mail.example', dkim: { second: 'dsa' } }],
    ['dkim.relay.0.type', { host: 'mail.example', dkim: { relay: [{ type: 'MX', host: '@', value: 'x' }] } }],
    [
      'dkim.relay.0.host',
      { host: 'mail.example', dkim: { relay: [{ type: 'TXT', host: 'two words', value: 'x' }] } },
    ],
    ['dkim.relay', { host: 'mail.example', dkim: { relay: true } }],
    ['dkim', { host: 'mail.example', dkim: 'relayed' }],
    ['dkim', { host: 'mail.example', dkim: { relay: [], selectorPrefix: 'acme' } }],
    ['codeSender', { host: 'mail.example', dkim: 'relay', codeSender: { address: 'a@b.example' } }],
    ['dmarc', { host: 'mail.example', dmarc: 'v=spf1 -all' }],
    [
      'replies.0.reply',
      { host: 'mail.example', replies: [{ reply: '250', outcome: 'retry', class: 'temporary' }] },
    ],
    [
      'replies.0.class',
      { host: 'mail.example', replies: [{ reply: '550', outcome: 'retry', class: 'lost' }] },
    ],
  ])('%s (%#)', (path, options) => {
    const message = refusal(options);
    expect(message).toMatch(new RegExp(`^@postern/smtp: ${path}:`));
    expect(message).not.toContain('hush');
  });

  it('also options that nobody reads', () => {
    expect(refusal({ host: 'mail.example', pool: true })).toContain('"pool"');
    expect(refusal({ host: 'mail.example', tls: { rejectUnauthorised: false } })).toContain(
      '"rejectUnauthorised"',
    );
  });
});

describe('where the server is', () => {
  it.each<[SmtpOptions, object]>([
    [{ url: 'smtp://mail.example' }, { host: 'mail.example', port: 587, secure: false }],
    [{ url: 'smtps://mail.example' }, { host: 'mail.example', port: 465, secure: true }],
    [{ url: 'smtp://mail.example:465' }, { host: 'mail.example', port: 465, secure: true }],
    [{ url: 'smtp://[::1]:2525/' }, { host: '::1', port: 2525, secure: false }],
    [{ host: 'mail.example' }, { port: 587, secure: false }],
    [
      { host: 'mail.example', port: 465 },
      { port: 465, secure: true },
    ],
    [
      { host: 'mail.example', secure: true },
      { port: 465, secure: true },
    ],
    [
      { host: 'mail.example', port: 25, secure: false },
      { port: 25, secure: false },
    ],
  ])('%o', (options, expected) => {
    expect(readSettings(options).connection).toMatchObject(expected);
  });
});

it('waits ten minutes for the answer to a mail, and tells the core to wait longer than any time-out of its own', () => {
  const settings = readSettings({ host: 'mail.example' });
  expect(settings.connection.socketTimeout).toBe(600_000);
  const { capabilities } = smtp({
    host: 'mail.example',
    timeouts: { connectionMs: 1, commandMs: 10, dataMs: 100 },
  });
  expect(capabilities).toEqual({ handOverTimeoutMs: 121 });
  expect(settings.handOverTimeoutMs).toBe(780_000);
});

it('gives each time-out to the step it is for', () => {
  const timeouts = { connectionMs: 1000, greetingMs: 2000, commandMs: 3000, dataMs: 4000 };
  const settings = readSettings({ host: 'mail.example', timeouts });
  expect(settings).toMatchObject({ connectMs: 1000, commandMs: 3000 });
  expect(settings.connection).toMatchObject({
    connectionTimeout: 1000,
    greetingTimeout: 2000,
    socketTimeout: 4000,
  });
});

it('gives the TLS options to the connection, safe by default', () => {
  const of = (options: SmtpOptions) => readSettings({ host: 'mail.example', ...options }).connection;
  expect(of({})).toMatchObject({
    requireTLS: false,
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
  });
  expect(of({ auth: { user: 'u', pass: 'p' } })).toMatchObject({ requireTLS: true });
  expect(of({ tls: { minVersion: 'TLSv1.3' } })).toMatchObject({ tls: { minVersion: 'TLSv1.3' } });
});
