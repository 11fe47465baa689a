import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startBenchServer } from '../server.ts';
import { type BenchMessage, type Design, inTransaction } from './design.ts';
import { designs } from './designs.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    history: { type: 'string', default: '1000000' },
    /** Names of designs, by comma; default all. */
    only: { type: 'string', default: '' },
    /** Divides the sizes, to try the bench out. */
    quick: { type: 'boolean', default: false },
  },
});
const scale = options.quick ? 10 : 1;
const sizes = {
  single: 12_000 / scale,
  within: 6_000 / scale,
  bulk: 50_000 / scale,
  drain: 40_000 / scale,
  latency: 100,
};
const callers = 16;

let made = 0;
function newMessage(prefix = 'm'): BenchMessage {
  made += 1;
  const to = `user${made % 5_000}@example.com`;
  return {
    id: `${prefix}_${String(made).padStart(12, '0')}`,
    to,
    subject: `Invoice ${made}`,
    body: 'Lorem ipsum dolor sit amet. '.repeat(36),
  };
}

/** Calls `run` `count` times from several callers; answers how many a second. */
async function rate(count: number, lanes: number, run: () => Promise<unknown>): Promise<number> {
  let left = count;
  const began = performance.now();
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await run();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return (count * 1000) / (performance.now() - began);
}

function batchesOf(count: number): BenchMessage[][] {
  return Array.from({ length: Math.ceil(count / 500) }, () =>
    Array.from({ length: 500 }, () => newMessage()),
  );
}

class WorkerProcess {
  readonly child: ChildProcess;
  done = 0;
  readonly handed = new Map<string, number>();

  constructor(design: string, url: string) {
    this.child = fork(new URL('./worker.ts', import.meta.url), [design, url], { execArgv: process.execArgv });
    this.child.on('message', (message: { done?: number; handed?: string; at?: number }) => {
      if (message.done !== undefined) this.done = message.done;
      if (message.handed !== undefined) this.handed.set(message.handed, message.at ?? 0);
    });
  }

  async until(what: 'ready' | 'working'): Promise<void> {
    for (;;) {
      const [message] = await once(this.child, 'message');
      if (message[what]) return;
    }
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.send('stop');
    // pg-boss may wait for ever for workers that it stopped itself; what is measured is over.
    const late = setTimeout(() => this.child.kill('SIGKILL'), 3_000);
    await gone;
    clearTimeout(late);
  }
}

async function drain(design: Design, url: string, processes: number): Promise<number> {
  for (const batch of batchesOf(sizes.drain)) await design.sendBulk(batch);
  // What the raw bulk leaves out.
  if (design.name === 'raw SQL')
    await withPool(url, (pool) =>
      pool.query('insert into job (id) select id from history on conflict do nothing'),
    );
  const workers = Array.from({ length: processes }, () => new WorkerProcess(design.name, url));
  await Promise.all(workers.map((worker) => worker.until('ready')));
  const began = performance.now();
  for (const { child } of workers) child.send('work');
  while (workers.reduce((sum, { done }) => sum + done, 0) < sizes.drain)
    await new Promise((resolve) => setTimeout(resolve, 2));
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(workers.map((worker) => worker.stop()));
  return sizes.drain / seconds;
}

async function latency(design: Design, url: string): Promise<{ p50: number; p99: number }> {
  const worker = new WorkerProcess(design.name, url);
  await worker.until('ready');
  const working = worker.until('working');
  worker.child.send('work');
  await working;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const times: number[] = [];
  for (let sent = 0; sent < sizes.latency; sent += 1) {
    const message = newMessage('latency');
    await design.send(message);
    const committed = performance.timeOrigin + performance.now();
    while (!worker.handed.has(message.id)) await new Promise((resolve) => setTimeout(resolve, 1));
    times.push(Math.max(0, (worker.handed.get(message.id) ?? 0) - committed));
    // Idle in between, and not in step with anybody's poll.
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 50));
  }
  await worker.stop();
  times.sort((a, b) => a - b);
  return {
    p50: times[Math.floor(times.length * 0.5)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}

async function withPool<T>(url: string, run: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ connectionString: url });
  try {
    return await run(pool);
  } finally {
    await pool.end();
  }
}

type Figures = Map<string, number[]>;

async function measure(
  design: Design,
  url: string,
  figures: Figures,
  only?: readonly string[],
): Promise<void> {
  const note = async (what: string, run: () => Promise<number>) => {
    if (only && !only.includes(what)) return;
    if (!only) await design.reset();
    const value = await run();
    figures.set(what, [...(figures.get(what) ?? []), value]);
    process.stderr.write(`${design.name}: ${what} ${value.toFixed(1)}\n`);
  };
  await note('one by one, 16 callers', () => rate(sizes.single, callers, () => design.send(newMessage())));
  await note('in the host’s transaction, 16 callers', () =>
    withPool(url, (pool) => {
      pool.options.max = callers;
      return rate(sizes.within, callers, () =>
        inTransaction(pool, (client) => design.sendWithin(client, newMessage())),
      );
    }),
  );
  const bulk = batchesOf(sizes.bulk);
  await note('bulk, by 500', () =>
    rate(bulk.length, 2, () => design.sendBulk(bulk.pop() ?? [])).then((perSecond) => perSecond * 500),
  );
  for (const processes of [1, 2])
    await note(`drain, ${processes} process${processes > 1 ? 'es' : ''}`, () =>
      drain(design, url, processes),
    );
  if (design.name === 'raw SQL') return;
  const idle = { p50: 0, p99: 0 };
  await note('idle latency p50, ms', async () => Object.assign(idle, await latency(design, url)).p50);
  if (!only) figures.set('idle latency p99, ms', [...(figures.get('idle latency p99, ms') ?? []), idle.p99]);
}

function median(values: readonly number[] = []): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const server = await startBenchServer();
try {
  const all: { design: Design; url: string; figures: Figures }[] = [];
  const wanted = options.only === '' ? Object.keys(designs) : options.only.split(',');
  for (const [name, make] of Object.entries(designs)) {
    if (!wanted.includes(name)) continue;
    const url = await server.create(name);
    const design = make(url);
    await design.prepare();
    all.push({ design, url, figures: new Map() });
  }
  for (let round = 0; round < Number(options.rounds); round += 1) {
    // Another order each time: nobody is always the first.
    const order = [...all.slice(round % all.length), ...all.slice(0, round % all.length)];
    for (const { design, url, figures } of order) await measure(design, url, figures);
  }

  const rows = Number(options.history) / scale;
  const postern = all.find(({ design }) => design.name === 'postern');
  const full: Figures = new Map();
  if (postern && rows > 0) {
    await postern.design.reset();
    await withPool(postern.url, async (pool) => {
      await pool.query(
        `insert into postern.message (id, site, channel, origin, status, to_address, consumer_id, sender_address, subject, preview,
          created_at, sent_at, attempts, confidential, fingerprint, recorded_at, recorded_as, sending_at, settled_at)
        select 'old_' || lpad(n::text, 12, '0'), 'acme', 'email', 'sys', 'sent', 'user@example.com', 'user' || n % 5000, 'hello@acme.example',
          'Invoice', repeat('x', 200), t, t, 1, false, 'f', t, 'queued', t, t
        from (select n, now() - n * interval '1 minute' as t from generate_series(1, $1::int) n) rows`,
        [rows],
      );
      await pool.query(
        `insert into postern.message_content select id, repeat('Lorem ipsum dolor sit amet. ', 36), null from postern.message`,
      );
      await pool.query('vacuum analyze postern.message, postern.message_content');
    });
    const flat = ['one by one, 16 callers', 'bulk, by 500', 'drain, 1 process', 'drain, 2 processes'];
    for (let round = 0; round < Number(options.rounds); round += 1)
      await measure(postern.design, postern.url, full, flat);
  }

  const names = [...(all[0]?.figures.keys() ?? [])];
  const cell = (value: number, what: string) =>
    Number.isNaN(value) ? '–' : value.toFixed(what.includes('ms') ? 1 : 0);
  console.log(`\nmedians of ${options.rounds} rounds, messages a second where nothing else is said\n`);
  console.log(
    `| | ${all.map(({ design }) => design.name).join(' | ')} | postern, ${rows} rows in the history |`,
  );
  console.log(`|---|${'---|'.repeat(all.length + 1)}`);
  for (const what of names) {
    const cells = [...all.map(({ figures }) => figures), full].map((figures) =>
      cell(median(figures.get(what)), what),
    );
    console.log(`| ${what} | ${cells.join(' | ')} |`);
  }
  for (const { design } of all) await design.close();
} finally {
  await server.stop();
}
