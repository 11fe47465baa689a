import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server that keeps a log of what it took, and now and then drops the connection, before or after that. */
export interface DroppingSmtp {
  readonly port: number;
  /** How often each Message-ID was taken. */
  readonly taken: ReadonlyMap<string, number>;
  readonly dropped: { before: number; after: number };
  close(): Promise<void>;
}

export async function startDroppingSmtp(chance: number): Promise<DroppingSmtp> {
  const taken = new Map<string, number>();
  const dropped = { before: 0, after: 0 };
  const sockets = new Map<string, Socket>();
  const drop = (remote: string) => sockets.get(remote)?.destroy();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom(_address, session, callback) {
      if (Math.random() < chance) {
        dropped.before += 1;
        drop(`${session.remoteAddress}:${session.remotePort}`);
        return;
      }
      callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const [, id = ''] = /^message-id:\s*<([^@>]+)@/im.exec(Buffer.concat(chunks).toString('utf8')) ?? [];
        taken.set(id, (taken.get(id) ?? 0) + 1);
        if (Math.random() < chance) {
          dropped.after += 1;
          drop(`${session.remoteAddress}:${session.remotePort}`);
          return;
        }
        callback();
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const name = `${socket.remoteAddress}:${socket.remotePort}`;
    sockets.set(name, socket);
    socket.once('close', () => sockets.delete(name));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    dropped,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
