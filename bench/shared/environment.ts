import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a run's figures come from, in a line: the day, the commit, the machine, what ran. `packages`: those whose versions matter. */
export function environment(packages: readonly string[]): string {
  // As it was when the run was built: see `run.ts`.
  const { BENCH_COMMIT: commit = 'an unknown commit' } = process.env;
  const load = loadavg().map((one) => one.toFixed(1));
  const versions = packages.map((name) => `${name} ${versionOf(name)}`);
  return [
    `${new Date().toISOString().slice(0, 10)} at ${commit}: ${availableParallelism()} cores`,
    `load ${load.join(', ')} at the end, Node ${process.versions.node}`,
    ...versions,
  ].join(', ');
}

/** From its manifest, which not every package lets one import. */
function versionOf(name: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    try {
      return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
    } catch {
      if (folder === dirname(folder)) return '(none)';
    }
  }
}
