import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';

/** A request as a scanner, a broken proxy or an attacker writes it. */
export interface HostileRequest {
  readonly what: string;
  readonly method: string;
  readonly target: string;
  readonly headers?: readonly (readonly [string, string])[];
  /** In place of the usual one. */
  readonly host?: string;
  readonly version?: '1.0';
  readonly body?: string;
  /** The connection ends when this has been sent: there is nobody to answer. */
  readonly cut?: 'end' | 'reset';
}

/** Targets that a URL cannot be made of, or is made of otherwise than one thinks. */
const targets = [
  '//',
  '//evil.example/x',
  '///',
  '/\\',
  '/\\[',
  '/\\\\evil.example',
  '//[',
  '/[',
  '/%',
  '/%00',
  '/%E0%A4%A',
  '/?%',
  '/?s=%E0%A4%A&m=x&a=NaN',
  '/a?b#c',
  '/../../etc/passwd',
  '/..%2f..%2fetc/passwd',
  '/:80',
  '/@',
  '/http://[',
  '*',
  'http://[/x',
  'http://a|b/x',
  'http:///x',
  'http://localhost:99999/x',
  'http://user:pass@localhost/x',
  'ftp://localhost/x',
  'x',
  'hotmail-com.olc.protection.outlook.com%3A25',
  '/messaging',
  '/messaging//callback//sms//provider',
  '/messaging/callback/sms/%',
  '/messaging/callback/sms/%E0%A4%A',
  '/messaging/callback/sms/%00',
  '/messaging/callback/sms/__proto__',
  '/messaging/callback/__proto__/provider',
  '/messaging/callback/constructor/x',
  '/messaging/unsubscribe/%',
  '/messaging/unsubscribe/..',
  '/api/%',
  '/api/email/messages/%E0%A4%A',
  '/api/__proto__',
  '/assets/%',
  `/${'x'.repeat(20_000)}`,
] as const;

const methods = [
  'TRACE',
  'TRACK',
  'OPTIONS',
  'HEAD',
  'PROPFIND',
  'PURGE',
  'M-SEARCH',
  'get',
  'BREW',
  'DELETE',
  'PUT',
];

const headers: readonly (readonly [name: string, value: string])[] = [
  ['__proto__', 'x'],
  ['constructor', 'x'],
  ['x-latin', 'caf\u00e9 \u00ff'],
  ['content-type', 'multipart/form-data'],
  ['content-type', '\u00ff'],
  ['content-encoding', 'gzip'],
  ['content-length', '-1'],
  ['content-length', '1e9'],
  ['transfer-encoding', 'gzip, chunked'],
  ['expect', '100-continue'],
  ['expect', 'nonsense'],
  ['upgrade', 'websocket'],
  ['origin', 'not an origin'],
  ['cookie', 'a=b; '.repeat(200)],
  ['accept-encoding', ';;q=,,'],
  ['accept-language', ','.repeat(1000)],
  ['x-big', 'x'.repeat(20_000)],
];

const callback = '/messaging/callback/sms/provider?s=acme&m=x&a=1';

/** Learned from public reports on bridges between Node and Web requests, and from RFC 9112. */
export const hostileRequests: readonly HostileRequest[] = [
  ...targets.map((target) => ({ what: `GET ${target.slice(0, 60)}`, method: 'GET', target })),
  ...targets.map((target) => ({
    ...{ what: `POST ${target.slice(0, 60)}`, method: 'POST', target },
    body: 'a=b',
  })),
  ...methods.map((method) => ({ what: method, method, target: callback })),
  ...headers.map(([name, value]) => ({
    ...{ what: `${name}: ${value.slice(0, 30)}`, method: 'POST', target: callback },
    headers: [[name, value] as const],
    ...(name === 'content-length' ? {} : { body: '{}' }),
  })),
  ...['', 'a b', 'foo|bar', '[', 'x/y', 'x:99999', '\u00ff', 'localhost:3000/some-path'].map((host) => ({
    ...{ what: `Host: ${host}`, method: 'GET', target: '/messaging/unsubscribe/x', host },
  })),
  { what: 'HTTP/1.0 without Host', method: 'GET', target: '/messaging/unsubscribe/x', version: '1.0' },
  { what: 'GET with a body', method: 'GET', target: callback, body: 'x'.repeat(100) },
  { what: 'HEAD with a body', method: 'HEAD', target: callback, body: 'x'.repeat(100) },
  { what: 'more than is read', method: 'POST', target: callback, body: 'x'.repeat(1_500_000) },
  ...(['end', 'reset'] as const).flatMap((cut) =>
    [callback, '/messaging/unsubscribe/x', '/api/email/messages', '/api/session'].map((target) => ({
      ...{ what: `${target} cut by ${cut}`, method: 'POST', target, cut, body: 'half' },
      headers: [
        ['content-length', '1000'],
        ['content-type', 'application/json'],
      ] as const,
    })),
  ),
];

/** Sends it as it stands, and answers the status; 0 where the connection ended without one. */
export function sendRaw(port: number, request: HostileRequest): Promise<number> {
  const { method, target, headers = [], host = 'localhost', version = '1.1', body, cut } = request;
  const lines = [
    `${method} ${target} HTTP/${version}`,
    ...(version === '1.0' ? [] : [`Host: ${host}`, 'Connection: close']),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined || cut ? [] : [`Content-Length: ${body.length}`]),
  ];
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      // "100 Continue" is no answer yet.
      const status = /^(?:HTTP\/1\.1 1\d\d [\s\S]*?\r\n\r\n)*HTTP\/1\.1 ([2-5]\d\d)/.exec(answer)?.[1];
      if (status) resolve(Number(status));
    });
    socket.on('close', () => resolve(0)).on('error', () => resolve(0));
    socket.write(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`, 'latin1'), () => {
      if (cut === 'end') socket.end();
      if (cut === 'reset') setImmediate(() => socket.resetAndDestroy());
    });
  });
}

/** What HTTP/2 forbids itself, so that no client can send it. */
const ofHttp1 = new Set(['transfer-encoding', 'upgrade', 'expect', 'content-length']);

/** The same by HTTP/2, over a connection of its own. */
export function sendHttp2(port: number, request: HostileRequest): Promise<number> {
  const { method, target, headers = [], body, host = 'localhost', cut } = request;
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  return new Promise<number>((resolve) => {
    session.on('error', () => resolve(0));
    const sent = Object.fromEntries(headers.filter(([name]) => !ofHttp1.has(name)));
    const pseudo = { ':method': method, ':path': target, ':authority': host };
    const stream = session.request({ ...pseudo, ...sent }, { endStream: body === undefined });
    stream.on('response', (answer) => resolve(Number(answer[':status'])));
    stream.on('error', () => resolve(0)).on('close', () => resolve(0));
    stream.resume();
    if (body !== undefined && cut === undefined) stream.end(body);
    if (cut !== undefined) stream.write(body, () => session.destroy());
  }).finally(() => session.destroy());
}
