import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { familyCpu } from '../shared/cpu.ts';
import { environment } from '../shared/environment.ts';
import { markdown, short } from '../shared/figures.ts';
import { orderOf } from '../shared/rounds.ts';
import { startBenchServer } from '../shared/server.ts';
import type { Asked, Told } from './sides.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    messages: { type: 'string', default: '400' },
  },
});
const count = Number(options.messages);

interface Side {
  readonly name: string;
  readonly child: ChildProcess;
}

const server = await startBenchServer();
const sides: Side[] = [];

async function open(name: string, side: string): Promise<void> {
  const program = fileURLToPath(new URL('./side-process.js', import.meta.url));
  const child = fork(program, [await server.create(side), side], { execArgv: [] });
  await once(child, 'message');
  sides.push({ name, child });
}

/** µs a message, Node's and the server's. */
async function ask({ child }: Side, { phase, count }: Asked): Promise<readonly [number, number]> {
  const before = (await familyCpu(server.pid)) ?? Number.NaN;
  const told = once(child, 'message');
  child.send({ phase, count } satisfies Asked);
  const [{ node }] = (await told) as [Told];
  const after = (await familyCpu(server.pid)) ?? Number.NaN;
  return [node / count, (after - before) / count];
}

const taken = new Map<string, number[][]>();
function note(what: string, figures: readonly [number, number]): void {
  const known = taken.get(what) ?? [[], []];
  for (const [at, figure] of figures.entries()) known[at]?.push(figure);
  taken.set(what, known);
}
// The server's CPU is told in ticks of 10 ms: only over all rounds is that fine enough.
const mean = (what: string) =>
  (taken.get(what) ?? []).map((all) => all.reduce((sum, one) => sum + one, 0) / all.length);

const pairs = [
  { times: 5, phases: ['recorded, 16 callers', 'handed over, 100 at a time'] },
  { times: 1, phases: ['recorded, 1 caller', 'handed over, 1 at a time'] },
] as const;
try {
  await open('without telling', 'untold');
  await open('nobody subscribed', 'alone');
  await open('one subscribed', 'subscribed');
  const rounds = Number(options.rounds);
  for (let round = -1; round < rounds; round += 1) {
    for (const { times, phases } of pairs)
      for (const side of orderOf(sides, Math.max(0, round))) {
        for (const phase of [...phases, 'handed out' as const]) {
          const isIdle = phase === 'handed out' && side.name !== 'one subscribed';
          const figures = isIdle ? undefined : await ask(side, { phase, count: count * times });
          // The first is for plans and caches.
          if (figures && round >= 0) note(`${side.name}: ${phase}`, figures);
        }
      }
    await server.settle();
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
} finally {
  for (const { child } of sides) child.kill();
  await server.stop();
}

const rows = [...pairs.flatMap(({ phases }) => phases), 'handed out'].flatMap((phase) =>
  sides.flatMap(({ name }) => {
    const [node, own] = mean(`${name}: ${phase}`);
    const [nodeBefore, ownBefore] = mean(`${sides[0]?.name}: ${phase}`);
    if (node === undefined || own === undefined) return [];
    const ratio =
      nodeBefore === undefined || ownBefore === undefined
        ? ''
        : short((node + own) / (nodeBefore + ownBefore));
    return [[phase, name, short(node), short(own), ratio]];
  }),
);
process.stdout.write(
  `${environment(['pg'])}\nmeans of ${options.rounds} rounds, sides in turn; µs of CPU a message\n\n${markdown(['', '', 'Node', 'server', '÷ the first'], rows)}\n`,
);
