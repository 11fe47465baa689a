import { memoryStorage } from '@postern/memory';
import { createId } from 'postern/adapter';
import { bullmq } from '../../src/index.ts';

/**
 * A process that does all that a host does with the queue, closes it, and then has to end by itself. Before that it says how
 * often its worker was woken, and what went wrong.
 */
const [connection = ''] = process.argv.slice(2);
const faults: string[] = [];
const { queue, limits, close } = bullmq({
  connection,
  pollMs: 60_000,
  onFault: ({ code }, during) => faults.push(`${during}: ${code}`),
});
let wakes = 0;
const stop = await queue.start({
  wake() {
    wakes += 1;
  },
});
const store = limits(memoryStorage().limits);
const { granted } = await store.take({ key: 'k', perSecond: 1, burst: 1 }, 1);
await queue.push([{ id: createId('msg', new Date()), channel: 'sms' }]);
await queue.push([
  { id: createId('msg', new Date()), channel: 'sms', dueAt: new Date(Date.now() + 3_600_000) },
]);
await stop();
await close();
await queue.push([{ id: createId('msg', new Date()), channel: 'sms' }]);
process.stdout.write(JSON.stringify({ wakes, granted, faults }));
