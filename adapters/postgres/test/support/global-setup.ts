import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startServer, type TestServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers the connection string of the run's PostgreSQL server, which the first call starts. */
    readonly postgresKeeper: string;
  }
}

/** One PostgreSQL server for the run, started when the first test file asks for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<TestServer> | undefined;
  const keeper = createServer((_request, response) => {
    // A connection that is kept may be closed here just as the next test file uses it.
    response.setHeader('connection', 'close');
    server ??= startServer();
    server.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => keeper.listen(0, '127.0.0.1', resolve));
  project.provide('postgresKeeper', `http://127.0.0.1:${(keeper.address() as AddressInfo).port}`);
  return async () => {
    keeper.close();
    await (await server)?.remove();
  };
}
