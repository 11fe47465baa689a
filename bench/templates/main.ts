import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { memory, memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { defineTemplate } from 'postern/templates';
import { z } from 'zod';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    /** How long each measurement lasts. */
    ms: { type: 'string', default: '2000' },
  },
});

const source = {
  subject: 'Your order {{ number }}',
  html: `<h1>Thank you, {{ name }}</h1>
<p>Order {{ number }} of {{ day | date: "%d.%m.%Y" }} is on its way.</p>
<table>{% for line in lines %}
<tr><td>{{ line.title | escape }}</td><td>{{ line.count }}</td><td>{% if line.count > 1 %}{{ line.price }} each{% else %}{{ line.price }}{% endif %}</td></tr>{% endfor %}
</table>
<p>{{ note | default: "Questions? Just answer this mail." }}</p>`,
};
const inCode = defineTemplate({
  id: 'order',
  channel: 'email',
  schema: z.record(z.string(), z.unknown()),
  ...source,
});

function order(lines: number) {
  return {
    ...{ name: 'Ada Lovelace', number: 4711, day: '2026-12-01', note: '' },
    lines: Array.from({ length: lines }, (_, at) => ({
      title: `Article <${at}> & its box`,
      count: (at % 3) + 1,
      price: `${at}.90 EUR`,
    })),
  };
}

const { email } = new Messaging({
  site: { id: 'acme', name: 'Acme' },
  secret: 'x'.repeat(32),
  ...memory(),
  email: memoryTransport({ channel: 'email' }),
});
const { templates } = email;
const stored = (await templates.save({ name: 'Order', ...source })).id;

interface Measured {
  /** Rendered in a second. */
  readonly rate: number;
  /** The longest that the host's event loop stood still. */
  readonly blockedMs: number;
}

/** A caller asks for the next mail in a turn of the loop of its own, as a request that comes in does. */
async function measure(template: string | typeof inCode, data: object, callers: number): Promise<Measured> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let rendered = 0;
  const began = performance.now();
  const until = began + Number(options.ms);
  delay.enable();
  const caller = async () => {
    while (performance.now() < until) {
      await templates.render(template, data);
      rendered += 1;
      await turn();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  delay.disable();
  // What it records is the time between two timers a millisecond apart.
  return { rate: (rendered * 1_000) / (performance.now() - began), blockedMs: delay.max / 1e6 - 1 };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const timeOf = async (template: string | typeof inCode) => {
  const began = performance.now();
  await templates.render(template, order(5));
  return (performance.now() - began).toFixed(1);
};
// Saving has begun the thread; it ends when it was idle for ten seconds.
await new Promise((resolve) => setTimeout(resolve, 10_500));
process.stdout.write(`the first, in code: ${await timeOf(inCode)} ms\n`);
process.stdout.write(`the first, stored, with the start of the thread: ${await timeOf(stored)} ms\n\n`);

const head =
  '| lines | callers | in code, a second | stored, a second | ratio | in code, blocked ms | stored, blocked ms |';
process.stdout.write(`${head}\n|---|---|---|---|---|---|---|\n`);
for (const lines of [5, 100, 1_000]) {
  for (const callers of [1, 16]) {
    const data = order(lines);
    const code: Measured[] = [];
    const thread: Measured[] = [];
    for (let round = 0; round <= Number(options.rounds); round += 1) {
      const measured = [await measure(inCode, data, callers), await measure(stored, data, callers)] as const;
      // The first is for the compiler.
      if (round === 0) continue;
      code.push(measured[0]);
      thread.push(measured[1]);
    }
    const [inCodeRate, storedRate] = [code, thread].map((all) => median(all.map(({ rate }) => rate)));
    const blocked = [code, thread].map((all) => median(all.map(({ blockedMs }) => blockedMs)).toFixed(1));
    const cells = [lines, callers, inCodeRate?.toFixed(0), storedRate?.toFixed(0)];
    const ratio = ((storedRate ?? 0) / (inCodeRate ?? 1)).toFixed(2);
    process.stdout.write(`| ${[...cells, ratio, ...blocked].join(' | ')} |\n`);
  }
}
