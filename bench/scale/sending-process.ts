import { setTimeout as pause } from 'node:timers/promises';
import { mailsOf } from './mails.ts';
import type { Word } from './sender.ts';
import { serviceOf } from './service.ts';

/*
 * A process that sends by the clock, hands over, and reads beside it, until it is told to stop: its arguments are the database's URL,
 * messages a second, and a name that its messages have. It runs on whatever release of the packages lies beside it.
 */
const [url = '', perSecond = '', prefix = ''] = process.argv.slice(2);
const tell = (word: Word) => process.connected && process.send?.(word);
const now = () => performance.timeOrigin + performance.now();

const service = serviceOf(url, 20, (id) => tell({ kind: 'handed', id, at: now() }));
const messaging = service.messagingOf({ upkeep: true });
await messaging.start();

/** Waits for nothing that came before: who sends is not held up by whom else the server holds up. */
async function timed(kind: 'sent' | 'read' | 'retried', run: () => Promise<string>): Promise<void> {
  const at = now();
  try {
    const id = await run();
    tell({ kind, at, ms: now() - at, id });
  } catch (error) {
    tell({ kind: 'failed', at, what: `${kind}: ${error instanceof Error ? error.message : error}` });
  }
}

const ending = new AbortController();
const under: Promise<void>[] = [];
async function each(everyMs: number, run: (turn: number) => Promise<void> | undefined): Promise<void> {
  const began = now();
  for (let turn = 0; !ending.signal.aborted; turn += 1) {
    const running = run(turn);
    if (running) under.push(running);
    await pause(Math.max(0, began + (turn + 1) * everyMs - now()), undefined, {
      signal: ending.signal,
    }).catch(() => undefined);
  }
}

const body = { text: 'It is on its way. '.repeat(60), html: '' };
const { email } = messaging;
// Two that run side by side try others again.
const origin = prefix === 'earlier' ? 'web' : 'sys';
const page = await email.history({ status: 'failed', origin, limit: 100 });
const failed = page.items.map(({ id }) => id);
let drain = false;
process.once('message', (word) => {
  drain = word === 'drain';
  ending.abort();
});
process.once('disconnect', () => process.exit());
tell({ kind: 'ready' });
await Promise.all([
  each(1_000 / Number(perSecond), () => {
    const [mail] = mailsOf(1, [body], prefix);
    return mail && timed('sent', async () => (await email.send(mail)).id);
  }),
  each(1_000, (turn) => {
    const id = failed[turn];
    return id === undefined ? undefined : timed('retried', async () => (await email.retry(id)).id);
  }),
  each(200, () => timed('read', async () => String((await email.history()).items.length))),
  each(2_000, () => timed('read', async () => String((await email.search('past-1000')).items.length))),
]);
await Promise.all(under);
// The last one hands over what is left.
while (drain && (await service.pool.query('select 1 from postern.message_job limit 1')).rows.length > 0)
  await pause(50);
await messaging.stop();
await service.close();
process.disconnect();
