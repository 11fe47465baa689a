import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type HttpFault,
  HttpRefusal,
  type HttpStandIn,
  type HttpStandInOptions,
  requestsOf,
  startHttpStandIn,
} from '../src/testing/index.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** A stand-in that takes whatever is posted to `/messages`. */
async function open(options: Partial<HttpStandInOptions> = {}) {
  const taken: unknown[] = [];
  const standIn = await startHttpStandIn({
    routes: {
      'POST /messages': (call) => {
        taken.push(call.json());
        return { status: 201, body: { id: `message-${taken.length}` } };
      },
    },
    ...options,
  });
  opened.push(standIn);
  return { standIn, taken };
}

/** What a client sees of a call: status and text, or why there is none. */
async function ask(standIn: HttpStandIn, path: string, init: RequestInit = {}) {
  const response = await fetch(`${standIn.url}${path}`, init);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

const post = (body: unknown = { to: 'Ada' }) => ({ method: 'POST', body: JSON.stringify(body) });

/** A host that keeps what is posted to it, and answers when it is let. */
async function openHost(answered: Promise<unknown> = Promise.resolve()) {
  const got: string[] = [];
  let came = () => {};
  const server = createServer(async (request, response) => {
    got.push(`${request.headers.authorization} ${await buffer(request)}`);
    came();
    await answered;
    response.writeHead(202).end('thanks');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const asked = new Promise<void>((resolve) => {
    came = resolve;
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got, asked };
}

describe('a stand-in for an HTTP API', () => {
  it('carries calls out by method and path, and gives handlers the parts of the path by name', async () => {
    const { standIn } = await open({
      routes: {
        'GET /senders/new': () => ({ status: 200, body: 'the route that comes first' }),
        'GET /senders/:id': ({ parameters, query }) => ({
          status: 200,
          body: { ...parameters, page: query.get('page') },
        }),
        'PUT /senders/:id/keys/:key.json': ({ parameters }) => ({ status: 200, body: parameters }),
        'DELETE /senders/:id': () => ({ status: 204, headers: { 'X-Left': '99' } }),
      },
    });
    expect(await ask(standIn, '/senders/new')).toMatchObject({ text: 'the route that comes first' });
    expect(await ask(standIn, '/senders/a%2Fb%20c?page=2')).toEqual({
      status: 200,
      type: 'application/json',
      text: '{"id":"a/b c","page":"2"}',
    });
    expect((await ask(standIn, '/senders/1/keys/k.json', { method: 'PUT' })).text).toBe(
      '{"id":"1","key":"k"}',
    );
    expect(await ask(standIn, '/senders/1/keys/k', { method: 'PUT' })).toMatchObject({ status: 404 });
    expect(await ask(standIn, '/senders/%E0%', { method: 'DELETE' })).toEqual({
      status: 204,
      type: null,
      text: '',
    });
    expect(await ask(standIn, '/senders/', { method: 'DELETE' })).toMatchObject({ status: 404 });
    expect(await ask(standIn, '/senders/1', { method: 'POST' })).toMatchObject({ status: 405 });
  });

  it('says in the way of the provider that there is no such thing', async () => {
    const { standIn } = await open({
      notFound: ({ path }, allowed) => ({ status: 404, body: { path, allowed } }),
    });
    expect((await ask(standIn, '/messages')).text).toBe('{"path":"/messages","allowed":["POST"]}');
    expect((await ask(standIn, '/x?y')).text).toBe('{"path":"/x","allowed":[]}');
  });

  it('reads JSON, forms and files', async () => {
    const seen: unknown[] = [];
    const { standIn } = await open({
      routes: {
        'POST /json': (call) => ({ status: 200, body: { read: call.json() ?? 'none' } }),
        'POST /form': async (call) => {
          for (const [name, value] of await call.form()) {
            seen.push([name, typeof value === 'string' ? value : `${value.name}: ${await value.text()}`]);
          }
          return { status: 200 };
        },
      },
    });
    expect((await ask(standIn, '/json', post({ to: 'Zoë' }))).text).toBe('{"read":{"to":"Zoë"}}');
    expect((await ask(standIn, '/json', { method: 'POST', body: '{' })).text).toBe('{"read":"none"}');
    const fields = new FormData();
    fields.set('to', 'Zoë');
    fields.set('attachment', new File(['two\r\nlines'], 'a.txt'));
    await ask(standIn, '/form', { method: 'POST', body: fields });
    await ask(standIn, '/form', { method: 'POST', body: new URLSearchParams({ to: 'Zoë & Ada' }) });
    expect(seen).toEqual([
      ['to', 'Zoë'],
      ['attachment', 'a.txt: two\r\nlines'],
      ['to', 'Zoë & Ada'],
    ]);
  });

  it('lets nobody pass who does not authenticate, and remembers only who may', async () => {
    const { standIn, taken } = await open({
      authenticate: ({ headers }) => (headers.get('api-key') === 'k' ? undefined : { status: 401 }),
    });
    expect(await ask(standIn, '/messages', post())).toMatchObject({ status: 401 });
    expect([taken, standIn.calls]).toEqual([[], []]);
    const reached = standIn.reached();
    await ask(standIn, '/messages', { ...post(), headers: { 'Api-Key': 'k' } });
    expect(await reached).toMatchObject({ method: 'POST', path: '/messages' });
    expect([taken.length, standIn.calls.length]).toEqual([1, 1]);
  });

  it('shows what failed in a handler', async () => {
    const { standIn } = await open({
      routes: {
        'GET /x': () => {
          throw new Error('no such field');
        },
      },
    });
    expect(await ask(standIn, '/x')).toMatchObject({
      status: 500,
      text: expect.stringContaining('no such field'),
    });
  });

  it('is closed for good at once, whatever is open', async () => {
    const { standIn } = await open({ intercept: () => 'stall' });
    const reached = standIn.reached();
    const waiting = ask(standIn, '/messages', post()).catch(() => 'cut');
    await reached;
    await Promise.all([standIn.close(), standIn.close()]);
    expect(await waiting).toBe('cut');
    await expect(ask(standIn, '/messages')).rejects.toThrow();
  });

  it('can be gone for a while, and then knows what it knew', async () => {
    const { standIn, taken } = await open();
    await ask(standIn, '/messages', post(1));
    const { url } = standIn;
    await standIn.unplug();
    await expect(ask(standIn, '/messages', post(2))).rejects.toThrow();
    await standIn.plug();
    expect(standIn.url).toBe(url);
    await ask(standIn, '/messages', post(3));
    expect(taken).toEqual([1, 3]);
  });
});

describe('a call that is to go wrong', () => {
  it.each<[string, HttpFault, object, number]>([
    ['is answered otherwise and not carried out', { status: 429, body: { code: 1 } }, { status: 429 }, 0],
    [
      'is answered by a page of HTML',
      { status: 502, body: '<html>' },
      { status: 502, type: 'text/html; charset=utf-8' },
      0,
    ],
    [
      'is carried out, and its answer cannot be read',
      { garbled: '{"id":' },
      { status: 201, text: '{"id":' },
      1,
    ],
  ])('%s', async (_name, fault, seen, count) => {
    const { standIn, taken } = await open({ intercept: () => fault });
    expect(await ask(standIn, '/messages', post())).toMatchObject(seen);
    expect(taken).toHaveLength(count);
  });

  it.each<HttpFault>(['break', 'break within', 'reset'])(
    'is carried out, and the connection lost: %s',
    async (fault) => {
      const { standIn, taken } = await open({ intercept: () => fault });
      await expect(ask(standIn, '/messages', post())).rejects.toThrow();
      expect(taken).toHaveLength(1);
      standIn.intercept = undefined;
      expect(await ask(standIn, '/messages', post())).toMatchObject({ status: 201 });
    },
  );

  it.each<[HttpFault, string]>([
    ['stall', ''],
    ['stall within', '{"id":"m'],
    ['endless', '   '],
  ])('is carried out, and never answered to the end: %s', async (fault, begin) => {
    const { standIn, taken } = await open({ intercept: () => fault });
    const closing = new AbortController();
    const asked = fetch(`${standIn.url}/messages`, { ...post(), signal: closing.signal });
    if (begin === '') {
      asked.catch(() => {});
      await expect.poll(() => taken.length).toBe(1);
    } else {
      const reader = (await asked).body?.getReader();
      const { value } = (await reader?.read()) ?? {};
      expect(new TextDecoder().decode(value)).toContain(begin);
      expect(taken).toHaveLength(1);
    }
    closing.abort();
  });

  it('is chosen by what is asked, or answered by hand', async () => {
    const { standIn, taken } = await open();
    standIn.intercept = async (call) => {
      if (call.json() === 'busy') return { status: 503, headers: { 'Retry-After': '3' } };
      if (call.json() !== 'hand') return undefined;
      call.response.writeHead(299).end('by hand');
      return 'answered';
    };
    const statuses = [];
    for (const body of ['busy', 'hand', 'fine']) {
      statuses.push((await ask(standIn, '/messages', post(body))).status);
    }
    expect(statuses).toEqual([503, 299, 201]);
    expect(taken).toEqual(['fine']);
  });
});

describe('webhooks of a stand-in', () => {
  it('are posted once, and what the host says is told', async () => {
    const { standIn } = await open();
    const host = await openHost();
    const headers = { Authorization: 'Bearer secret' };
    expect(await standIn.post({ url: host.url, headers, body: '[]' })).toEqual({
      status: 202,
      body: 'thanks',
    });
    expect(host.got).toEqual(['Bearer secret []']);
  });

  it('wait for the answer as long as the provider would, and end when the stand-in closes', async () => {
    const { standIn } = await open();
    const host = await openHost(new Promise(() => {}));
    await expect(standIn.post({ url: host.url, body: '', timeoutMs: 20 })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    const cut = expect(standIn.post({ url: host.url, body: '' })).rejects.toMatchObject({
      name: 'AbortError',
    });
    await host.asked;
    await standIn.close();
    await cut;
  });

  it('are told one after the other beside the answers, whoever takes them', async () => {
    const { standIn } = await open();
    const told: number[] = [];
    standIn.tellAside(
      () => [1, 2, 3],
      1,
      async (event) => {
        told.push(event);
        if (event === 2) throw new Error('nobody takes it');
      },
    );
    await expect.poll(() => told).toEqual([1, 2, 3]);
  });

  it('come by themselves beside the answers, until it closes', async () => {
    const { standIn } = await open();
    const host = await openHost();
    const done: string[] = [];
    standIn.aside(async () => {
      throw new Error('nobody listens');
    });
    standIn.aside(async (signal) => {
      await standIn.post({ url: host.url, body: 'one' });
      done.push('one');
      await pause(60_000, undefined, { signal }).catch(() => done.push('ended'));
    });
    await expect.poll(() => done).toEqual(['one']);
    await standIn.close();
    expect(done).toEqual(['one', 'ended']);
  });
});

it('a refusal that a handler throws is answered as it is', async () => {
  const refuse = () => {
    throw new HttpRefusal({ status: 422, body: { code: 'no' }, headers: { 'X-Why': 'no' } }, 'Refused.');
  };
  const { standIn } = await open({ routes: { 'GET /no': refuse } });
  const response = await fetch(`${standIn.url}/no`);
  expect([response.status, response.headers.get('x-why'), await response.json()]).toEqual([
    422,
    'no',
    { code: 'no' },
  ]);
});

describe('what a provider tells', () => {
  it('comes one by one and in order, unless said otherwise', () => {
    expect(requestsOf([1, 2, 3])).toEqual([[1], [2], [3]]);
    expect(requestsOf([])).toEqual([]);
  });

  it('comes in batches, repeated, in any order', () => {
    expect(requestsOf([1, 2, 3], { batch: 2, times: 2 })).toEqual([
      [1, 2],
      [3, 1],
      [2, 3],
    ]);
    const numbers = [0.9, 0.5, 0.1];
    const random = () => numbers.shift() ?? 0;
    expect(requestsOf([1, 2, 3], { batch: 500, shuffled: true }, random)).toEqual([[3, 2, 1]]);
  });
});
