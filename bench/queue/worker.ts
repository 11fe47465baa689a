import { designs } from './designs.ts';

/** A process that hands over for one design; tells its parent what was done, at most every 5 ms. */
const [name = '', url = ''] = process.argv.slice(2);
const make = designs[name];
if (!make) throw new Error(`There is no design "${name}".`);
const design = make(url);

let done = 0;
let told = 0;
const tell = setInterval(() => {
  if (done > told) process.send?.({ done });
  told = done;
}, 5);
const now = () => performance.timeOrigin + performance.now();

process.send?.({ ready: true });
process.once('message', async () => {
  const stop = await design.work(
    (count) => {
      done += count;
    },
    (id) => {
      if (id.startsWith('latency')) process.send?.({ handed: id, at: now() });
    },
  );
  process.send?.({ working: true });
  process.once('message', async () => {
    await stop();
    await design.close();
    clearInterval(tell);
    process.disconnect();
  });
});
