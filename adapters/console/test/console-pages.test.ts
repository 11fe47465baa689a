import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleHandler } from '../src/index.ts';
import {
  base,
  builtApp,
  type ConsoleFixture,
  consoleFixture,
  everything,
  origin,
} from './support/console-fixture.ts';

const app = builtApp();
let f: ConsoleFixture;
beforeAll(async () => {
  f = await consoleFixture({ appFolder: app.folder, frameAncestors: ['https://crm.example'] });
});
afterAll(() => app.remove());

const policyOf = (response: Response) => {
  const directives = (response.headers.get('content-security-policy') ?? '').split('; ');
  return new Map(directives.map((one) => [one.split(' ', 1)[0] ?? '', one.split(' ').slice(1)]));
};

describe('a page', () => {
  it.each(['', 'email/history', 'email/history/msg_1', 'nothing/of/the/kind', 'apiary'])(
    'answers the app at "%s", which reads its address itself',
    async (path) => {
      const response = await f.raw(path);
      expect(response.status).toBe(200);
      const html = await response.text();
      expect(html).toContain('<meta name="postern-base" content="/messaging">');
      expect(html).toContain('src="/messaging/assets/index-Ab1.js"');
      expect(html).toContain('href="/messaging/assets/index-Cd2.css"');
      expect(html).not.toContain('__POSTERN');
    },
  );

  it('runs its own scripts only, and takes style elements with a nonce that is new each time', async () => {
    const responses = [await f.raw(''), await f.raw('')];
    const nonces = responses.map((response) => {
      const policy = policyOf(response);
      expect(policy.get('default-src')).toEqual(["'none'"]);
      expect(policy.get('script-src')).toEqual(["'self'"]);
      expect(policy.get('connect-src')).toEqual(["'self'"]);
      expect(policy.get('base-uri')).toEqual(["'none'"]);
      expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
      return policy.get('style-src')?.find((source) => source.startsWith("'nonce-"));
    });
    expect(nonces[0]).not.toBe(nonces[1]);
    const nonce = nonces[0]?.slice("'nonce-".length, -1) ?? '';
    expect(nonce.length).toBeGreaterThan(20);
    expect(await responses[0]?.text()).toContain(`nonce="${nonce}"`);
  });

  it('is never kept, guessed at, or told to others', async () => {
    const { headers } = await f.raw('');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  it("stands in nobody's frame, but for those under embed/ in the frames that the host names", async () => {
    const page = await f.raw('consumers/c1');
    expect(policyOf(page).get('frame-ancestors')).toEqual(["'none'"]);
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    const embedded = await f.raw('embed/consumers/c1');
    expect(policyOf(embedded).get('frame-ancestors')).toEqual(["'self'", 'https://crm.example']);
    expect(embedded.headers.has('x-frame-options')).toBe(false);
  });

  it('may be linked to from elsewhere', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await f.raw('email/history', everything, { headers })).status).toBe(200);
  });

  it('is only read', async () => {
    const response = await f.raw('', everything, { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it("writes a mount's path as text, whatever it is made of", async () => {
    const basePath = `/a"><script>alert(1)</script>`;
    const handler = consoleHandler(f.t.messaging, {
      basePath: encodeURI(basePath),
      authorize: () => everything,
      appFolder: app.folder,
    });
    const html = await (await handler(new Request(new URL(basePath, origin)))).text();
    expect(html).not.toContain('<script>alert');
  });

  it('that was not built is a fault, and the host is told what to do', async () => {
    const bare = await consoleFixture({ appFolder: '/nowhere' });
    const response = await bare.raw('');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('build');
    expect(String(bare.errors[0])).toContain('npm run build');
    expect((await bare.call('GET', 'session')).status).toBe(200);
  });
});

describe('a file of the app', () => {
  it("is kept for ever where its name holds a hash, by the user's own browser only", async () => {
    const response = await f.raw('assets/index-Ab1.js');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(await response.text()).toContain('xxx');
    const icon = await f.raw('icon.svg');
    expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
    expect(icon.headers.get('cache-control')).not.toContain('immutable');
  });

  it('is compressed as the browser likes it', async () => {
    const as = async (accept: string) => {
      const response = await f.raw('assets/index-Ab1.js', everything, {
        headers: { 'accept-encoding': accept },
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      return { coding: response.headers.get('content-encoding'), vary: response.headers.get('vary'), bytes };
    };
    const plain = await as('identity');
    expect(plain).toMatchObject({ coding: null, vary: 'accept-encoding' });
    const brotli = await as('gzip, deflate, br');
    expect(brotli.coding).toBe('br');
    expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true);
    const gzip = await as('gzip, br;q=0');
    expect(gzip.coding).toBe('gzip');
    expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
    expect(gzip.bytes.length).toBeLessThan(200);
  });

  it.each([
    'assets/../../secret.js',
    'assets/..%2f..%2fsecret.js',
    'assets/%2e%2e/%2e%2e/secret.js',
    'assets/..\\..\\secret.js',
    'assets//etc/passwd.js',
    'assets/index-Ab1.js%00.svg',
    'assets/',
    'assets/nothing.js',
  ])('is answered by a name that the build made alone, not by "%s"', async (path) => {
    // Past `new URL`, which would resolve some of these before they arrive.
    const request = new Request(`${origin}${base}/x`);
    Object.defineProperty(request, 'url', { value: `${origin}${base}/${path}` });
    for (const response of [await f.raw(path), await f.handler(request, everything)]) {
      const text = await response.text();
      expect(text).not.toContain('the secret');
      expect(response.status === 404 || text.includes('postern-base')).toBe(true);
    }
  });

  it('is not what lies beside them', async () => {
    for (const path of ['source-hash', 'index.html', '../secret.js', 'secret.js']) {
      expect(await (await f.raw(path)).text()).not.toMatch(/^abc|the secret|__POSTERN/);
    }
  });
});

describe('a handler', () => {
  it('leaves alone what is not below its path', async () => {
    for (const path of ['/messagings', '/', '/other/messaging/api/session']) {
      expect((await f.handler(new Request(origin + path), everything)).status).toBe(404);
    }
    expect((await f.handler(new Request(`${origin}/messaging`), everything)).status).toBe(200);
  });

  it('serves the root where no path is named, also as an object with fetch', async () => {
    const handler = consoleHandler(f.t.messaging, { authorize: () => everything, appFolder: app.folder });
    const html = await (await handler.fetch(new Request(`${origin}/sms/compose`))).text();
    expect(html).toContain('content=""');
    expect(html).toContain('src="/assets/index-Ab1.js"');
    const session = await handler.fetch(new Request(`${origin}/api/session`));
    expect(await session.json()).toMatchObject({ user: { id: 'u1' } });
  });

  it('refuses everything once it is closed', async () => {
    const closing = await consoleFixture({ appFolder: app.folder });
    closing.handler.close();
    expect((await closing.call('GET', 'session')).status).toBe(503);
  });
});
