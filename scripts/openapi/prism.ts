import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { buffer } from 'node:stream/consumers';

const prism = '@stoplight/prism-cli@5.14.2';
/** It reads up to a megabyte of document, and may have to be fetched first. */
const startMs = 120_000;

/** One thing that prism says of a call. */
interface Violation {
  readonly call: string;
  readonly says: string;
}

/** What went through prism. */
export interface Judged {
  readonly calls: readonly string[];
  readonly violations: readonly Violation[];
}

/**
 * Runs a task against a stand-in, with `prism proxy` between: it judges every request and answer by the document.
 *
 * @param base - the path of the document's server, which its paths do not repeat
 */
export async function throughPrism(
  {
    document,
    upstream,
    base = '',
  }: { readonly document: string; readonly upstream: string; readonly base?: string | undefined },
  task: (baseUrl: string) => Promise<void>,
): Promise<Judged> {
  const port = await freePort();
  const child = await startPrism(document, `${upstream}${base}`, port);
  const violations: Violation[] = [];
  const calls: string[] = [];
  const { url, server } = await startCollector(port, base, violations, calls);
  try {
    await task(`${url}${base}`);
  } catch (error) {
    violations.push({ call: calls.at(-1) ?? 'before any call', says: `the mission failed: ${error}` });
  } finally {
    stop(child);
    server.closeAllConnections();
    server.close();
  }
  return { calls, violations };
}

/** Starts prism before the stand-in; resolves when it listens. */
async function startPrism(document: string, upstream: string, port: number): Promise<ChildProcess> {
  const args = ['-y', prism, 'proxy', document, upstream, '-h', '127.0.0.1', '-p', `${port}`];
  const child = spawn('npx', args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`prism did not start: ${said.slice(-2_000)}`)), startMs);
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes('Prism is listening')) return;
      clearTimeout(late);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`prism ended: ${said.slice(-2_000)}`)));
  }).catch((error) => {
    stop(child);
    throw error;
  });
  return child;
}

/** With all that it started. */
function stop({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
}

/** Passes calls on to prism and keeps what it says of each. */
async function startCollector(prismPort: number, base: string, violations: Violation[], calls: string[]) {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = request.url ?? '/';
    const call = `${request.method} ${url.split('?')[0]}`;
    calls.push(call);
    const path = url.startsWith(base) ? url.slice(base.length) || '/' : url;
    const onward = httpRequest({
      ...{ host: '127.0.0.1', port: prismPort, path: path.startsWith('/') ? path : `/${path}` },
      ...{ method: request.method ?? 'GET', headers: request.headers },
    });
    onward.end(await buffer(request));
    const [got] = (await once(onward, 'response')) as [IncomingMessage];
    const { 'sl-violations': said, ...headers } = got.headers;
    for (const says of said === undefined ? [] : violationsIn(`${said}`)) violations.push({ call, says });
    response.writeHead(got.statusCode ?? 502, headers);
    response.end(await buffer(got));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** Of the header; of very many prism tells a part. */
function violationsIn(said: string): readonly string[] {
  try {
    return JSON.parse(said).map(
      ({ location, message, code }: Record<string, unknown>) =>
        `${[location].flat().join('.')}: ${message} (${code})`,
    );
  } catch {
    return [said];
  }
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
