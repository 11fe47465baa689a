import { serveWork } from '../shared/worker-side.ts';
import { designs } from './designs.ts';

/** The worker process of a design: its arguments are the design's name and the database's URL. */
export function serveDesign(): void {
  const [name = '', url = ''] = process.argv.slice(2);
  const make = designs[name];
  if (!make) throw new Error(`There is no design "${name}".`);
  const design = make(url);
  serveWork(
    // Of the others it is not told: a message to the parent each would be measured as well.
    (onDone, onHanded) => design.work(onDone, (id) => id.startsWith('latency') && onHanded(id)),
    () => design.close(),
  );
}
