import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureConsoleApp } from '../../../scripts/ensure-console-app.ts';
import { Client } from './support/client.ts';

const asBrowser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let client: Client;
beforeAll(async () => {
  await ensureConsoleApp();
  client = await Client.start();
});
afterAll(() => client.stop());

describe('the console', () => {
  test('is linked to from every page, and answers its app with its files', async () => {
    expect((await client.ask('GET', '/', undefined, asBrowser)).text).toContain('href="/console"');
    const { status, text, headers } = await client.ask('GET', '/console/sms/history', undefined, asBrowser);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    const script = /src="(\/console\/assets\/[^"]+)"/.exec(text)?.[1] ?? '';
    expect((await client.ask('GET', script)).headers.get('content-type')).toContain('text/javascript');
  });

  test('sends for the one person there is', async () => {
    const session = (await client.get('/console/api/session')) as { csrfToken: string };
    const sent = await client.ask(
      'POST',
      '/console/api/sms/messages',
      { to: { consumerId: 'cus_001' }, text: 'Your table is ready.' },
      { origin: client.url, 'x-postern-csrf': session.csrfToken },
    );
    expect(sent.status).toBe(201);
    const { id } = JSON.parse(sent.text);
    expect(await client.get(`/api/sms/messages/${id}`)).toMatchObject({
      ...{ origin: 'web', actor: 'ada@acme.example' },
    });
  });

  test('refuses other sites, and other names for this machine', async () => {
    const foreign = await client.ask('GET', '/console/api/session', undefined, {
      origin: 'https://evil.example',
    });
    expect(foreign.status).toBe(403);
    const { port } = new URL(client.url);
    const rebound = await new Promise((resolve, reject) => {
      const options = { port, path: '/console', headers: { host: `evil.example:${port}` } };
      request(options, (res) => resolve(res.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(rebound).toBe(403);
  });

  test('does not keep the example from stopping', async () => {
    const own = await Client.start();
    const stream = await fetch(`${own.url}/console/api/events`);
    expect(stream.status).toBe(200);
    await own.stop();
    await expect(fetch(own.url)).rejects.toThrow();
    await stream.body?.cancel();
  });
});
