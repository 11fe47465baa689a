import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Poster } from '../src/webhooks/post.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const opened: Server[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A receiver on loopback, what it was asked, and by how many connections. */
async function receiver(answer: Answer) {
  const asked: IncomingMessage[] = [];
  const seen = { connections: 0 };
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  server.on('connection', () => {
    seen.connections += 1;
  });
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, seen, server, url: new URL(`http://127.0.0.1:${port}/hooks`), port };
}

function poster(options: Partial<ConstructorParameters<typeof Poster>[0]> = {}): Poster {
  return new Poster({ allowPrivateAddresses: true, timeoutMs: 10_000, ...options });
}

function post(url: URL, by = poster(), signal = new AbortController().signal) {
  return by
    .post({ url, headers: { 'webhook-id': 'evt_1' }, body: '{"a":"ü"}', signal })
    .finally(() => by.close());
}

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (request, response) => {
    request.resume().on('end', () => response.writeHead(code, headers).end('thank you'));
  };

describe('a post', () => {
  it('is taken where the answer is 2xx, and says how long it took', async () => {
    const { url, asked } = await receiver(status(204));
    expect(await post(url)).toEqual({ status: 204, ms: expect.any(Number) });
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/hooks' });
    expect(asked[0]?.headers).toMatchObject({ 'webhook-id': 'evt_1', 'content-length': '10' });
  });

  it.each([
    [400, 'refused'],
    [410, 'refused'],
    [500, 'refused'],
    [304, 'redirected'],
  ])('is not taken where it is %i', async (code, failure) => {
    const { url } = await receiver(status(code));
    expect(await post(url)).toMatchObject({ status: code, failure });
  });

  it('follows no other address', async () => {
    const inside = await receiver(status(200));
    const { url } = await receiver(status(307, { location: inside.url.href }));
    expect(await post(url)).toMatchObject({ status: 307, failure: 'redirected' });
    expect(inside.asked).toEqual([]);
  });

  it('ends in time where no answer comes', async () => {
    const { url } = await receiver(() => undefined);
    expect(await post(url, poster({ timeoutMs: 50 }))).toEqual({
      failure: 'timed_out',
      ms: expect.any(Number),
    });
  });

  it('ends in time where an answer never ends, and counts by what it began with', async () => {
    const { url } = await receiver((_request, response) => response.writeHead(200).write('a'));
    expect(await post(url, poster({ timeoutMs: 300 }))).toMatchObject({ status: 200 });
  });

  it('ends where it is stopped', async () => {
    const stopping = new AbortController();
    const { url } = await receiver(() => stopping.abort());
    expect(await post(url, poster(), stopping.signal)).toMatchObject({ failure: 'timed_out' });
    expect(await post(url, poster(), AbortSignal.abort())).toMatchObject({ failure: 'timed_out' });
  });

  it('reads no more of an answer than a few kB', async () => {
    let written = 0;
    let ended: Promise<unknown> | undefined;
    const { url } = await receiver((_request, response) => {
      ended = once(response, 'close');
      const more = () => {
        if (response.destroyed) return;
        written += 65_536;
        response.write(Buffer.alloc(65_536), () => setImmediate(more));
      };
      more();
    });
    expect(await post(url)).toMatchObject({ status: 200 });
    await ended;
    // What the system's buffers held is written, and no end of it.
    expect(written).toBeLessThan(50_000_000);
  });

  it('is not taken where the answer is no HTTP, the connection breaks or nobody listens', async () => {
    const nonsense = await receiver((request) => request.socket.end('220 mail.acme.example ESMTP\r\n'));
    const breaks = await receiver((request) => request.socket.destroy());
    const closed = await receiver(status(200));
    await new Promise((resolve) => closed.server.close(resolve));
    opened.splice(opened.indexOf(closed.server), 1);
    for (const { url } of [nonsense, breaks, closed])
      expect(await post(url)).toEqual({ failure: 'unreachable', ms: expect.any(Number) });
  });

  it('is not taken where there is no TLS', async () => {
    const { port } = await receiver(status(200));
    expect(await post(new URL(`https://127.0.0.1:${port}/`))).toMatchObject({ failure: 'tls' });
  });

  it('uses a connection again, and another where the other side closed it', async () => {
    const { url, seen, asked, server } = await receiver(status(200));
    const by = poster();
    const next = () => by.post({ url, headers: {}, body: '{}', signal: new AbortController().signal });
    try {
      await next();
      await next();
      expect(seen.connections).toBe(1);
      server.once('request', (request) => request.socket.resetAndDestroy());
      expect(await next()).toMatchObject({ status: 200 });
      expect(seen.connections).toBe(2);
      expect(asked).toHaveLength(4);
    } finally {
      by.close();
    }
  });
});

describe('where only the public internet may be called', () => {
  const bare = (resolve?: ConstructorParameters<typeof Poster>[0]['resolve']) =>
    new Poster({ allowPrivateAddresses: false, timeoutMs: 5_000, ...(resolve ? { resolve } : {}) });
  const refused = { failure: 'no_public_address', ms: expect.any(Number) };

  it('an address inside is not called, however it is written', async () => {
    const { port, seen } = await receiver(status(200));
    const hosts = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '[::ffff:127.0.0.1]',
      '[::1]',
      '0',
    ];
    for (const host of hosts) expect(await post(new URL(`http://${host}:${port}/`), bare())).toEqual(refused);
    expect(seen.connections).toBe(0);
  });

  it('a name for an address inside is not called, and says no more than one that is not there', async () => {
    const { port, seen } = await receiver(status(200));
    expect(await post(new URL(`http://localhost:${port}/`), bare())).toEqual(refused);
    expect(
      await post(
        new URL(`http://nobody.invalid:${port}/`),
        bare(async () => []),
      ),
    ).toEqual(refused);
    const both = [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    expect(
      await post(
        new URL(`http://both.example:${port}/`),
        bare(async () => both),
      ),
    ).toEqual(refused);
    expect(seen.connections).toBe(0);
  });

  it('what a name stands for is checked and connected to in one: it is asked once, whatever it says later', async () => {
    const { port, seen } = await receiver(status(200));
    const answers = ['192.0.2.1', '127.0.0.1'];
    let asked = 0;
    const rebinding = async () => [{ address: answers[asked++] ?? '127.0.0.1', family: 4 }];
    const url = new URL(`http://rebinding.example:${port}/`);
    const by = bare(rebinding);
    expect(await post(url, by)).toEqual(refused);
    expect(await post(url, by)).toEqual(refused);
    expect(asked).toBe(2);
    expect(seen.connections).toBe(0);
    // Where it may be called, it is the address that was answered.
    asked = 1;
    expect(await post(url, poster({ resolve: rebinding }))).toMatchObject({ status: 200 });
    expect([asked, seen.connections]).toEqual([2, 1]);
  });
});
