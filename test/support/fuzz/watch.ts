import { Worker } from 'node:worker_threads';

/** Beyond what a call that lets other things run is given. */
const hangsAfterMs = 20_000;

// On a thread of its own: where a call never lets anything else run, no timer of this one comes to its turn.
const watching = `
const { writeSync } = require('node:fs');
let timer;
require('node:worker_threads').parentPort.on('message', (name) => {
  clearTimeout(timer);
  if (name === '') return;
  timer = setTimeout(() => {
    writeSync(2, '\\nThis call has not ended after ${hangsAfterMs} ms, nor let anything else run: ' + name + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }, ${hangsAfterMs});
});
`;
let watcher: Worker | undefined;

/** Names a call that hangs and ends the process with it: a test that never ends says nothing. */
export async function watched<T>(name: string, call: () => Promise<T>): Promise<T> {
  watcher ??= new Worker(watching, { eval: true });
  watcher.unref();
  watcher.postMessage(name || 'a call without a name');
  try {
    return await call();
  } finally {
    watcher.postMessage('');
  }
}
