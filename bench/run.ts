import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buildBench, buildPackages } from './shared/build.ts';
import { buildEarlier } from './shared/earlier.ts';
import { installNewest } from './shared/newest.ts';

/*
 * `node --import tsx bench/run.ts NAME …`: builds the packages as they are published and the bench `NAME` beside them, and runs it on
 * plain Node. What TypeScript loaders add to each call is nobody's to pay in a measurement. With `--newest` the peers are the newest of
 * all, on the Node that they need. With `--from COMMIT` the packages of that commit are built beside, for a bench that upgrades.
 */
const [name = '', ...rest] = process.argv.slice(2);
const newest = rest.includes('--newest');
const cache = resolve('node_modules', '.cache');
await mkdir(cache, { recursive: true });
const folder = await mkdtemp(join(cache, 'postern-bench-'));
// The child is told by the terminal as well, and cleans up.
process.on('SIGINT', () => undefined);
try {
  const node = newest ? await installNewest(folder) : process.execPath;
  await buildPackages(folder);
  const main = await buildBench(name, folder);
  const from = rest[rest.indexOf('--from') + 1];
  if (rest.includes('--from') && from) await buildEarlier(from, folder);
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  const bench = spawn(node, [main, ...rest.filter((option) => option !== '--newest')], {
    stdio: 'inherit',
    env: Object.assign({}, process.env, { BENCH_COMMIT: commit }),
  });
  process.on('SIGTERM', () => bench.kill());
  const [code] = await once(bench, 'exit');
  process.exitCode = code ?? 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
