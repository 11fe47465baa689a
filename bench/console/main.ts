import { parseArgs } from 'node:util';
import type pg from 'pg';
import { chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { ensureConsoleApp } from '../../scripts/ensure-console-app.ts';
import { environment } from '../shared/environment.ts';
import { withPool } from '../shared/pool.ts';
import { median, quantile } from '../shared/rounds.ts';
import { startBenchServer } from '../shared/server.ts';
import { actThroughout, stopBatch } from './acting.ts';
import { batchTable } from './batch.ts';
import { clickThrough } from './clicks.ts';
import { type Exported, exportHistory, exportSuppressions } from './exporting.ts';
import { fillBatch, fillSite } from './fill.ts';
import type { Answered, Recorder } from './recorder.ts';
import { measureScrolling } from './scrolling.ts';
import { startSite } from './site.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    /** Recipients of the batch. */
    batch: { type: 'string', default: '1000000' },
    /** How often everything is clicked, after once that does not count. */
    rounds: { type: 'string', default: '5' },
    /** How often each path is asked for by HTTP, after three times that do not count. */
    runs: { type: 'string', default: '30' },
    /** `paths`, `clicks`, `export`, `batch`, `acting`, by commas. Default: all. */
    only: { type: 'string', default: 'paths,clicks,export,batch,acting' },
    /** The URL of a database to keep: filled where it is empty, else measured as an earlier run left it. */
    database: { type: 'string' },
    /** Where Chromium is. */
    browser: { type: 'string', default: '/usr/bin/chromium' },
  },
});

const page = z.object({ items: z.array(z.object({ id: z.string() })), next: z.string() });
const parts = options.only.split(',');
/** For a machine that does much else besides. */
const patienceMs = 120_000;
const write = (text: string) => process.stdout.write(`${text}\n`);

await ensureConsoleApp();
if (options.database) await withPool(options.database, fillAndMeasure, 10);
else {
  const server = await startBenchServer();
  try {
    await withPool(await server.create('console'), fillAndMeasure, 10);
  } finally {
    await server.stop();
  }
}

async function fillAndMeasure(pool: pg.Pool): Promise<void> {
  const site = await startSite(pool);
  if ((await site.messaging.email.history({ limit: 1 })).items.length === 0) {
    await fillSite(pool, { ...site, rows: Number(options.rows) });
    const ms = await fillBatch(site.messaging, Number(options.batch));
    write(`a batch of ${options.batch} recorded in ${(ms / 1_000).toFixed(0)} s\n`);
    const began = performance.now();
    // As a worker does all the while: pages and segments for the search.
    await site.storage.upkeep?.(new AbortController().signal);
    write(`a worker's upkeep of it took ${((performance.now() - began) / 1_000).toFixed(0)} s\n`);
    await pool.query('vacuum analyze');
  }
  await site.stop();
  await measure(pool);
}

async function measure(pool: pg.Pool): Promise<void> {
  const site = await startSite(pool);
  const { base, recorder } = site;
  const browser = await chromium.launch({
    executablePath: options.browser,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
  const newPage = () => browser.newPage({ viewport: { width: 1280, height: 850 }, locale: 'en-GB' });
  try {
    if (parts.includes('paths')) {
      await measurePaths(base);
      const { rows, frames } = await measureScrolling(browser, `${base}/email/history`);
      write(
        `\nscrolling through ${rows} rows of the history: frames of ${frames.p50.toFixed(1)} ms, p95 ${frames.p95.toFixed(1)}, longest ${frames.max.toFixed(1)}\n`,
      );
    }
    const inRounds = async (act: (page: Page) => Promise<void>) => {
      for (let round = 0; round <= Number(options.rounds); round += 1) {
        if (round <= 1) recorder.answers.length = 0;
        const opened = await newPage();
        opened.setDefaultTimeout(patienceMs);
        await act(opened);
        await opened.close();
      }
      write(clicksTable(recorder));
    };
    if (parts.includes('clicks')) await inRounds((opened) => clickThrough(opened, base, recorder));
    if (parts.includes('export')) {
      write(exportLine('the history', await exportHistory(await newPage(), base)));
      write(exportLine('the suppression list', await exportSuppressions(await newPage(), base)));
    }
    if (parts.includes('batch')) write(await batchTable(pool, site));
    // Last: nothing of the batch waits after it.
    if (parts.includes('acting')) {
      await inRounds((opened) => actThroughout(opened, base, recorder));
      recorder.answers.length = 0;
      const began = performance.now();
      const said = await stopBatch(await newPage(), base, recorder);
      const seconds = (performance.now() - began) / 1_000;
      write(`\nstopped by clicking: ${said} In ${seconds.toFixed(0)} s\n${clicksTable(recorder)}`);
    }
    write(environment(['pg']));
  } finally {
    await browser.close();
    await site.stop();
  }
}

async function measurePaths(base: string): Promise<void> {
  const first = page.parse(await (await fetch(`${base}/api/email/messages`)).json());
  const id = first.items[0]?.id ?? '';
  const paths = [
    ...['session', 'email/overview', 'email/daily?days=30', 'email/messages'],
    ...[`email/messages?cursor=${first.next}`, 'email/messages?origin=web', 'email/messages?status=failed'],
    ...[`email/messages/${id}`, 'consumers/c7/messages', 'email/search?term=invoice'],
    ...['email/templates', 'email/suppressions'],
  ];
  write('| GET /api/… | p50 ms | p95 ms | max ms |\n|---|---|---|---|');
  for (const path of paths) {
    const times: number[] = [];
    for (let run = 0; run < Number(options.runs) + 3; run += 1) {
      const began = performance.now();
      const response = await fetch(`${base}/api/${path}`);
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      // The first ones are read from disk.
      if (run >= 3) times.push(performance.now() - began);
    }
    const at = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1));
    write(`| ${path.replace(/cursor=.*/, 'cursor=…').replace(id, ':id')} | ${at.join(' | ')} |`);
  }
}

function exportLine(what: string, { rows, bytes, seconds, grewBy }: Exported): string {
  const grew = grewBy.map((of) => (of / 1e6).toFixed(0)).join(', ');
  return `\n${what} exported by clicking: ${rows} rows, ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(0)} s; memory had grown, in each tenth of it, by ${grew} MB at most\n`;
}

/** A row for each call of each step, in the order of the steps. */
function clicksTable({ answers, shown }: Recorder): string {
  const rows = new Map<string, Answered[]>();
  for (const answer of answers) {
    const what = `${answer.step} | ${answer.call}`;
    rows.set(what, [...(rows.get(what) ?? []), answer]);
  }
  const lines = [...rows].map(([what, all]) => {
    const times = all.map(({ ms }) => ms);
    const refused = all.filter(({ status }) => status >= 400);
    const note = refused[0] ? `answered ${refused[0].status}` : (shown.get(all[0]?.step ?? '') ?? '');
    return `| ${what} | ${Math.min(...times).toFixed(0)} | ${median(times).toFixed(0)} | ${quantile(times, 1).toFixed(0)} | ${all.length} | ${note} |`;
  });
  return [
    '| step | call | least ms | median ms | max ms | calls | |',
    '|---|---|--:|--:|--:|--:|---|',
    ...lines,
  ].join('\n');
}
