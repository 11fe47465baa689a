import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { readSettings } from '../src/settings.ts';
import { Client, type Receipt } from './support/client.ts';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function start(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=@postern/source', main], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

describe('the program', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('prints what to open and stops cleanly on %s', async (signal) => {
    const child = start({ PORT: '0' });
    const [greeting] = await once(child.stdout, 'data');
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(greeting)) ?? [];
    expect(String(greeting)).toContain(`${url}/mail`);
    expect((await fetch(`${url}/api/email/overview`)).status).toBe(200);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test.each(['PORT', 'MAIL_PORT', 'DNS_PORT'])('says that the port of %s is taken', async (setting) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const child = start({ PORT: '0', [setting]: port });
    const [said, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(said.trim()).toBe(`Port ${port} is taken by another program: choose one with ${setting}=…`);
    expect(exit).toEqual([1, null]);
    other.close();
  });

  test('does not start on a mail server that does not answer', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;
    other.close();
    await once(other, 'close');
    const child = start({ PORT: '0', SMTP_URL: `smtp://user:hunter2@127.0.0.1:${port}` });
    const [said, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(said).toMatch(/^SMTP_URL: \S/);
    expect(said).not.toContain('hunter2');
    expect(exit).toEqual([1, null]);
  });
});

test('with a mail server and a DNS of its own the example uses those instead', async () => {
  const world = await Client.start();
  const { smtpPort, dnsPort } = world.example;
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
    await client.sent('email', ((await client.post('/api/email/messages', message)) as Receipt).id);
    expect(await world.get('/mail/latest.json')).toMatchObject({
      subject: '[Shop] Hello',
      verdict: { dkim: [{ result: 'pass' }, { result: 'pass' }], dmarc: { result: 'pass' } },
    });
  } finally {
    await client.example.stop();
    await world.example.stop();
  }
});

describe('the settings', () => {
  test('serve a newcomer without any', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      site: { name: 'Acme' },
      mail: { kind: 'catcher', port: 0 },
      dns: { kind: 'local', port: 0 },
    });
    expect(readSettings({}).secret).not.toBe(readSettings({}).secret);
  });

  test('point at the real world', () => {
    expect(readSettings({ SMTP_URL: 'smtps://mail.example:465', DNS: 'system' })).toMatchObject({
      mail: { kind: 'smtp', url: 'smtps://mail.example:465' },
      dns: { kind: 'system' },
    });
    expect(readSettings({ DNS_SERVERS: '9.9.9.9:5353, [2620:fe::fe]:53' }).dns).toEqual({
      kind: 'servers',
      servers: ['9.9.9.9:5353', '[2620:fe::fe]:53'],
    });
  });

  test('are refused by name, never by value', () => {
    const env = { PORT: '99999', SITE_COUNTRY: 'usa', POSTERN_SECRET: 'hunter2', SMTP_URL: 'hunter2' };
    const refusal = () => readSettings({ ...env, DNS: 'google', DNS_SERVERS: 'dns.example' });
    for (const name of Object.keys({ ...env, DNS: '', DNS_SERVERS: '' }))
      expect(refusal).toThrow(`\n  ${name} `);
    expect(refusal).not.toThrow(/hunter2/);
    expect(() => readSettings({ DNS: 'system', DNS_SERVERS: '9.9.9.9' })).toThrow('not both');
  });
});
