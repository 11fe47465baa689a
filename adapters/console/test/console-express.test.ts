import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import express, { type Express } from 'express';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Authority, type ConsoleMiddleware, messagingConsole } from '../src/index.ts';
import { builtApp, everything, people } from './support/console-fixture.ts';
import { EventReader } from './support/event-reader.ts';

const app = builtApp();
afterAll(() => app.remove());
let t: TestMessaging;
let pages: ConsoleMiddleware<express.Request>;
const servers: Server[] = [];
const errors: unknown[] = [];

/** The host's own sign-in: here a header says who. */
const authorize = (req: express.Request): Authority | null =>
  req.get('x-user') === 'ada' ? everything : null;

beforeEach(async () => {
  t = await testMessaging({ consumers: people });
  errors.length = 0;
  pages = messagingConsole(t.messaging, {
    authorize,
    appFolder: app.folder,
    onError: (error) => errors.push(error),
  });
});
afterEach(async () => {
  pages.close();
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const hosting = (mount: (host: Express) => void): Promise<string> => {
  const host = express();
  mount(host);
  return listen(host);
};
const mounted = () => hosting((host) => host.use('/messaging', pages));

const user = { 'x-user': 'ada' };

async function csrfOf(url: string): Promise<string> {
  const session: unknown = await (await fetch(`${url}/api/session`, { headers: user })).json();
  return typeof session === 'object' && session && 'csrfToken' in session ? String(session.csrfToken) : '';
}

async function post(
  url: string,
  path: string,
  body: string | URLSearchParams,
  headers: Record<string, string> = {},
) {
  return fetch(`${url}/api/${path}`, {
    method: 'POST',
    body,
    headers: {
      ...user,
      origin: new URL(url).origin,
      'content-type': 'application/json',
      'x-postern-csrf': await csrfOf(url),
      ...headers,
    },
    duplex: 'half',
  } as RequestInit);
}
const letter = JSON.stringify({ to: { consumerId: 'c1' }, subject: 'Hello', text: 'Text' });

describe('mounted in Express', () => {
  it("asks the host who is there, with the host's own request", async () => {
    const url = `${await mounted()}/messaging`;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(`${url}/api/session`)).status).toBe(401);
    expect((await fetch(`${url}/api/session`, { headers: user })).status).toBe(200);
  });

  it.each(['/messaging', '/messaging/', '/messaging/email/history?status=sent', '/messaging?site=test'])(
    'answers the app at %s with its files where it is mounted',
    async (path) => {
      const url = await mounted();
      const html = await (await fetch(url + path, { headers: user })).text();
      expect(html).toContain('content="/messaging"');
      const script = /src="([^"]+)"/.exec(html)?.[1] ?? '';
      expect(script).toBe('/messaging/assets/index-Ab1.js');
      const file = await fetch(url + script, { headers: user });
      expect([file.status, file.headers.get('content-encoding')]).toEqual([200, 'gzip']);
      expect(await file.text()).toContain('xxx');
    },
  );

  it('finds its place below routers, parameters and at the root', async () => {
    const inner = express.Router();
    inner.use('/pages', pages);
    const url = await hosting((host) => host.use('/t/:tenant', inner));
    const html = await (await fetch(`${url}/t/acme/pages/sms`, { headers: user })).text();
    expect(html).toContain('content="/t/acme/pages"');
    const root = await hosting((host) => host.use(pages));
    expect(await (await fetch(`${root}/sms`, { headers: user })).text()).toContain('content=""');
    expect((await fetch(`${root}/api/session`, { headers: user })).status).toBe(200);
    const bare = await listen((req, res) => bareConsole(req, res));
    expect(await (await fetch(`${bare}/sms`)).text()).toContain('content=""');
  });

  it('takes the mount from the host where its server does not tell, and leaves the rest to it', async () => {
    const { folder } = app;
    const own = messagingConsole(t.messaging, {
      basePath: '/m/',
      authorize: () => everything,
      appFolder: folder,
    });
    const bare = await listen((req, res) => own(req, res));
    expect(await (await fetch(`${bare}/m/sms`)).text()).toContain('content="/m"');
    expect((await fetch(`${bare}/m/api/session`)).status).toBe(200);
    expect((await fetch(`${bare}/more`)).status).toBe(404);
    const before = await listen((req, res) => own(req, res, () => res.end('of the host')));
    expect(await (await fetch(`${before}/more`)).text()).toBe('of the host');
  });

  const bareConsole: RequestListener = (req, res) =>
    messagingConsole(t.messaging, { authorize: () => everything, appFolder: app.folder })(req, res);

  it('writes no foreign host into the page where the path begins with two slashes', async () => {
    const url = await hosting((host) => host.use('/:any', pages));
    const response = await fetch(`${url}//evil.example/sms`, { headers: user });
    expect(await response.text()).not.toContain('="//evil.example');
  });

  it('sends a message, recorded as sent by the user', async () => {
    const url = `${await mounted()}/messaging`;
    const sent = await post(url, 'email/messages', letter);
    expect(sent.status).toBe(201);
    expect((await t.messaging.email.history()).items).toMatchObject([{ actor: 'u1', origin: 'web' }]);
  });

  it("takes bodies that the host's own middleware has read", async () => {
    const url = `${await hosting((host) => host.use(express.json(), express.urlencoded(), pages))}`;
    expect((await post(url, 'email/messages', letter)).status).toBe(201);
    const form = new URLSearchParams({ csrf: await csrfOf(url), html: '<p>a=b&c</p>' });
    const shown = await post(url, 'document', form, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(await shown.text()).toBe('<p>a=b&c</p>');
    expect(errors).toEqual([]);
  });

  it('refuses another origin, and compares with the host that was asked', async () => {
    const url = `${await mounted()}/messaging`;
    const foreign = await post(url, 'email/messages', letter, { origin: 'https://evil.example' });
    expect(await foreign.json()).toMatchObject({ error: { code: 'foreign_origin' } });
    expect((await t.messaging.email.history()).items).toEqual([]);
  });

  it('reads no more than a megabyte, and drops the connection', async () => {
    const url = `${await mounted()}/messaging`;
    const csrf = await csrfOf(url);
    const answer = await new Promise<{ status: number | undefined; connection: string | undefined }>(
      (resolve) => {
        const { hostname, port, origin } = new URL(url);
        const headers = { ...user, origin, 'content-type': 'application/json', 'x-postern-csrf': csrf };
        const req = httpRequest(
          { hostname, port, method: 'POST', path: '/messaging/api/email/preview', headers },
          (res) => {
            res.resume();
            resolve({ status: res.statusCode, connection: res.headers.connection });
            req.destroy();
          },
        );
        req.on('error', () => {});
        const more = () => {
          while (req.write('x'.repeat(65_536)));
        };
        req.on('drain', more);
        more();
      },
    );
    expect(answer).toEqual({ status: 413, connection: 'close' });
  });

  it('does not serve files of the host, however a path is written', async () => {
    const url = await mounted();
    const { port } = new URL(url);
    for (const path of [
      '/messaging/assets/../../secret.js',
      '/messaging/assets/..%2F..%2Fsecret.js',
      '/messaging/%2e%2e/secret.js',
    ]) {
      const text = await new Promise<string>((resolve, reject) => {
        const req = httpRequest({ port, path, headers: user }, (res) => {
          let all = '';
          res.on('data', (chunk) => (all += chunk)).on('end', () => resolve(all));
        });
        req.on('error', reject).end();
      });
      expect(text).not.toContain('the secret');
    }
  });

  it('answers what cannot be asked, too', async () => {
    const url = `${await mounted()}/messaging`;
    const { port } = new URL(url);
    const statusOf = (method: string, headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const options = { port, method, path: '/messaging', headers: { ...user, ...headers } };
        httpRequest(options, (res) => resolve(res.resume().statusCode))
          .on('error', reject)
          .end();
      });
    expect(await statusOf('TRACE', {})).toBe(405);
    expect(await statusOf('GET', { host: 'not a host//\\' })).toBe(200);
    expect((await fetch(url, { method: 'HEAD', headers: user })).status).toBe(200);
    expect(errors).toEqual([]);
  });
});

describe('a stream over HTTP', () => {
  it('tells of a change as it happens, and ends with the connection', async () => {
    pages.close();
    pages = messagingConsole(t.messaging, { authorize, streams: { perUser: 1 } });
    const url = `${await mounted()}/messaging`;
    const leaving = new AbortController();
    const response = await fetch(`${url}/api/events`, { headers: user, signal: leaving.signal });
    const reader = new EventReader(response.body);
    expect(await reader.next()).toEqual({ kind: 'hello' });
    const { id } = await t.messaging.email.send({ to: 'c1', subject: 'S', text: 'T' });
    await t.deliverAll();
    const statuses = [await reader.next(), await reader.next(), await reader.next()];
    expect(statuses).toMatchObject([{ status: 'queued' }, { status: 'sending' }, { id, status: 'sent' }]);

    expect((await fetch(`${url}/api/events`, { headers: user })).status).toBe(429);
    leaving.abort();
    await expect
      .poll(async () => {
        const again = await fetch(`${url}/api/events`, { headers: user });
        await again.body?.cancel();
        return again.status;
      })
      .toBe(200);
  });

  it('lets the server close once the console is closed', async () => {
    const url = `${await mounted()}/messaging`;
    const response = await fetch(`${url}/api/events`, { headers: user });
    const reader = new EventReader(response.body);
    await reader.next();
    const closed = Promise.all(
      servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))),
    );
    pages.close();
    expect(await reader.next()).toBeUndefined();
    await closed;
  });
});
