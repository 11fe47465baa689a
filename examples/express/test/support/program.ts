import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const running: ChildProcess[] = [];

/** `npm start` with these settings and no others. */
export function start(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=@postern/source', main], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

/** What it prints when it is ready, and the address in it. @throws what it says instead */
export async function greetingOf(
  child: ReturnType<typeof start>,
): Promise<{ greeting: string; url: string }> {
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [greeting] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(`It did not start: ${said}`))),
  ]);
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(greeting)) ?? [];
  if (url === undefined) throw new Error(`No address in: ${greeting}`);
  return { greeting: String(greeting), url };
}

export function killAll(): void {
  for (const child of running.splice(0)) child.kill('SIGKILL');
}
