import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { Client } from './support/client.ts';
import { greetingOf, killAll, start } from './support/program.ts';

afterEach(killAll);

describe('safe mode', () => {
  let client: Client;
  beforeAll(async () => {
    client = await Client.start({ POSTERN_SAFE_MODE: 'qa@acme.example' });
    await client.makeReady();
  });
  afterAll(() => client.stop());

  test('redirects every mail, and says to whom it would have gone', async () => {
    const to = { address: 'jo@customer.example' };
    const { id } = await client.send('email', { to, subject: 'Hello', text: 'Hello' });
    expect(await client.reaches('sent', 'email', id)).toMatchObject({ to });
    expect(await client.get('/mail/latest.json')).toMatchObject({
      envelope: { to: ['qa@acme.example'] },
      subject: '[to jo@customer.example] [Acme] Hello',
    });
  });

  test('without a number lets no SMS out', async () => {
    const { id } = await client.send('sms', { to: 'cus_001', text: 'Your table is ready.' });
    expect(await client.reaches('suppressed', 'sms', id)).toMatchObject({ failure: { code: 'safe_mode' } });
    expect(await client.get('/sms.json')).toEqual([]);
  });

  test('is told on the start page', async () => {
    const { text } = await client.ask('GET', '/', undefined, { accept: 'text/html' });
    expect(text).toContain('Every e-mail goes to <b>qa@acme.example</b>. No SMS goes out.');
  });
});

describe('an alert', () => {
  test('is told in the terminal and on the start page, and when it is over', async () => {
    const client = await Client.start();
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const home = async () => (await client.ask('GET', '/', undefined, { accept: 'text/html' })).text;
    try {
      await client.makeReady();
      const records = (await client.get('/dns.json')) as readonly { readonly name: string }[];
      const dmarc = records.find(({ name }) => name === '_dmarc.acme.example');
      await client.post('/dns/records/remove', dmarc);
      await client.post('/api/email/sender/domain/check');
      const [alert] = (await client.get('/api/alerts')) as readonly { kind: string; detail: string }[];
      expect(alert).toMatchObject({ kind: 'domain_lost', detail: expect.stringContaining('acme.example') });
      expect(told.mock.calls).toEqual([[`Alert, domain_lost: ${alert?.detail}`]]);
      expect(await home()).toContain(`<p class="notice bad">${alert?.detail.replaceAll("'", '&#39;')}`);

      await client.post('/dns/records', dmarc);
      await client.post('/api/email/sender/domain/check');
      expect(told.mock.calls.at(-1)).toEqual([
        expect.stringMatching(/^Over, domain_lost: it stood since 20/),
      ]);
      expect(await home()).not.toContain('notice bad');
    } finally {
      told.mockRestore();
      await client.stop();
    }
  });
});

test('spans are printed where one asks for them, and nothing of a message’s content', async () => {
  const child = start({ PORT: '0', STORAGE: 'memory', POSTERN_OTEL: 'console' });
  const { url } = await greetingOf(child);
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const client = new Client(url);
  const { id } = await client.send('sms', { to: 'cus_001', text: 'Your table is ready.' });
  await client.reaches('sent', 'sms', id);
  child.kill('SIGTERM');
  await once(child, 'exit');
  const spans = [...printed.matchAll(/traceId: '(\w+)',\n\s+parentSpanContext[\s\S]*?\n\s+name: '([^']+)'/g)];
  const traceOf = new Map(spans.map(([, trace, name]) => [name, trace]));
  expect([...traceOf.keys()].sort()).toEqual(['hand over sms', 'process sms', 'send sms']);
  expect(traceOf.get('hand over sms')).toBe(traceOf.get('process sms'));
  expect(printed).toContain('postern.hand_over.duration');
  expect(printed).not.toContain('table');
});
