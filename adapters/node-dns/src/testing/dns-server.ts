import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, isIPv6, type Socket } from 'node:net';
import { type DnsQuery, reply } from './dns-reply.ts';
import { DnsZone, type ZoneInput } from './dns-zone.ts';

/** Where the server listens, and what it begins with. */
export interface DnsServerOptions {
  /** What it answers from at first. Default: nothing, every name is missing. */
  readonly zone?: ZoneInput;
  /** Default: any free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Told of every query as it comes in. */
  readonly onQuery?: (query: DnsQuery) => void;
}

/** A DNS server that runs. */
export interface DnsServer {
  /** What it answers from; a change is seen by the next query. */
  readonly zone: DnsZone;
  readonly host: string;
  readonly port: number;
  /** `host:port`, as `nodeDns({ servers })` takes it. */
  readonly address: string;
  /** Closes both sockets, and the connections that are open. */
  close(): Promise<void>;
}

/** Two sockets must share a port: with any free one wanted, the one that TCP got may be taken for UDP. */
const portTries = 10;
const idleMs = 10_000;

/** A real DNS server for tests and demonstrations, over UDP and TCP, which answers for every name from its zone. Not for a network: it knows no limits. */
export async function startDnsServer(options: DnsServerOptions = {}): Promise<DnsServer> {
  const { host = '127.0.0.1', port = 0, onQuery } = options;
  const zone = new DnsZone(options.zone);
  for (let tried = 1; ; tried += 1) {
    const tcp = await listenTcp(zone, host, port, onQuery);
    try {
      const udp = await listenUdp(zone, host, tcp.port, onQuery);
      const address = `${isIPv6(host) ? `[${host}]` : host}:${tcp.port}`;
      const close = async () => {
        await Promise.all([udp.close(), tcp.close()]);
      };
      return { zone, host, port: tcp.port, address, close };
    } catch (error) {
      await tcp.close();
      if (port !== 0 || tried === portTries) throw error;
    }
  }
}

async function listenUdp(zone: DnsZone, host: string, port: number, onQuery: DnsServerOptions['onQuery']) {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  socket.on('message', (packet, from) => {
    const answer = reply(zone, packet, 'udp', onQuery);
    if (answer) socket.send(answer, from.port, from.address);
  });
  socket.bind(port, host);
  try {
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    throw error;
  }
  // A reply to a port that is closed by now comes back as an error.
  socket.on('error', () => {});
  return { close: () => new Promise<void>((resolve) => socket.close(() => resolve())) };
}

async function listenTcp(zone: DnsZone, host: string, port: number, onQuery: DnsServerOptions['onQuery']) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setTimeout(idleMs, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    let received = Buffer.alloc(0);
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      // Each packet follows its length in two bytes (RFC 1035 §4.2.2).
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0);
        const answer = reply(zone, received.subarray(2, end), 'tcp', onQuery);
        received = received.subarray(end);
        if (answer) socket.write(withLength(answer));
      }
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port: (server.address() as AddressInfo).port, close };
}

function withLength(packet: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(packet.length);
  return Buffer.concat([length, packet]);
}
