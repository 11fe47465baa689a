import { createServer, type RequestListener, type Server } from 'node:http';

/** An HTTP server on loopback whose port is known before there is anything to answer with. */
export class HttpServer {
  readonly port: number;
  readonly #server: Server;
  #listener: RequestListener = (_req, res) => {
    res.writeHead(503, { 'Retry-After': '1' }).end('Not ready.\n');
  };

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
    server.on('request', (req, res) => this.#listener(req, res));
  }

  /** @param port 0 for any free one */
  static async start(port: number): Promise<HttpServer> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    const address = server.address();
    return new HttpServer(server, typeof address === 'object' && address ? address.port : port);
  }

  answerWith(listener: RequestListener): void {
    this.#listener = listener;
  }

  /** Requests under way end first; connections that are only kept open are closed. May be repeated. */
  stop(): Promise<void> {
    // A page that is open goes on asking over the connection it has: the answer is the last one there.
    this.#listener = (_req, res) => res.writeHead(503, { Connection: 'close' }).end('Stopping.\n');
    return new Promise((resolve) => {
      // What was under way leaves its connection open for a while.
      const idle = setInterval(() => this.#server.closeIdleConnections(), 100);
      this.#server.close(() => {
        clearInterval(idle);
        resolve();
      });
    });
  }
}
