import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { multipartBody, ProviderError, type ProviderRequest, present, providerApi } from 'postern/adapter';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { certificate, closedAfterTest, says, startServer, startTcpServer } from './support/servers.ts';

const now = new Date('2026-11-29T12:00:00Z');

function apiAt(baseUrl: URL | string, options: Partial<Parameters<typeof providerApi>[0]> = {}) {
  const api = providerApi({
    provider: 'Acme',
    baseUrl: new URL(baseUrl),
    timeoutMs: 5_000,
    headers: () => ({ Authorization: 'Bearer hush-token' }),
    clock: () => now,
    ...options,
  });
  return closedAfterTest(api);
}

async function faultOf(request: Promise<unknown>) {
  const error = await request.then(
    () => expect.fail('it should not succeed'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProviderError)) throw error;
  expect(`${error.stack} ${JSON.stringify(error)} ${error.cause}`).not.toMatch(/hush|ada@/);
  return error.fault;
}

const message: ProviderRequest = { path: '/messages', json: { to: 'ada@customer.example' } };
const answer = z.object({ id: z.string() });

describe('a request', () => {
  it('is sent below the base URL, with credentials, and its answer is read', async () => {
    const { url, taken } = await startServer(says(201, { id: 'm1', more: true }, { 'X-Message-Id': 'x1' }));
    const request = { ...message, query: { dry: false, tag: undefined, page: 2 }, answer };
    const { status, headers, body } = await apiAt(url).request(request);
    expect([status, headers['x-message-id'], body.id]).toEqual([201, 'x1', 'm1']);
    const [one] = taken;
    expect([one?.request.method, one?.request.url]).toEqual(['POST', '/v3/messages?dry=false&page=2']);
    expect(one?.request.headers).toMatchObject({
      authorization: 'Bearer hush-token',
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'postern',
      'content-length': `${one?.body.length}`,
    });
    expect(JSON.parse(one?.body ?? '')).toEqual({ to: 'ada@customer.example' });
  });

  it('may carry a form, files or bytes of any kind', async () => {
    const { url, taken } = await startServer(says(200, ''));
    const api = apiAt(url);
    await api.request({ path: '/', form: { to: 'a b', tag: undefined, n: 1 } });
    const file = {
      name: 'file',
      value: Buffer.from('%PDF'),
      filename: 'a "b".pdf',
      contentType: 'application/pdf',
    };
    const parts = [{ name: 'to', value: 'ä' }, file];
    await api.request({ path: '/', body: multipartBody(parts) });
    await api.request({ path: '/', body: { type: 'message/rfc822', bytes: Buffer.from('Subject: x') } });
    expect(taken[0]?.body).toBe('to=a+b&n=1');
    expect(taken[2]?.request.headers['content-type']).toBe('message/rfc822');
    const type = taken[1]?.request.headers['content-type'] ?? '';
    const form = await new Response(Buffer.from(taken[1]?.body ?? '', 'latin1'), {
      headers: { 'content-type': type },
    }).formData();
    expect(form.get('to')).toBe('ä');
    const got = form.get('file');
    if (typeof got !== 'object' || got === null) throw new Error('no file');
    expect([got.type, await got.text()]).toEqual(['application/pdf', '%PDF']);
    expect(multipartBody(parts)).toEqual(multipartBody(parts));
    expect(multipartBody([{ name: 'to', value: 'other' }, file]).type).not.toBe(multipartBody(parts).type);
  });

  it('is signed over what leaves: address, headers and bytes', async () => {
    const { url, taken } = await startServer(says(200, {}));
    const api = apiAt(url, {
      headers: async ({ method, url: to, headers, bytes }) => ({
        Signature: `${method} ${to.pathname} ${headers['content-type']} ${Buffer.from(bytes)}`,
      }),
    });
    await api.request({ path: '/a', json: [1] });
    expect(taken[0]?.request.headers.signature).toBe('POST /v3/a application/json [1]');
  });

  it('asks for nothing else than was meant, and no other host', async () => {
    const { url, taken } = await startServer(says(200, {}));
    const api = apiAt(url);
    for (const path of [
      '/senders/../account',
      'x',
      '//evil.example/..',
      '/a b',
      '/a?b',
      `/${encodeURIComponent('..')}/x`,
    ])
      await expect(api.request({ path })).rejects.toMatchObject({ code: 'invalid_argument' });
    await api.request({ path: `/${encodeURIComponent('a/../?b')}` });
    expect(taken.map(({ request }) => request.url)).toEqual(['/v3/a%2F..%2F%3Fb']);
  });

  it('keeps its connection for the next, and opens another once closed', async () => {
    const { url, taken } = await startServer(says(200, {}));
    const api = apiAt(url);
    for (let time = 0; time < 2; time += 1) await api.request({ path: '/' });
    api.close();
    await api.request({ path: '/' });
    const ports = taken.map(({ request }) => request.socket.remotePort);
    expect([ports[0] === ports[1], ports[1] === ports[2]]).toEqual([true, false]);
  });

  it('goes by the agent given, which stays open', async () => {
    const { url } = await startServer(says(200, {}));
    const agent = new HttpAgent({ keepAlive: true });
    closedAfterTest({ close: () => agent.destroy() });
    const connect = vi.spyOn(agent, 'createConnection');
    const api = apiAt(url, { agent });
    await api.request({ path: '/' });
    api.close();
    await api.request({ path: '/' });
    expect(connect).toHaveBeenCalledOnce();
  });
});

describe('an answer that is no success', () => {
  it('is a refusal with the provider’s code, and nothing else of it', async () => {
    const { url, taken } = await startServer(
      says(400, { code: 'invalid_parameter', message: 'ada@customer.example' }),
    );
    expect(await faultOf(apiAt(url).request(message))).toEqual({
      kind: 'refused',
      status: 400,
      code: 'invalid_parameter',
    });
    expect(taken).toHaveLength(1);
  });

  it.each<[string, unknown, string | number | undefined]>([
    ['a number', { code: 21610 }, 21610],
    ['a text that may be anybody’s', { code: 'ada@customer.example is wrong' }, undefined],
    ['an object', { code: { a: 1 } }, undefined],
    ['HTML', '<html>Bad Gateway</html>', undefined],
    ['nothing', '', undefined],
  ])('with %s as its code', async (_what, body, code) => {
    const { url } = await startServer(says(502, body));
    expect(await faultOf(apiAt(url).request(message))).toEqual(
      present({ kind: 'refused', status: 502, code }),
    );
  });

  it('may have its code elsewhere', async () => {
    const { url } = await startServer(says(422, { ErrorCode: 406 }));
    const errorCode = (body: unknown) => z.object({ ErrorCode: z.int() }).safeParse(body).data?.ErrorCode;
    expect(await faultOf(apiAt(url, { errorCode }).request(message))).toMatchObject({ code: 406 });
  });

  it('may have its code in a header', async () => {
    const { url } = await startServer(says(429, { message: 'Slowly.' }, { 'X-Error-Type': 'TooMany' }));
    const errorCode = (_body: unknown, headers: Readonly<Record<string, string>>) => headers['x-error-type'];
    expect(await faultOf(apiAt(url, { errorCode }).request(message))).toMatchObject({ code: 'TooMany' });
  });

  it('may be a redirect, which is not followed', async () => {
    const elsewhere = await startServer(says(200, {}));
    const { url } = await startServer(says(307, '', { Location: elsewhere.url.href }));
    expect(await faultOf(apiAt(url).request(message))).toMatchObject({ kind: 'refused', status: 307 });
    expect(elsewhere.taken).toEqual([]);
  });

  it('says when to ask again, where a 429 has it in a header of its own too', async () => {
    const resets = [{ name: 'x-sib-ratelimit-reset', holds: 'seconds' }] as const;
    const wait = async (status: number, headers: Record<string, string>) => {
      const { url } = await startServer(says(status, {}, headers));
      const fault = await faultOf(apiAt(url, { resets }).request(message));
      return fault.kind === 'refused' && fault.retryAfterMs;
    };
    expect(await wait(429, { 'Retry-After': '7' })).toBe(7_000);
    expect(await wait(503, { 'Retry-After': 'Sun, 29 Nov 2026 12:00:30 GMT' })).toBe(30_000);
    expect(await wait(429, { 'X-Sib-Ratelimit-Reset': '12' })).toBe(12_000);
    expect(await wait(400, { 'X-Sib-Ratelimit-Reset': '12' })).toBe(undefined);
  });
});

describe('a success that cannot be read may have done what was asked for', () => {
  const bad = { kind: 'broken', code: 'EBADANSWER', sent: true };
  it.each(['', '<html>Created</html>', '"m1"', '{}', '{"id":"m', '{"id":7}'])('%s', async (text) => {
    const { url } = await startServer(says(201, text));
    expect(await faultOf(apiAt(url).request({ ...message, answer }))).toEqual(bad);
  });

  it('but is one where nothing was expected', async () => {
    const { url } = await startServer(says(202, ''));
    expect(await apiAt(url).request(message)).toMatchObject({ status: 202, body: '' });
  });

  it('unless it does not end: 4 MB are read', async () => {
    const { url } = await startServer((response) => {
      response.writeHead(200);
      const more = () => {
        while (response.write('x'.repeat(100_000)));
        response.once('drain', more);
      };
      more();
    });
    expect(await faultOf(apiAt(url).request(message))).toEqual({
      kind: 'broken',
      code: 'EMSGSIZE',
      sent: true,
    });
  });
});

describe('once the connection stands, a request without an answer may have been taken', () => {
  const sent = (code: string) => ({ kind: 'broken', code, sent: true });

  it('where it is reset after the body', async () => {
    const { url } = await startServer((response) => response.socket?.resetAndDestroy());
    expect(await faultOf(apiAt(url).request(message))).toEqual(sent('ECONNRESET'));
  });

  it('where it is reset before the body is through', async () => {
    const port = await startTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const body = { type: 'text/plain', bytes: Buffer.alloc(20_000_000) };
    const fault = await faultOf(apiAt(`http://127.0.0.1:${port}`).request({ path: '/', body }));
    expect(fault).toMatchObject({ kind: 'broken', sent: true });
  });

  it('where it ends within the answer', async () => {
    const { url } = await startServer((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"id":', () => response.destroy());
    });
    expect(await faultOf(apiAt(url).request(message))).toEqual(sent('ECONNRESET'));
  });

  it('where the answer takes too long, from its first byte to its last', async () => {
    const { url } = await startServer((response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(await faultOf(apiAt(url, { timeoutMs: 200 }).request(message))).toEqual(sent('ETIMEDOUT'));
  });

  it('where the worker stops meanwhile', async () => {
    const abort = new AbortController();
    const { url } = await startServer(() => abort.abort());
    expect(await faultOf(apiAt(url).request(message, abort.signal))).toEqual(sent('EABORT'));
  });

  it('where a connection that was kept is broken', async () => {
    let times = 0;
    const { url } = await startServer((response) => {
      times += 1;
      if (times === 1) response.end('{}');
      else response.socket?.resetAndDestroy();
    });
    const api = apiAt(url);
    await api.request({ path: '/' });
    expect(await faultOf(api.request(message))).toEqual(sent('ECONNRESET'));
  });
});

describe('before the connection stands nothing has left', () => {
  const unsent = (code: unknown) => ({ kind: 'broken', code, sent: false });

  it('where the worker stopped already', async () => {
    const { url, taken } = await startServer(says(200, {}));
    expect(await faultOf(apiAt(url).request(message, AbortSignal.abort()))).toEqual(unsent('EABORT'));
    expect(taken).toEqual([]);
  });

  it('where nobody listens, or the name does not exist', async () => {
    expect(await faultOf(apiAt('http://127.0.0.1:1').request(message))).toEqual(unsent('ECONNREFUSED'));
    expect(await faultOf(apiAt('https://nowhere.invalid').request(message))).toEqual(
      unsent(expect.any(String)),
    );
  });

  it('where a TLS handshake takes too long, is broken off, or is none', async () => {
    const silent = await startTcpServer(() => {});
    const slow = apiAt(`https://127.0.0.1:${silent}`, { timeoutMs: 200 });
    expect(await faultOf(slow.request(message))).toEqual(unsent('ETIMEDOUT'));
    const rude = await startTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await faultOf(apiAt(`https://127.0.0.1:${rude}`).request(message))).toEqual(unsent('ECONNRESET'));
    const plain = await startTcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const fault = await faultOf(apiAt(`https://127.0.0.1:${plain}`).request(message));
    expect(fault).toEqual(unsent(expect.stringMatching(/EPROTO|^ERR_SSL/)));
  });

  it('where a certificate is not trusted, unless the host trusts it', async () => {
    const { url, taken } = await startServer(says(200, { id: 'm1' }), { tls: true });
    expect(await faultOf(apiAt(url).request(message))).toEqual(unsent('DEPTH_ZERO_SELF_SIGNED_CERT'));
    expect(taken).toEqual([]);
    const agent = new HttpsAgent({ ca: certificate });
    closedAfterTest({ close: () => agent.destroy() });
    expect(await apiAt(url, { agent }).request({ ...message, answer })).toMatchObject({ body: { id: 'm1' } });
  });

  it('where there are no credentials, or not in time', async () => {
    const { url, taken } = await startServer(says(200, {}));
    const failing = apiAt(url, { headers: () => Promise.reject(new Error('hush')) });
    expect(await faultOf(failing.request(message))).toEqual(unsent('ECREDENTIALS'));
    const throwing = apiAt(url, {
      headers() {
        throw new Error('hush');
      },
    });
    expect(await faultOf(throwing.request(message))).toEqual(unsent('ECREDENTIALS'));
    const never = apiAt(url, { timeoutMs: 100, headers: () => new Promise<never>(() => {}) });
    expect(await faultOf(never.request(message))).toEqual(unsent('ECREDENTIALS'));
    expect(taken).toEqual([]);
  });
});
