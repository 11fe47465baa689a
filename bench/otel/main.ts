import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { environment } from '../shared/environment.ts';
import { markdown, short } from '../shared/figures.ts';
import { median, orderOf } from '../shared/rounds.ts';
import { telemetries } from './telemetries.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    messages: { type: 'string', default: '2000' },
  },
});
const [rounds, count] = [Number(options.rounds), Number(options.messages)];

/** For what Node compiles, and for its heap to grow. */
const warmUp = 3;

const program = fileURLToPath(new URL('./side-process.js', import.meta.url));
const sides: { readonly name: string; readonly child: ChildProcess; readonly taken: [number, number][] }[] =
  [];

try {
  for (const name of Object.keys(telemetries)) {
    const child = fork(program, [name], { execArgv: [] });
    await once(child, 'message');
    sides.push({ name, child, taken: [] });
  }
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const { child, taken } of orderOf(sides, round + warmUp)) {
      const told = once(child, 'message');
      child.send(count);
      const [[sending, delivering]] = (await told) as [[number, number]];
      if (round >= 0) taken.push([sending / count, delivering / count]);
    }
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
} finally {
  for (const { child } of sides) child.kill();
}

const sum = ([sending, delivering]: readonly [number, number]) => sending + delivering;
const first = sides[0]?.taken ?? [];
const rows = sides.map(({ name, taken }) => {
  // Of the same round: what else the machine does meanwhile weighs less.
  const ratios = taken.map((one, round) => sum(one) / sum(first[round] ?? [Number.NaN, Number.NaN]));
  const more = taken.map((one, round) => sum(one) - sum(first[round] ?? [Number.NaN, Number.NaN]));
  return [
    name,
    short(median(taken.map(([sending]) => sending))),
    short(median(taken.map(([, delivering]) => delivering))),
    median(ratios).toFixed(2),
    short(median(more)),
  ];
});
process.stdout.write(
  `${environment(['@opentelemetry/api', '@opentelemetry/sdk-trace-base', '@opentelemetry/sdk-metrics'])}\nmedians of ${rounds} rounds of ${count} messages, sides in turn; µs of CPU a message\n\n${markdown(['', 'send', 'deliver', '÷ none', 'more, µs'], rows)}\n`,
);
