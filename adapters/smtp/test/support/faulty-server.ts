import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** Where a session stands when the server misbehaves. `body`: the first bytes of a mail have come; `dot`: all of it. */
export const stages = ['connect', 'ehlo', 'auth', 'starttls', 'mail', 'rcpt', 'data', 'body', 'dot'] as const;
export type Stage = (typeof stages)[number];
/** A reply instead of the usual one, a closed connection, silence, or a reply and then a closed connection. */
export type Fault = string | 'drop' | 'stall' | { readonly replyThenDrop: string };

interface Behaviour {
  faults?: Partial<Record<Stage, Fault>>;
  /** EHLO keywords besides SIZE. */
  readonly extensions?: readonly string[];
}

/** An SMTP server that fails on command, as `smtp-server` cannot: it goes silent or away anywhere. */
export class FaultyServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #reached: { stage: Stage; resolve: () => void }[] = [];
  readonly #extensions: readonly string[];
  faults: Partial<Record<Stage, Fault>>;
  readonly commands: string[] = [];
  /** Mails that were taken. */
  readonly mails: string[] = [];
  /** Mails that came whole, whatever was answered. */
  readonly received: string[] = [];
  /** Announced in EHLO, in bytes. */
  maxSize = 60_000_000;
  connections = 0;
  /** The most that were open at once. */
  most = 0;

  private constructor({ faults = {}, extensions = ['PIPELINING'] }: Behaviour) {
    this.faults = faults;
    this.#extensions = extensions;
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
  }

  static async start(behaviour: Behaviour = {}): Promise<FaultyServer> {
    const server = new FaultyServer(behaviour);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Sockets open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** The next time a session comes to this stage. */
  reaches(stage: Stage): Promise<void> {
    return new Promise((resolve) => this.#reached.push({ stage, resolve }));
  }

  /** Resolves when no connection is open. */
  async emptied(): Promise<void> {
    await Promise.all(
      [...this.#sockets].map((socket) => new Promise((resolve) => socket.on('close', resolve))),
    );
  }

  /** Goes on where it stalled: with this reply, or only by reading on, so that the end of a connection is noticed. */
  resumeAll(reply?: string): void {
    for (const socket of this.#sockets) {
      socket.resume();
      if (reply) socket.write(`${reply}\r\n`);
    }
  }

  dropAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.dropAll();
    await once(this.#server, 'close');
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    this.most = Math.max(this.most, this.open);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => {});
    let input = '';
    let mail: string | undefined;
    const at = (stage: Stage, usual: string) => this.#act(socket, stage, usual);
    socket.on('data', (chunk) => {
      input += chunk.toString('latin1');
      while (!socket.destroyed) {
        if (mail !== undefined) {
          mail += input;
          input = '';
          if (this.faults.body && at('body', '') !== 'usual') return;
          const end = mail.indexOf('\r\n.\r\n');
          if (end === -1) return;
          input = mail.slice(end + 5);
          const taken = mail.slice(0, end + 2).replace(/^\.(?=.)/gm, '');
          mail = undefined;
          this.received.push(taken);
          if (at('dot', '250 2.0.0 Ok: queued as 4711') === 'usual') this.mails.push(taken);
          continue;
        }
        const end = input.indexOf('\r\n');
        if (end === -1) return;
        const line = input.slice(0, end);
        input = input.slice(end + 2);
        this.commands.push(line);
        const verb = line.split(' ')[0]?.toUpperCase();
        if (verb === 'EHLO')
          at(
            'ehlo',
            ['250-faulty', ...this.#extensions.map((name) => `250-${name}`), `250 SIZE ${this.maxSize}`].join(
              '\r\n',
            ),
          );
        else if (verb === 'AUTH') at('auth', '235 2.7.0 Welcome');
        else if (verb === 'STARTTLS') at('starttls', '502 5.5.1 Not here');
        else if (verb === 'MAIL') at('mail', '250 2.1.0 Ok');
        else if (verb === 'RCPT') at('rcpt', '250 2.1.5 Ok');
        else if (verb === 'DATA') {
          // A client that pipelines sends DATA before it knows that its envelope was refused.
          const refused = this.faults.mail ?? this.faults.rcpt;
          const answered = at('data', refused ? '503 5.5.1 No recipients' : '354 Go on');
          if (answered === 'usual' && !refused) mail = '';
        } else if (verb === 'QUIT') socket.end('221 2.0.0 Bye\r\n');
        else socket.write('250 2.0.0 Ok\r\n');
      }
    });
    at('connect', '220 faulty ESMTP');
  }

  #act(socket: Socket, stage: Stage, usual: string): 'usual' | 'fault' {
    const fault = this.faults[stage];
    if (fault === undefined) {
      if (usual) socket.write(`${usual}\r\n`);
    } else if (fault === 'drop') socket.destroy();
    else if (fault === 'stall') socket.pause();
    else if (typeof fault === 'string') socket.write(`${fault}\r\n`);
    else socket.end(`${fault.replyThenDrop}\r\n`);
    for (const waiter of this.#reached.splice(0)) {
      if (waiter.stage === stage) waiter.resolve();
      else this.#reached.push(waiter);
    }
    return fault === undefined ? 'usual' : 'fault';
  }
}
