/**
 * Runs every provider adapter through `prism proxy` to its stand-in: whatever the adapter asks, and whatever the stand-in answers, has to be as
 * the provider's own OpenAPI document says. The documents are not part of this repository: POSTERN_OPENAPI names their folder.
 *
 *     npm run test:openapi [-- resend twilio]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const prism = '@stoplight/prism-cli@5.14.2';
const documents = process.env.POSTERN_OPENAPI ?? '../shared/openapi';
/** For the start of prism, which reads up to a megabyte of document; for all calls of one adapter. */
const limitMs = { start: 120_000, mission: 60_000 };

interface Provider {
  readonly document: string;
  /** The path of the document's server, which its paths do not repeat. */
  readonly base?: string;
  /** Violations that are the document's fault, each with its reason. */
  readonly excused?: readonly { readonly says: RegExp; readonly because: string }[];
}

const providers: Readonly<Record<string, Provider>> = {
  mailgun: { document: 'mailgun.yml' },
  postmark: { document: 'postmark.json' },
  resend: { document: 'resend.yml' },
  sendgrid: { document: 'sendgrid.json', base: '/v3' },
  ses: { document: 'ses.json' },
  twilio: { document: 'twilio.json' },
  vonage: { document: 'vonage-messages.json', base: '/v1/messages' },
};

/** What `test/support/mission.ts` and `src/testing/` of an adapter have. */
interface StandIn {
  readonly http: { readonly url: string };
  close(): Promise<void>;
}
type Mission = (baseUrl: string, standIn: StandIn) => Promise<void>;

/** One thing that prism says of a call. */
interface Violation {
  readonly call: string;
  readonly says: string;
}

async function loaded(
  name: string,
): Promise<{ mission: Mission; start: () => Promise<StandIn> } | undefined> {
  const file = join('adapters', name, 'test/support/mission.ts');
  if (!existsSync(file)) return undefined;
  const { mission } = await import(pathToFileURL(file).href);
  const testing = await import(pathToFileURL(join('adapters', name, 'src/testing/index.ts')).href);
  const start = Object.entries(testing).find(([key]) => /^start\w+StandIn$/.test(key))?.[1];
  if (typeof mission !== 'function' || typeof start !== 'function')
    throw new Error(`${file} has no mission().`);
  return { mission, start: start as () => Promise<StandIn> };
}

/** Starts prism before the stand-in; resolves when it listens. */
async function startPrism(document: string, upstream: string, port: number): Promise<ChildProcess> {
  const args = ['-y', prism, 'proxy', document, upstream, '-h', '127.0.0.1', '-p', `${port}`];
  const child = spawn('npx', args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`prism did not start: ${said.slice(-2_000)}`)),
      limitMs.start,
    );
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
    for (const one of said ? JSON.parse(`${said}`) : []) {
      const where = [one.location].flat().join('.');
      violations.push({ call, says: `${where}: ${one.message} (${one.code})` });
    }
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

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** What is wrong with one adapter; empty where nothing is. */
async function judge(name: string, provider: Provider): Promise<readonly string[]> {
  const adapter = await loaded(name);
  if (!adapter) return [`adapters/${name}/test/support/mission.ts is missing`];
  const standIn = await adapter.start();
  const { base = '' } = provider;
  const port = await freePort();
  const child = await startPrism(join(documents, provider.document), `${standIn.http.url}${base}`, port);
  const violations: Violation[] = [];
  const calls: string[] = [];
  const { url, server } = await startCollector(port, base, violations, calls);
  try {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('it took too long')), limitMs.mission).unref();
    });
    await Promise.race([adapter.mission(`${url}${base}`, standIn), late]);
  } catch (error) {
    violations.push({ call: calls.at(-1) ?? 'before any call', says: `the mission failed: ${error}` });
  } finally {
    stop(child);
    server.closeAllConnections();
    server.close();
    await standIn.close();
  }
  if (calls.length === 0) violations.push({ call: 'none', says: 'no call came through' });
  const excuses = provider.excused ?? [];
  const serious = violations.filter(
    ({ call, says }) => !excuses.some((one) => one.says.test(`${call} ${says}`)),
  );
  console.log(
    `${name}: ${calls.length} calls of ${new Set(calls.map((call) => call.replace(/[\w-]{20,}/g, '…'))).size} kinds, ${serious.length} violations, ${violations.length - serious.length} of the document's own`,
  );
  return [...new Set(serious.map(({ call, says }) => `${call}: ${says}`))];
}

async function main(): Promise<void> {
  if (!existsSync(documents)) {
    console.warn(
      `\n*** test:openapi DID NOT RUN: there are no OpenAPI documents in ${documents}. Set POSTERN_OPENAPI. ***\n`,
    );
    return;
  }
  const asked = process.argv.slice(2);
  let passed = 0;
  let failed = 0;
  for (const [name, provider] of Object.entries(providers)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const wrong = await judge(name, provider).catch((error: unknown) => [`${error}`]);
    for (const one of wrong) console.error(`  ${name}: ${one}`);
    if (wrong.length === 0) passed += 1;
    else failed += 1;
  }
  console.log(`OpenAPI: ${passed} providers passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

await main();
