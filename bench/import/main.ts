import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { environment } from '../shared/environment.ts';
import { markdown, short } from '../shared/figures.ts';
import { median, orderOf } from '../shared/rounds.ts';

const { values: options } = parseArgs({
  options: {
    /** Fresh processes for each row. */
    rounds: { type: 'string', default: '15' },
    /** Two rounds, to try it out. */
    quick: { type: 'boolean', default: false },
  },
});

/** What a process imports. Each of ours with the core, since none is of use without. */
const imports: Readonly<Record<string, readonly string[]>> = {
  nothing: [],
  nodemailer: ['nodemailer'],
  zod: ['zod'],
  pg: ['pg'],
  twilio: ['twilio'],
  postern: ['postern'],
  'postern + memory': ['postern', '@postern/memory'],
  'postern + postgres with pg': ['postern', '@postern/postgres', 'pg'],
  'postern + smtp': ['postern', '@postern/smtp'],
  'postern + twilio': ['postern', '@postern/twilio'],
  'postern + node-dns': ['postern', '@postern/node-dns'],
  'postern + console': ['postern', '@postern/console'],
  'postern + bullmq': ['postern', '@postern/bullmq'],
};

/** What the issue of the hot path asks for: CPU and memory, of those of nodemailer, at most. */
const targets: Readonly<Record<string, number>> = {
  'postern + memory': 2.5,
  'postern + postgres with pg': 4,
  'postern + smtp': 4,
};

/** ms of CPU, MB of memory, ms from start to end. */
type Taken = readonly [cpu: number, rss: number, wall: number];

const program = new URL('./probe-process.js', import.meta.url);
// What is set for this process would change what is measured.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NODE_')));

async function probe(names: readonly string[]): Promise<Taken> {
  const began = performance.now();
  const child = fork(program, names, { env, execArgv: [] });
  const told = once(child, 'message');
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`Importing ${names.join(', ')} ended with ${code}.`);
  const wall = performance.now() - began;
  const [{ cpu, rss }] = await told;
  return [cpu / 1_000, rss / 1_048_576, wall];
}

/** Beyond an empty process of the same round: all is measured in the same way. */
const beyond = new Map<string, Taken[]>();
const rounds = options.quick ? 2 : Number(options.rounds);
// The first is for the disk's cache.
for (const names of Object.values(imports)) await probe(names);
for (let round = 0; round < rounds; round += 1) {
  const taken = new Map<string, Taken>();
  for (const [what, names] of orderOf(Object.entries(imports), round)) taken.set(what, await probe(names));
  const [cpu, rss, wall] = taken.get('nothing') ?? [0, 0, 0];
  for (const [what, [ofCpu, ofRss, ofWall]] of taken) {
    const own: Taken = what === 'nothing' ? [cpu, rss, wall] : [ofCpu - cpu, ofRss - rss, ofWall - wall];
    beyond.set(what, [...(beyond.get(what) ?? []), own]);
  }
  process.stderr.write(`round ${round + 1} of ${rounds}\n`);
}

const middle = (what: string) =>
  [0, 1, 2].map((at) => median((beyond.get(what) ?? []).map((own) => own[at] ?? 0)));
const [cpuOfPeer = 1, rssOfPeer = 1] = middle('nodemailer');
const rows = Object.keys(imports).map((what) => {
  const [cpu = 0, rss = 0, wall = 0] = middle(what);
  const target = targets[what];
  const ratios = what === 'nothing' ? ['', ''] : [short(cpu / cpuOfPeer), short(rss / rssOfPeer)];
  return [what, ...[cpu, rss, wall].map(short), ...ratios, target === undefined ? '' : `≤ ${target}`];
});
console.log(`\n${environment(['nodemailer', 'zod', 'pg', 'twilio'])}`);
console.log(
  `medians of ${rounds} fresh processes each, beyond an empty one (whose own are in the first row)\n`,
);
console.log(
  markdown(['', 'CPU ms', 'RSS MB', 'wall ms', 'CPU ÷ nodemailer', 'RSS ÷ nodemailer', 'target'], rows),
);
