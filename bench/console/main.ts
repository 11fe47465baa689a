import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { messagingConsole } from '@postern/console';
import { memoryTransport } from '@postern/memory';
import { postgres } from '@postern/postgres';
import pg from 'pg';
import { chromium } from 'playwright-core';
import { Messaging } from 'postern';
import { z } from 'zod';
import { ensureConsoleApp } from '../../scripts/ensure-console-app.ts';
import { writeHistory } from '../history/write-history.ts';
import { startBenchServer } from '../shared/server.ts';
import { measureScrolling } from './scrolling.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '30' },
    /** Where Chromium is. */
    browser: { type: 'string', default: '/usr/bin/chromium' },
  },
});

const page = z.object({ items: z.array(z.object({ id: z.string() })), next: z.string() });

await ensureConsoleApp();
const server = await startBenchServer();
const pool = new pg.Pool({ connectionString: await server.create('console'), max: 10 });
const { storage, queue, migrate, close } = postgres({ pool });
const email = memoryTransport({ channel: 'email' });
const messaging = new Messaging({
  site: { id: 'acme', name: 'Acme' },
  secret: 'x'.repeat(32),
  storage,
  queue,
  email,
});
const pages = messagingConsole(messaging, {
  authorize: () => ({ user: { id: 'ada', name: 'Ada' }, can: { view: true, send: true, manage: true } }),
  requestsPerMinute: 100_000,
});
const web = createServer((request, response) =>
  pages(request, response, () => response.writeHead(404).end()),
);
try {
  await migrate();
  await writeHistory(pool, 'acme', Number(options.rows));
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const { port } = web.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;

  const first = page.parse(await (await fetch(`${base}/api/email/messages`)).json());
  const id = first.items[0]?.id ?? '';
  const paths = [
    'session',
    'email/overview',
    'email/daily?days=30',
    'email/messages',
    `email/messages?cursor=${first.next}`,
    'email/messages?origin=web',
    'email/messages?status=failed',
    `email/messages/${id}`,
    'consumers/c7/messages',
    'email/search?term=invoice',
    'email/templates',
    'email/suppressions',
  ];
  process.stdout.write('| GET /api/… | p50 ms | p95 ms | max ms |\n|---|---|---|---|\n');
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
    times.sort((a, b) => a - b);
    const at = (share: number) =>
      (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
    process.stdout.write(
      `| ${path.replace(/cursor=.*/, 'cursor=…').replace(id, ':id')} | ${at(0.5)} | ${at(0.95)} | ${at(1)} |\n`,
    );
  }

  const browser = await chromium.launch({
    executablePath: options.browser,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const { rows, frames } = await measureScrolling(browser, `${base}/email/history`);
  await browser.close();
  process.stdout.write(
    `\nscrolling through ${rows} rows of the history: frames of ${frames.p50.toFixed(1)} ms, p95 ${frames.p95.toFixed(1)}, longest ${frames.max.toFixed(1)}\n`,
  );
} finally {
  pages.close();
  web.close();
  web.closeAllConnections();
  await close();
  await pool.end();
  await server.stop();
}
