import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { startExample } from '../src/example.ts';
import { readSettings } from '../src/settings.ts';
import { Client, type Receipt } from './support/client.ts';
import { temporaryFolder } from './support/folder.ts';
import { greetingOf, killAll, start } from './support/program.ts';

const folder = temporaryFolder();
afterEach(killAll);
afterAll(folder.remove);
const inMemory = { PORT: '0', STORAGE: 'memory' };
const onDisk = { PORT: '0', DATA_DIR: folder.path };
const twilioAt = (host: string) => ({
  ...{ TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'hunter2', TWILIO_SENDER: 'Acme' },
  TWILIO_BASE_URL: `http://${host}`,
});

describe('the program', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('prints what to open and stops cleanly on %s', async (signal) => {
    const child = start(inMemory);
    const { greeting, url } = await greetingOf(child);
    expect(greeting).toContain(`${url}/mail`);
    expect((await fetch(`${url}/api/email/overview`)).status).toBe(200);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('says whose stand-ins it started', async () => {
    const { greeting } = await greetingOf(
      start({ ...inMemory, POSTERN_EMAIL: 'postmark', POSTERN_SMS: 'brevo' }),
    );
    expect(greeting).toMatch(/\/mail +\(a stand-in for Postmark\)/);
    expect(greeting).toMatch(/\/sms +\(a stand-in for Brevo\)/);
  });

  test('says that a port is taken, and by which setting to choose another', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const refusal = (setting: string) =>
      `Port ${port} is taken by another program: choose one with ${setting}=…`;
    const child = start({ ...inMemory, PORT: port });
    const [said, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([said.trim(), exit]).toEqual([refusal('PORT'), [1, null]]);
    for (const setting of ['MAIL_PORT', 'DNS_PORT']) {
      const starting = startExample(readSettings({ ...inMemory, [setting]: port }));
      await expect(starting).rejects.toThrow(refusal(setting));
    }
    other.close();
  });

  test.each([
    ['SMTP_URL', (server: string) => ({ ...inMemory, SMTP_URL: `smtp://user:${server}` })],
    ['DATABASE_URL', (server: string) => ({ ...onDisk, DATABASE_URL: `postgres://user:${server}/shop` })],
    ['TWILIO_ACCOUNT_SID', (server: string) => ({ ...inMemory, ...twilioAt(server.split('@')[1] ?? '') })],
  ])('does not start where nobody answers at %s, and says no password', async (setting, envOf) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    other.close();
    await once(other, 'close');
    const env = envOf(`hunter2@127.0.0.1:${port}`);
    const error: unknown = await startExample(readSettings(env)).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ message: expect.stringMatching(new RegExp(`^${setting}: \\S`)) });
    expect(String(error)).not.toContain('hunter2');
  });
});

test('with a mail server and a DNS of its own the example uses those instead', async () => {
  const { url, stop, smtpPort, dnsPort } = await startExample(readSettings({ ...inMemory }));
  const world = new Client(url, stop);
  const client = await Client.start({
    ...{ SMTP_URL: `smtp://127.0.0.1:${smtpPort}`, DNS_SERVERS: `127.0.0.1:${dnsPort}`, SITE_NAME: 'Shop' },
  });
  try {
    for (const path of ['/mail', '/mail.json', '/mail/latest/text', '/dns', '/dns.json']) {
      expect([path, (await client.ask('GET', path)).status]).toEqual([path, 404]);
    }
    await client.post('/api/email/sender', { name: 'Shop', address: 'shop@acme.example' });
    await client.post('/api/email/sender/confirm', { code: await world.code() });
    const { records } = (await client.get('/api/email/sender/domain')) as {
      readonly records: readonly { type: string; name: string; value: string }[];
    };
    for (const { type, name, value } of records) await world.post('/dns/records', { type, name, value });
    expect(await client.post('/api/email/sender/domain/check')).toMatchObject({ validated: true });
    const message = { to: { address: 'jo@example.com' }, subject: 'Hello', text: 'Hello' };
    await client.reaches(
      'sent',
      'email',
      ((await client.post('/api/email/messages', message)) as Receipt).id,
    );
    const bounce = await world.ask('POST', '/mail/latest/bounce');
    expect([bounce.status, JSON.parse(bounce.text).code]).toEqual([409, 'not_ours']);
    expect(await world.get('/mail/latest.json')).toMatchObject({
      envelope: { from: 'shop@acme.example' },
      subject: '[Shop] Hello',
      verdict: { dkim: [{ result: 'pass' }, { result: 'pass' }], dmarc: { result: 'pass' } },
    });
  } finally {
    await client.stop();
    await world.stop();
  }
});

describe('the settings', () => {
  test('serve a newcomer without any', () => {
    expect(readSettings({})).toEqual({
      port: 3000,
      site: { id: 'example', name: 'Acme', country: 'US' },
      dataDir: '.postern',
      mail: { kind: 'catcher', port: 0 },
      returnPath: 'bounce@acme.example',
      sms: { kind: 'stand-in', provider: 'twilio' },
      paceMs: 2000,
      dns: { kind: 'local', port: 0 },
    });
    expect(readSettings({ STORAGE: 'memory' })).not.toHaveProperty('dataDir');
  });

  test('name a provider, whose stand-in forgets, so that nothing is kept unless one says so', () => {
    const brevo = readSettings({ POSTERN_EMAIL: 'brevo', POSTERN_SMS: 'brevo' });
    expect(brevo).toMatchObject({
      mail: { kind: 'provider', provider: 'brevo' },
      sms: { kind: 'stand-in', provider: 'brevo' },
    });
    expect(brevo).not.toHaveProperty('dataDir');
    for (const kept of [{ DATA_DIR: '.postern' }, { STORAGE: 'pglite' }]) {
      expect(readSettings({ POSTERN_EMAIL: 'brevo', ...kept })).toMatchObject({ dataDir: '.postern' });
    }
    expect(readSettings({ POSTERN_SMS: 'brevo' })).toMatchObject({ dataDir: '.postern' });
  });

  test('point at the real world', () => {
    expect(readSettings({ SMTP_URL: 'smtps://mail.example:465', DNS: 'system' })).toMatchObject({
      mail: { kind: 'smtp', url: 'smtps://mail.example:465' },
      dns: { kind: 'system' },
    });
    expect(readSettings({ SMTP_URL: 'smtps://mail.example:465' })).not.toHaveProperty('returnPath');
    const returnPath = 'back@acme.example';
    expect(readSettings({ SMTP_URL: 'smtps://mail.example:465', RETURN_PATH: returnPath })).toMatchObject({
      returnPath,
    });
    const twilio = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'token', TWILIO_SENDER: 'Acme' };
    expect(readSettings({ ...twilio, PUBLIC_URL: 'https://abc.example' })).toMatchObject({
      publicUrl: 'https://abc.example',
      sms: { kind: 'twilio', accountSid: 'AC1', authToken: 'token', sender: 'Acme' },
    });
    expect(readSettings({ DATABASE_URL: 'postgres://db.example/shop', DATA_DIR: 'kept' })).toMatchObject({
      databaseUrl: 'postgres://db.example/shop',
      dataDir: 'kept',
    });
    expect(readSettings({ DNS_SERVERS: '9.9.9.9:5353, [2620:fe::fe]:53' }).dns).toEqual({
      kind: 'servers',
      servers: ['9.9.9.9:5353', '[2620:fe::fe]:53'],
    });
  });

  test('say who is written to in place of everybody, and whether telemetry is printed', () => {
    const modes: readonly [string, object][] = [
      ['qa@acme.example', { email: 'qa@acme.example' }],
      ['+12025550199', { sms: '+12025550199' }],
      ['+12025550199, qa@acme.example', { email: 'qa@acme.example', sms: '+12025550199' }],
    ];
    for (const [given, redirectTo] of modes) {
      expect(readSettings({ POSTERN_SAFE_MODE: given }).safeMode).toEqual({ redirectTo });
    }
    for (const given of ['a@acme.example,b@acme.example', '+1202', '02025550199', 'qa@acme.example,']) {
      expect(() => readSettings({ POSTERN_SAFE_MODE: given })).toThrow('POSTERN_SAFE_MODE must be');
    }
    expect(readSettings({ POSTERN_OTEL: 'console' })).toMatchObject({ telemetry: 'console' });
  });

  test('are refused by name, never by value', () => {
    const env = {
      ...{ PORT: '99999', SITE_COUNTRY: 'usa', POSTERN_SECRET: 'hunter2', SMTP_URL: 'hunter2' },
      ...{ DATABASE_URL: 'hunter2', STORAGE: 'hunter2', PUBLIC_URL: 'https://hunter2@abc.example/path' },
      ...{ RETURN_PATH: 'hunter2', PACE_MS: '-1', DNS: 'google', DNS_SERVERS: 'dns.example' },
      ...{ POSTERN_EMAIL: 'hunter2', POSTERN_SMS: 'hunter2' },
      ...{ POSTERN_SAFE_MODE: 'hunter2', POSTERN_OTEL: 'hunter2' },
    };
    const refusal = () => readSettings(env);
    for (const name of Object.keys(env)) expect(refusal).toThrow(`\n  ${name} `);
    expect(refusal).not.toThrow(/hunter2/);
    expect(() => readSettings({ DNS: 'system', DNS_SERVERS: '9.9.9.9' })).toThrow('not both');
    const both = { STORAGE: 'memory', DATABASE_URL: 'postgres://db.example/shop' };
    expect(() => readSettings(both)).toThrow('not both');
    const clashes: readonly Readonly<Record<string, string>>[] = [
      { POSTERN_EMAIL: 'brevo', SMTP_URL: 'smtp://mail.example:25' },
      { POSTERN_EMAIL: 'brevo', DNS: 'system' },
      { POSTERN_EMAIL: 'brevo', DNS_SERVERS: '9.9.9.9' },
      { POSTERN_SMS: 'brevo', TWILIO_AUTH_TOKEN: 'hunter2' },
    ];
    for (const clash of clashes) expect(() => readSettings(clash)).toThrow(Object.keys(clash)[0]);
    expect(() => readSettings({ TWILIO_AUTH_TOKEN: 'hunter2' })).toThrow('go together');
    expect(() => readSettings({ TWILIO_AUTH_TOKEN: 'hunter2' })).not.toThrow(/hunter2/);
  });
});
