import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';

const opened: (() => unknown)[] = [];

afterEach(() => {
  for (const close of opened.splice(0).reverse()) close();
});

export function closedAfterTest<T extends { close(): unknown }>(one: T): T {
  opened.push(() => one.close());
  return one;
}

/** A request as it came in whole. */
interface Taken {
  readonly request: IncomingMessage;
  readonly body: string;
}

export type Answer = (response: ServerResponse, taken: Taken) => void;

const file = (name: string) => readFileSync(`adapters/smtp/test/support/${name}`);
/** Nobody vouches for it; made for `localhost`. */
export const certificate = file('localhost-cert.pem');
export const certificateKey = file('localhost-key.pem');

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A server on loopback that keeps what it was asked. */
export async function startServer(answer: Answer, { tls = false } = {}) {
  const taken: Taken[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const one = { request, body: Buffer.concat(parts).toString('latin1') };
      taken.push(one);
      answer(response, one);
    });
  };
  const server = tls
    ? createSecureServer({ key: certificateKey, cert: certificate }, listener)
    : createServer(listener);
  const port = await listening(server);
  return { url: new URL(tls ? `https://localhost:${port}/v3` : `http://127.0.0.1:${port}/v3`), taken };
}

/** A server on loopback that takes connections and does with them what it is told. */
export async function startTcpServer(react: (socket: Socket) => void): Promise<number> {
  return listening(createTcpServer(react));
}

/** Answers with this, as JSON unless it is a text. */
export function says(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}
